#ifndef LEDGER_LOG_VISIBLE_TAIL_H_
#define LEDGER_LOG_VISIBLE_TAIL_H_

#include <chrono>
#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"

namespace assessment {

// The tail that readers see, and the waiting for it to grow. Thread-safe.
class VisibleTail {
 public:
  explicit VisibleTail(const EventLog::Tail& tail) : tail_(tail) {}

  EventLog::Tail Get() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Makes `tail` visible and wakes who waits. Requires tail.size not below the visible size.
  void Publish(const EventLog::Tail& tail) ABSL_LOCKS_EXCLUDED(mutex_);

  // As EventLog::WaitForGrowth.
  uint64_t WaitBeyond(uint64_t size, std::chrono::microseconds timeout) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable Mutex mutex_;
  mutable CondVar grown_;
  EventLog::Tail tail_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // LEDGER_LOG_VISIBLE_TAIL_H_
