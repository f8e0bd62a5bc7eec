#include "clients/bench/blocking_caller.h"

#include <utility>

namespace assessment::bench {

BlockingCaller::BlockingCaller(Call call)
    : call_(std::move(call)), thread_([this] { MakeCalls(); }) {}

BlockingCaller::~BlockingCaller() {
  {
    MutexLock lock(mutex_);
    ends_ = true;
    changed_.Signal();
  }
  thread_.join();
}

void BlockingCaller::Begin(const OnAnswer& on_answer) {
  MutexLock lock(mutex_);
  begun_ = &on_answer;
  changed_.Signal();
}

const Caller::OnAnswer* BlockingCaller::NextBegun() {
  MutexLock lock(mutex_);
  while (begun_ == nullptr && !ends_) changed_.Wait(mutex_);
  return std::exchange(begun_, nullptr);
}

void BlockingCaller::MakeCalls() {
  for (uint64_t call = 0;; ++call) {
    const OnAnswer* on_answer = NextBegun();
    if (on_answer == nullptr) return;
    (*on_answer)(call_(call));
  }
}

}  // namespace assessment::bench
