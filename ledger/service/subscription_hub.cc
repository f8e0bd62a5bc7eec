#include "ledger/service/subscription_hub.h"

#include <chrono>
#include <utility>

#include "ledger/base/check.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/subscription.h"

namespace assessment {
namespace {

constexpr std::chrono::milliseconds kWakeInterval(200);

absl::Status HubStopped() {
  return ReasonError(ledger::v1::REASON_SHUTTING_DOWN,
                     "the server drains; subscribe again from the position reached");
}

}  // namespace

SubscriptionHub::SubscriptionHub(const EventLog& log) : log_(log) {
  MutexLock lock(stop_mutex_);
  thread_ = std::thread([this] { Run(); });
}

SubscriptionHub::~SubscriptionHub() {
  Stop();
  MutexLock lock(mutex_);
  CHECK(subscriptions_.empty());
}

absl::Status SubscriptionHub::Add(std::shared_ptr<Subscription> subscription) {
  MutexLock lock(mutex_);
  if (stopping_) return HubStopped();
  const Subscription* key = subscription.get();
  subscriptions_.emplace(key, std::move(subscription));
  changed_.Signal();
  return absl::OkStatus();
}

void SubscriptionHub::Remove(const Subscription* subscription) {
  std::shared_ptr<Subscription> last;  // Destroyed after the lock is released.
  MutexLock lock(mutex_);
  const auto found = subscriptions_.find(subscription);
  CHECK(found != subscriptions_.end());
  last = std::move(found->second);
  subscriptions_.erase(found);
}

void SubscriptionHub::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.Signal();
  }
  {
    MutexLock lock(stop_mutex_);
    if (thread_.joinable()) thread_.join();
  }
  Subscriptions ending;
  {
    MutexLock lock(mutex_);
    ending = subscriptions_;
  }
  for (const auto& [key, subscription] : ending) subscription->End(HubStopped());
}

void SubscriptionHub::Run() {
  uint64_t size = 0;
  for (;;) {
    Subscriptions waking;
    {
      MutexLock lock(mutex_);
      // Nobody listens: nothing to look for.
      while (!stopping_ && subscriptions_.empty()) changed_.Wait(mutex_);
      if (stopping_) return;
      waking = subscriptions_;
    }
    for (const auto& [key, subscription] : waking) subscription->Wake();
    waking.clear();
    size = log_.WaitForGrowth(size, kWakeInterval);
  }
}

}  // namespace assessment
