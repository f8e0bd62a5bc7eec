#include "clients/cpp/subscription_stop.h"

namespace assessment {

void SubscriptionStop::Stop() {
  MutexLock lock(mutex_);
  stopped_ = true;
  if (context_ != nullptr) context_->TryCancel();
  stopped_changed_.SignalAll();
}

bool SubscriptionStop::stopped() {
  MutexLock lock(mutex_);
  return stopped_;
}

void SubscriptionStop::Watch(grpc::ClientContext* context) {
  MutexLock lock(mutex_);
  context_ = context;
  if (stopped_ && context_ != nullptr) context_->TryCancel();
}

void SubscriptionStop::WaitFor(std::chrono::milliseconds wait) {
  MutexLock lock(mutex_);
  if (!stopped_) stopped_changed_.WaitFor(mutex_, wait);
}

}  // namespace assessment
