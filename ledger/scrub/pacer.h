#ifndef LEDGER_SCRUB_PACER_H_
#define LEDGER_SCRUB_PACER_H_

#include <cstdint>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Lets work pass at a limited rate. Thread-safe.
class Pacer {
 public:
  // `bytes_per_second` 0: no limit.
  explicit Pacer(uint64_t bytes_per_second) : bytes_per_second_(bytes_per_second) {}

  // Waits until `bytes` more may be worked on. CANCELLED once stopped.
  absl::Status Take(uint64_t bytes) ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends all waiting, now and later.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  // How much passed so far.
  uint64_t bytes_taken() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const uint64_t bytes_per_second_;

  mutable Mutex mutex_;
  CondVar stopped_signal_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t taken_ ABSL_GUARDED_BY(mutex_) = 0;
  // When the work so far is paid for, as PassedMicros.
  int64_t free_at_micros_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace assessment

#endif  // LEDGER_SCRUB_PACER_H_
