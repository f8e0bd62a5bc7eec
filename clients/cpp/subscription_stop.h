#ifndef CLIENTS_CPP_SUBSCRIPTION_STOP_H_
#define CLIENTS_CPP_SUBSCRIPTION_STOP_H_

#include <chrono>

#include "absl/base/thread_annotations.h"
#include "grpcpp/client_context.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Ends a subscription from another thread. One object serves one subscription. Thread-safe.
class SubscriptionStop {
 public:
  // Cancels the stream in flight and any wait; Subscribe returns soon after. Stays stopped.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  bool stopped() ABSL_LOCKS_EXCLUDED(mutex_);

  // For Subscribe: the stream in flight, null between streams. Cancelled at once when stopped.
  void Watch(grpc::ClientContext* context) ABSL_LOCKS_EXCLUDED(mutex_);

  // For Subscribe: waits, no longer than `wait` and not beyond Stop.
  void WaitFor(std::chrono::milliseconds wait) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Mutex mutex_;
  CondVar stopped_changed_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::ClientContext* context_ ABSL_GUARDED_BY(mutex_) = nullptr;
};

}  // namespace assessment

#endif  // CLIENTS_CPP_SUBSCRIPTION_STOP_H_
