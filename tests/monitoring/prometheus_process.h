#ifndef TESTS_MONITORING_PROMETHEUS_PROCESS_H_
#define TESTS_MONITORING_PROMETHEUS_PROCESS_H_

// Debian's Prometheus as a child process, with the configuration that is shipped.

#include <sys/types.h>

#include <map>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "nlohmann/json.hpp"

namespace assessment {

class PrometheusProcess {
 public:
  // `directory` is made; everything the process writes lies there.
  explicit PrometheusProcess(std::string directory);
  // Kills it.
  ~PrometheusProcess();
  PrometheusProcess(const PrometheusProcess&) = delete;
  PrometheusProcess& operator=(const PrometheusProcess&) = delete;

  // Starts it on a free loopback port with the shipped files, in which the target's address and the
  // intervals alone are replaced, and waits until it is ready. UNAVAILABLE with its last words.
  absl::Status Start(const std::string& target);

  // The "data" of GET /api/v1/PATH. UNAVAILABLE, or INVALID_ARGUMENT with its error.
  absl::StatusOr<nlohmann::json> Get(const std::string& path,
                                     const std::multimap<std::string, std::string>& query = {});

 private:
  std::string Output() const;

  const std::string directory_;
  int port_ = 0;
  pid_t pid_ = -1;
};

}  // namespace assessment

#endif  // TESTS_MONITORING_PROMETHEUS_PROCESS_H_
