#ifndef LEDGER_SERVICE_SUBSCRIPTION_H_
#define LEDGER_SERVICE_SUBSCRIPTION_H_

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "grpcpp/support/server_callback.h"
#include "ledger/access/principal_store.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/service/ledger_directory.h"
#include "ledger/service/log_reader.h"
#include "ledger/service/subscription_hub.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// One call of Subscribe: reads pages of the log up to the durable size, writes their events one at
// a time (one write outstanding, no queue beyond the page), and at the end waits for the hub to
// wake it. After about a second without a message it says how far it has looked. It ends when the
// caller leaves, may call no more or may read nothing of the ledger any more, when the log cannot
// be read, and when the hub stops.
//
// At any moment at most one thread owns it (`busy_`): whoever turned it busy reads, writes and
// hands over to the write's completion; the others only leave a mark.
class Subscription : public grpc::ServerWriteReactor<ledger::v1::SubscribeResponse>,
                     public std::enable_shared_from_this<Subscription> {
 public:
  struct Context {
    const LedgerHost& host;
    SubscriptionHub& hub;
    WorkerPool& workers;
    const PrincipalStore& principals;
  };

  // `request` is checked: its filter, and from_position not beyond the durable size. Everything in
  // `context` outlives the subscription. `on_done` is called when the call is over.
  Subscription(const Context& context, PrincipalPtr principal,
               const ledger::v1::SubscribeRequest& request, std::function<void()> on_done);

  // Looks for news, unless it is at work already. Never blocks.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends the call with `status` as soon as no write is outstanding.
  void End(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);

  void OnWriteDone(bool ok) override;
  void OnCancel() override;
  void OnDone() override;

 private:
  using SteadyTime = std::chrono::steady_clock::time_point;

  // Of the owner alone.
  void Continue() ABSL_LOCKS_EXCLUDED(mutex_);
  void Work() ABSL_LOCKS_EXCLUDED(mutex_);
  void WriteEvent();
  void WriteProgress(SteadyTime now);
  absl::Status ReadOn(uint64_t size);
  // Ends ownership; false when news came meanwhile and the owner goes on.
  bool Rest() ABSL_LOCKS_EXCLUDED(mutex_);
  // The status to finish with, once there is one; clears the mark of news.
  std::optional<absl::Status> TakeEnd() ABSL_LOCKS_EXCLUDED(mutex_);

  const Context context_;
  const PrincipalPtr principal_;
  const ledger::v1::EventFilter filter_;
  const std::function<void()> on_done_;

  Mutex mutex_;
  bool busy_ ABSL_GUARDED_BY(mutex_) = false;
  bool news_ ABSL_GUARDED_BY(mutex_) = false;
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);

  // Of the owner alone.
  uint64_t position_;  // Everything below it is in `page_` or was written.
  RecordedEvents page_;
  int page_next_ = 0;  // First event of the page not written yet.
  ledger::v1::SubscribeResponse message_;
  SteadyTime last_message_;
  SteadyTime last_permitted_;
};

// A call of Subscribe that is refused at once.
class RefusedSubscription : public grpc::ServerWriteReactor<ledger::v1::SubscribeResponse> {
 public:
  explicit RefusedSubscription(const absl::Status& status);
  void OnDone() override;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_SUBSCRIPTION_H_
