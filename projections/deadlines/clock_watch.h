#ifndef PROJECTIONS_DEADLINES_CLOCK_WATCH_H_
#define PROJECTIONS_DEADLINES_CLOCK_WATCH_H_

#include <cstdint>
#include <optional>

#include "ledger/base/clock.h"

namespace assessment {

// Notices a clock that goes ahead of the time that really passed: deadlines that such a clock
// brings forward would be recorded for ever. Compares two readings, the clock's and what has
// passed since; small differences, as a clock is kept right in small steps, are followed.
class ClockWatch {
 public:
  // Days are what matters: less than this changes none but the one that is ending.
  static constexpr int64_t kToleranceMicros = int64_t{10} * 60 * 1'000'000;

  // Looks at the clock: `now` it says, `elapsed` has passed (PassedMicros).
  void Observe(UnixMicros now, int64_t elapsed);

  // The clock was wrong by what else is known: what it says next is compared with nothing.
  void Forget() { right_.reset(); }

  // Somebody says that the clock is right.
  void Trust(UnixMicros now, int64_t elapsed);

  // By how many microseconds the clock, when it was last looked at, was ahead of the last reading
  // that was taken for right; 0 while it is not.
  int64_t ahead_micros() const { return ahead_micros_; }

 private:
  struct Reading {
    UnixMicros now = 0;
    int64_t elapsed = 0;
  };

  std::optional<Reading> right_;
  int64_t ahead_micros_ = 0;
};

}  // namespace assessment

#endif  // PROJECTIONS_DEADLINES_CLOCK_WATCH_H_
