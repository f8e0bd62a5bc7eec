#include "projections/deadlines/clock_watch.h"

namespace assessment {

void ClockWatch::Observe(UnixMicros now, int64_t elapsed) {
  if (right_.has_value()) {
    const int64_t ahead = (now - right_->now) - (elapsed - right_->elapsed);
    if (ahead > kToleranceMicros) {
      ahead_micros_ = ahead;
      return;
    }
  }
  // A clock that went back is taken for right too: that it comes forward again is then noticed,
  // which costs a question; the other way round it would cost deadlines.
  Trust(now, elapsed);
}

void ClockWatch::Trust(UnixMicros now, int64_t elapsed) {
  right_ = Reading{now, elapsed};
  ahead_micros_ = 0;
}

}  // namespace assessment
