#ifndef PROJECTIONS_SERVER_REQUEST_OBSERVER_H_
#define PROJECTIONS_SERVER_REQUEST_OBSERVER_H_

#include <array>
#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_interceptor.h"
#include "grpcpp/support/status.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "projections/server/diagnostic_log.h"
#include "projections/server/metrics.h"
#include "prometheus/counter.h"
#include "prometheus/family.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"

namespace assessment {

// Looks at every call as it comes and as it ends, without any service knowing: counts and times it,
// gives it an id, and tells the diagnostic log of those that failed. A call that failed is told by
// method, code, reason, id and duration; what it said or was answered stays out, but for faults of
// the server itself, whose messages name files, ledgers and positions.
//
// Metadata: "x-request-id" of 1 to 64 letters, digits, '.', '_', '-' is the call's id, otherwise
// one is made; it comes back in the trailing metadata. "traceparent" (W3C Trace Context) is passed
// on to the line. Thread-safe.
class RequestObserver {
 public:
  // `services`: full names of those served; calls of any other method count as method "other".
  // `metrics` and `log` may be null; they outlive this and all calls. `passed_micros` times calls
  // and bounds the lines written in a second.
  RequestObserver(const std::vector<std::string>& services, Metrics* metrics, DiagnosticLog* log,
                  std::function<int64_t()> passed_micros = PassedMicros);
  ~RequestObserver();
  RequestObserver(const RequestObserver&) = delete;
  RequestObserver& operator=(const RequestObserver&) = delete;

  // To be given to the builder of the server; this outlives what it makes.
  std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface> MakeFactory();

 private:
  class Factory;
  class Interceptor;

  static constexpr size_t kCodes = grpc::StatusCode::UNAUTHENTICATED + 1;

  struct Method {
    std::string service;  // Without the package.
    std::string name;
    // Of Append, whose answer may hold refusals although the call is OK.
    bool answers_refusals = false;
    // Made when first needed; methods that nobody calls have no series.
    std::array<std::atomic<prometheus::Counter*>, kCodes> calls{};
    std::atomic<prometheus::Histogram*> seconds = nullptr;
  };

  // One call that ended.
  struct Ended {
    Method& method;
    const grpc::Status& status;
    int64_t micros = 0;
    const std::string& request_id;
    const std::string& traceparent;
  };

  Method& Find(absl::string_view path);
  void Count(const Ended& ended);
  void CountRefusal(Method& method, const std::string& reason);
  void Tell(const Ended& ended) ABSL_LOCKS_EXCLUDED(lines_mutex_);
  // Whether another line about a failed call may be written in this second.
  bool MayTell() ABSL_LOCKS_EXCLUDED(lines_mutex_);
  std::string NewId();

  DiagnosticLog* const log_;
  const std::function<int64_t()> passed_micros_;
  const std::string id_prefix_;
  std::atomic<uint64_t> ids_ = 0;

  // By path "/package.Service/Method"; built once.
  absl::flat_hash_map<std::string, std::unique_ptr<Method>> methods_;
  Method other_;

  // All null when there are no metrics.
  prometheus::Family<prometheus::Counter>* calls_ = nullptr;
  prometheus::Family<prometheus::Counter>* refusals_ = nullptr;
  prometheus::Family<prometheus::Histogram>* seconds_ = nullptr;
  prometheus::Gauge* in_flight_ = nullptr;
  prometheus::Counter* faults_ = nullptr;

  Mutex lines_mutex_;
  int64_t lines_second_ ABSL_GUARDED_BY(lines_mutex_) = 0;
  int lines_in_second_ ABSL_GUARDED_BY(lines_mutex_) = 0;
  uint64_t lines_left_out_ ABSL_GUARDED_BY(lines_mutex_) = 0;
};

// Whether `id` may be the id of a call: 1 to 64 letters, digits, '.', '_', '-'.
bool IsRequestId(absl::string_view id);

// Whether `text` has the form of version 00 of W3C Trace Context's header, with ids that are not
// all zero.
bool IsTraceparent(absl::string_view text);

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_REQUEST_OBSERVER_H_
