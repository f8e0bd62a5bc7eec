#include "projections/server/metrics.h"

#include <httplib.h>
#include <sys/socket.h>

#include <chrono>
#include <limits>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "prometheus/text_serializer.h"

namespace assessment {
namespace {

// One scrape and somebody who looks by hand.
constexpr size_t kScrapeThreads = 2;
// A scrape sends nothing.
constexpr size_t kRequestBytesMax = 1024;

constexpr char kTextForm[] = "text/plain; version=0.0.4; charset=utf-8";

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
  const size_t colon = listen.rfind(':');
  int port = 0;
  if (colon == std::string::npos || !absl::SimpleAtoi(listen.substr(colon + 1), &port)) {
    return absl::InvalidArgumentError(
        absl::StrCat("metrics: found \"", listen, "\", expected \"host:port\""));
  }
  absl::string_view host(listen.data(), colon);
  if (absl::ConsumePrefix(&host, "[")) absl::ConsumeSuffix(&host, "]");
  auto server = std::make_unique<httplib::Server>();
  // The library's own choice would let a second process share the port.
  server->set_socket_options([](int socket) {
    const int yes = 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
  });
  server->new_task_queue = [] { return new httplib::ThreadPool(kScrapeThreads); };
  server->set_payload_max_length(kRequestBytesMax);
  // A scraper that keeps its connection must not hold up the end.
  server->set_keep_alive_max_count(1);
  server->Get("/metrics", [metrics = std::move(metrics)](const httplib::Request&,
                                                         httplib::Response& response) {
    response.set_content(prometheus::TextSerializer().Serialize(metrics->Collect()), kTextForm);
  });
  if (port == 0) {
    port = server->bind_to_any_port(std::string(host));
  } else if (!server->bind_to_port(std::string(host), port)) {
    port = -1;
  }
  if (port < 0) {
    return absl::UnavailableError(
        absl::StrCat("cannot serve metrics on ", listen, ": is another server using it?"));
  }
  return std::unique_ptr<MetricsEndpoint>(new MetricsEndpoint(std::move(server), port));
}

MetricsEndpoint::MetricsEndpoint(std::unique_ptr<httplib::Server> server, int port)
    : server_(std::move(server)), port_(port) {
  listener_ = std::thread([this] { server_->listen_after_bind(); });
  // A stop before that would be overlooked.
  while (!server_->is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

MetricsEndpoint::~MetricsEndpoint() {
  server_->stop();
  listener_.join();
}

}  // namespace assessment
