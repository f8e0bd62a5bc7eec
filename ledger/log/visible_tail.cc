#include "ledger/log/visible_tail.h"

#include "ledger/base/check.h"

namespace assessment {

EventLog::Tail VisibleTail::Get() const {
  MutexLock lock(mutex_);
  return tail_;
}

void VisibleTail::Publish(const EventLog::Tail& tail) {
  {
    MutexLock lock(mutex_);
    CHECK(tail.size >= tail_.size);
    tail_ = tail;
  }
  // Who wakes finds the lock free, and the writer does not wait for it.
  grown_.SignalAll();
}

uint64_t VisibleTail::WaitBeyond(uint64_t size, std::chrono::microseconds timeout) const {
  const auto end = std::chrono::steady_clock::now() + timeout;
  MutexLock lock(mutex_);
  while (tail_.size <= size) {
    const auto left = std::chrono::duration_cast<std::chrono::microseconds>(
        end - std::chrono::steady_clock::now());
    if (left.count() <= 0) break;
    grown_.WaitFor(mutex_, left);
  }
  return tail_.size;
}

}  // namespace assessment
