#ifndef PROJECTIONS_SERVER_METRICS_H_
#define PROJECTIONS_SERVER_METRICS_H_

// The metrics of this server, in the terms of Prometheus.
//
// Everybody who may scrape sees every series, so labels hold names of ledgers, projections,
// methods, codes, reasons and kinds; never principals, persons, units or texts.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "ledger/base/distribution.h"
#include "ledger/base/mutex.h"
#include "prometheus/collectable.h"
#include "prometheus/metric_family.h"
#include "prometheus/registry.h"

namespace httplib {
class Server;
}  // namespace httplib

namespace assessment {

using MetricLabels = std::vector<std::pair<std::string, std::string>>;

// What one metric is called and what it says, for people.
struct MetricName {
  const char* name;
  const char* help;
};

// The samples of one scrape. A metric that was declared is in the answer also when it has no
// samples, so that alerts and dashboards can be checked against what there is.
class MetricSamples {
 public:
  void DeclareGauge(const MetricName& metric);
  void DeclareCounter(const MetricName& metric);

  void Gauge(const MetricName& metric, const MetricLabels& labels, double value);
  void Counter(const MetricName& metric, const MetricLabels& labels, double value);
  // `scale` makes the metric's unit of the values counted: 1e-6 makes seconds of microseconds.
  void Histogram(const MetricName& metric, const MetricLabels& labels,
                 const Distribution& distribution, double scale);

  // All of them, by name.
  std::vector<prometheus::MetricFamily> Take() &&;

 private:
  prometheus::MetricFamily& Family(const MetricName& metric, prometheus::MetricType type);

  std::map<std::string, prometheus::MetricFamily> families_;
};

// Thread-safe.
class Metrics : public prometheus::Collectable {
 public:
  // Called at every scrape, on the thread that answers it, until the endpoint is gone; brief.
  using Collector = std::function<void(MetricSamples&)>;

  // For what is counted when it happens.
  prometheus::Registry& registry() { return registry_; }

  // For what is known by whoever does it, and sampled at a scrape.
  void AddCollector(Collector collector) ABSL_LOCKS_EXCLUDED(mutex_);

  std::vector<prometheus::MetricFamily> Collect() const override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  prometheus::Registry registry_;
  mutable Mutex mutex_;
  std::vector<Collector> collectors_ ABSL_GUARDED_BY(mutex_);
};

// Answers GET /metrics over HTTP, in Prometheus' text form, for its own lifetime.
class MetricsEndpoint {
 public:
  // `listen` is "host:port", an IPv6 host in brackets; port 0 takes a free one. UNAVAILABLE when it
  // cannot be bound.
  static absl::StatusOr<std::unique_ptr<MetricsEndpoint>> Start(const std::string& listen,
                                                                std::shared_ptr<Metrics> metrics);
  // Finishes the scrape in hand.
  ~MetricsEndpoint();
  MetricsEndpoint(const MetricsEndpoint&) = delete;
  MetricsEndpoint& operator=(const MetricsEndpoint&) = delete;

  int port() const { return port_; }

 private:
  MetricsEndpoint(std::unique_ptr<httplib::Server> server, int port);

  const std::unique_ptr<httplib::Server> server_;
  const int port_;
  std::thread listener_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_METRICS_H_
