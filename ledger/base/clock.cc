#include "ledger/base/clock.h"

#include <time.h>

#include <chrono>

#include "ledger/base/check.h"

namespace assessment {
namespace {

class MachineClock : public Clock {
 public:
  UnixMicros Now() override {
    return std::chrono::duration_cast<std::chrono::microseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
};

}  // namespace

Clock& SystemClock() {
  static MachineClock* const clock = new MachineClock;
  return *clock;
}

int64_t PassedMicros() {
  timespec passed{};
  CHECK(::clock_gettime(CLOCK_BOOTTIME, &passed) == 0);
  return int64_t{passed.tv_sec} * 1'000'000 + passed.tv_nsec / 1'000;
}

}  // namespace assessment
