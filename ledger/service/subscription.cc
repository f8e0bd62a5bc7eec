#include "ledger/service/subscription.h"

#include <utility>

#include "ledger/reason/reason_status.h"
#include "ledger/service/grpc_status.h"
#include "ledger/service/ledger_caller.h"

namespace assessment {
namespace {

constexpr std::chrono::seconds kProgressInterval(1);
constexpr std::chrono::seconds kPermissionInterval(1);
// A page is what one subscription holds in memory, and what one turn of a worker costs.
constexpr size_t kPageEvents = 200;
constexpr size_t kPageBytes = 1024 * 1024;
constexpr uint64_t kPagePositions = 20000;

absl::Status NothingToRead() {
  return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                     "the principal may read nothing of this ledger any more");
}

}  // namespace

Subscription::Subscription(const Context& context, PrincipalPtr principal,
                           const ledger::v1::SubscribeRequest& request,
                           std::function<void()> on_done)
    : context_(context),
      principal_(std::move(principal)),
      filter_(request.filter()),
      on_done_(std::move(on_done)),
      position_(request.from_position()),
      last_message_(std::chrono::steady_clock::now()),
      last_permitted_(last_message_) {}

void Subscription::Wake() {
  {
    MutexLock lock(mutex_);
    news_ = true;
    if (busy_) return;
    busy_ = true;
  }
  Continue();
}

void Subscription::End(const absl::Status& status) {
  {
    MutexLock lock(mutex_);
    if (!end_.has_value()) end_ = status;
    if (busy_) return;
    busy_ = true;
  }
  Work();
}

void Subscription::OnCancel() { End(absl::CancelledError("the caller left")); }

void Subscription::OnWriteDone(bool ok) {
  if (!ok) {
    MutexLock lock(mutex_);
    if (!end_.has_value()) end_ = absl::CancelledError("the caller left");
  }
  Continue();
}

void Subscription::OnDone() {
  on_done_();
  context_.hub.Remove(this);  // The last reference may go with it.
}

void Subscription::Continue() {
  bool ending;
  {
    MutexLock lock(mutex_);
    ending = end_.has_value();
  }
  if (ending || page_next_ < page_.size()) {
    Work();
    return;
  }
  const absl::Status submitted =
      context_.workers.Submit([self = shared_from_this()] { self->Work(); });
  if (submitted.ok()) return;
  {
    MutexLock lock(mutex_);
    // The hub wakes it again; only an end that was left to the owner must not wait.
    busy_ = end_.has_value();
    if (!busy_) return;
  }
  Work();
}

void Subscription::Work() {
  for (;;) {
    const std::optional<absl::Status> end = TakeEnd();
    if (end.has_value()) {
      Finish(ToGrpcStatus(*end));
      return;  // Busy for ever: nothing is done after the end.
    }
    if (page_next_ < page_.size()) {
      WriteEvent();
      return;
    }
    const SteadyTime now = std::chrono::steady_clock::now();
    if (now - last_permitted_ >= kPermissionInterval) {
      if (!context_.principals.MayCall(principal_->principal())) {
        End(ReasonError(ledger::v1::REASON_UNAUTHENTICATED,
                        "the principal was revoked or its token expired"));
        continue;
      }
      // A page may be read between the moment when the change is durable and the one when it holds;
      // without news no further page would ask.
      if (!ReaderOf(*principal_, context_.host).ReadsAnything()) {
        End(NothingToRead());
        continue;
      }
      last_permitted_ = now;
    }
    const uint64_t size = context_.host.log->DurableTail().size;
    if (position_ < size) {
      const absl::Status read = ReadOn(size);
      if (!read.ok()) {
        End(read);
        continue;
      }
      if (page_.size() > 0) continue;
    }
    if (now - last_message_ >= kProgressInterval) {
      WriteProgress(now);
      return;
    }
    if (position_ >= size && Rest()) return;
  }
}

std::optional<absl::Status> Subscription::TakeEnd() {
  MutexLock lock(mutex_);
  news_ = false;
  return end_;
}

bool Subscription::Rest() {
  MutexLock lock(mutex_);
  if (news_ || end_.has_value()) return false;
  busy_ = false;
  return true;
}

absl::Status Subscription::ReadOn(uint64_t size) {
  page_.Clear();
  page_next_ = 0;
  PageRequest request;
  request.from = position_;
  request.size = size;
  request.events_max = kPageEvents;
  request.bytes_max = kPageBytes;
  request.positions_max = kPagePositions;
  // As the permissions stand now: what changed since the last page holds from here on.
  const Reader reader = ReaderOf(*principal_, context_.host);
  if (!reader.ReadsAnything()) {
    return NothingToRead();
  }
  request.reader = &reader;
  absl::StatusOr<uint64_t> next = ReadPage(*context_.host.log, filter_, request, page_);
  if (!next.ok()) return next.status();
  position_ = *next;
  return absl::OkStatus();
}

void Subscription::WriteEvent() {
  message_.mutable_event()->Swap(page_.Mutable(page_next_));
  ++page_next_;
  last_message_ = std::chrono::steady_clock::now();
  StartWrite(&message_);
}

void Subscription::WriteProgress(SteadyTime now) {
  message_.set_progress_position(position_);
  last_message_ = now;
  StartWrite(&message_);
}

RefusedSubscription::RefusedSubscription(const absl::Status& status) {
  Finish(ToGrpcStatus(status));
}

void RefusedSubscription::OnDone() { delete this; }

}  // namespace assessment
