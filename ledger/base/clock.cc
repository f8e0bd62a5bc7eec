#include "ledger/base/clock.h"

#include <chrono>

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

}  // namespace assessment
