#ifndef PROJECTIONS_SERVER_HEALTH_REPORTER_H_
#define PROJECTIONS_SERVER_HEALTH_REPORTER_H_

#include <functional>
#include <map>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "grpcpp/health_check_service_interface.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Keeps the standard health service up to date: asks a few times a second what serves and tells
// what changed. Thread-safe.
class HealthReporter {
 public:
  // Name of a service to whether it serves.
  using States = std::map<std::string, bool>;

  // `health` outlives this; `states` is called on the reporter's thread until Stop.
  HealthReporter(grpc::HealthCheckServiceInterface& health, std::function<States()> states);
  // Stops.
  ~HealthReporter();
  HealthReporter(const HealthReporter&) = delete;
  HealthReporter& operator=(const HealthReporter&) = delete;

  // From now on everything is NOT_SERVING. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  grpc::HealthCheckServiceInterface& health_;
  const std::function<States()> states_;

  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_HEALTH_REPORTER_H_
