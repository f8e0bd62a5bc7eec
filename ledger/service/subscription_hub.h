#ifndef LEDGER_SERVICE_SUBSCRIPTION_HUB_H_
#define LEDGER_SERVICE_SUBSCRIPTION_HUB_H_

#include <map>
#include <memory>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"

namespace assessment {

class Subscription;

// Wakes the subscriptions of one ledger: when its log grows, and a few times a second so that each
// can tell its progress. Thread-safe.
class SubscriptionHub {
 public:
  // `log` outlives the hub.
  explicit SubscriptionHub(const EventLog& log);
  // Requires that every subscription is removed.
  ~SubscriptionHub();
  SubscriptionHub(const SubscriptionHub&) = delete;
  SubscriptionHub& operator=(const SubscriptionHub&) = delete;

  // Keeps a subscription alive until it is removed. REASON_SHUTTING_DOWN once stopped.
  absl::Status Add(std::shared_ptr<Subscription> subscription) ABSL_LOCKS_EXCLUDED(mutex_);
  void Remove(const Subscription* subscription) ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends every subscription with REASON_SHUTTING_DOWN and wakes no more.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  using Subscriptions = std::map<const Subscription*, std::shared_ptr<Subscription>>;

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);

  const EventLog& log_;
  Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  Subscriptions subscriptions_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_SUBSCRIPTION_HUB_H_
