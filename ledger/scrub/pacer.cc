#include "ledger/scrub/pacer.h"

#include <algorithm>
#include <chrono>

#include "ledger/base/clock.h"

namespace assessment {
namespace {

constexpr uint64_t kMicrosInASecond = 1'000'000;
// What is waited for at once: many small pieces pass without a wait of their own.
constexpr int64_t kLeastWaitMicros = 5'000;

}  // namespace

absl::Status Pacer::Take(uint64_t bytes) {
  MutexLock lock(mutex_);
  taken_ += bytes;
  if (bytes_per_second_ > 0) {
    // A pause earns no credit.
    free_at_micros_ = std::max(free_at_micros_, PassedMicros()) +
                      static_cast<int64_t>(bytes * kMicrosInASecond / bytes_per_second_);
    while (!stopped_) {
      const int64_t wait = free_at_micros_ - PassedMicros();
      if (wait < kLeastWaitMicros) break;
      stopped_signal_.WaitFor(mutex_, std::chrono::microseconds(wait));
    }
  }
  return stopped_ ? absl::CancelledError("the scrub was stopped") : absl::OkStatus();
}

void Pacer::Stop() {
  MutexLock lock(mutex_);
  stopped_ = true;
  stopped_signal_.SignalAll();
}

uint64_t Pacer::bytes_taken() const {
  MutexLock lock(mutex_);
  return taken_;
}

}  // namespace assessment
