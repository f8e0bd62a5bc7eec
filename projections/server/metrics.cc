#include "projections/server/metrics.h"

#include <exception>
#include <limits>

#include "absl/strings/str_cat.h"
#include "prometheus/exposer.h"

namespace assessment {
namespace {

// One scrape and somebody who looks by hand.
constexpr size_t kScrapeThreads = 2;

prometheus::ClientMetric Labelled(const MetricLabels& labels) {
  prometheus::ClientMetric metric;
  for (const auto& [name, value] : labels) metric.label.push_back({name, value});
  return metric;
}

}  // namespace

prometheus::MetricFamily& MetricSamples::Family(const MetricName& metric,
                                                prometheus::MetricType type) {
  prometheus::MetricFamily& family = families_[metric.name];
  family.name = metric.name;
  family.help = metric.help;
  family.type = type;
  return family;
}

void MetricSamples::DeclareGauge(const MetricName& metric) {
  Family(metric, prometheus::MetricType::Gauge);
}

void MetricSamples::DeclareCounter(const MetricName& metric) {
  Family(metric, prometheus::MetricType::Counter);
}

void MetricSamples::Gauge(const MetricName& metric, const MetricLabels& labels, double value) {
  prometheus::ClientMetric sample = Labelled(labels);
  sample.gauge.value = value;
  Family(metric, prometheus::MetricType::Gauge).metric.push_back(std::move(sample));
}

void MetricSamples::Counter(const MetricName& metric, const MetricLabels& labels, double value) {
  prometheus::ClientMetric sample = Labelled(labels);
  sample.counter.value = value;
  Family(metric, prometheus::MetricType::Counter).metric.push_back(std::move(sample));
}

void MetricSamples::Histogram(const MetricName& metric, const MetricLabels& labels,
                              const Distribution& distribution, double scale) {
  prometheus::ClientMetric sample = Labelled(labels);
  uint64_t so_far = 0;
  for (size_t range = 0; range < distribution.upper_bounds().size(); ++range) {
    so_far += distribution.CountIn(range);
    sample.histogram.bucket.push_back(
        {so_far, static_cast<double>(distribution.upper_bounds()[range]) * scale});
  }
  sample.histogram.bucket.push_back(
      {distribution.count(), std::numeric_limits<double>::infinity()});
  sample.histogram.sample_count = distribution.count();
  sample.histogram.sample_sum = static_cast<double>(distribution.sum()) * scale;
  Family(metric, prometheus::MetricType::Histogram).metric.push_back(std::move(sample));
}

std::vector<prometheus::MetricFamily> MetricSamples::Take() && {
  std::vector<prometheus::MetricFamily> families;
  families.reserve(families_.size());
  for (auto& [name, family] : families_) families.push_back(std::move(family));
  return families;
}

void Metrics::AddCollector(Collector collector) {
  MutexLock lock(mutex_);
  collectors_.push_back(std::move(collector));
}

std::vector<prometheus::MetricFamily> Metrics::Collect() const {
  std::vector<Collector> collectors;
  {
    MutexLock lock(mutex_);
    collectors = collectors_;
  }
  MetricSamples samples;
  for (const Collector& collector : collectors) collector(samples);
  std::vector<prometheus::MetricFamily> families = registry_.Collect();
  for (prometheus::MetricFamily& family : std::move(samples).Take()) {
    families.push_back(std::move(family));
  }
  return families;
}

absl::StatusOr<std::unique_ptr<MetricsEndpoint>> MetricsEndpoint::Start(
    const std::string& listen, std::shared_ptr<Metrics> metrics) {
  // The library reports by exceptions; they end here.
  try {
    auto exposer = std::make_unique<prometheus::Exposer>(listen, kScrapeThreads);
    exposer->RegisterCollectable(metrics);
    const std::vector<int> ports = exposer->GetListeningPorts();
    if (ports.size() == 1) {
      return std::unique_ptr<MetricsEndpoint>(
          new MetricsEndpoint(std::move(metrics), std::move(exposer), ports.front()));
    }
    return absl::UnavailableError(absl::StrCat("metrics: found ", ports.size(), " addresses in \"",
                                               listen, "\", expected 1"));
  } catch (const std::exception& error) {
    return absl::UnavailableError(absl::StrCat("cannot serve metrics on ", listen, ": ",
                                               error.what(), "; is another server using it?"));
  }
}

MetricsEndpoint::MetricsEndpoint(std::shared_ptr<Metrics> metrics,
                                 std::unique_ptr<prometheus::Exposer> exposer, int port)
    : metrics_(std::move(metrics)), exposer_(std::move(exposer)), port_(port) {}

MetricsEndpoint::~MetricsEndpoint() = default;

}  // namespace assessment
