#ifndef LEDGER_BASE_CLOCK_H_
#define LEDGER_BASE_CLOCK_H_

#include <cstdint>

namespace assessment {

// A moment as whole microseconds since 1970-01-01T00:00:00Z: the unit of every record time.
using UnixMicros = int64_t;

// The only door to the machine's time. Folds and admission never see one: time reaches them as an
// argument.
class Clock {
 public:
  virtual ~Clock() = default;
  // Returns the present moment. May repeat or run backwards; the sequencer makes record times
  // increase.
  virtual UnixMicros Now() = 0;
};

// Returns the machine's clock; lives as long as the process.
Clock& SystemClock();

// Microseconds since some moment before the process began: moves with time alone, also while the
// machine sleeps, and not when its clock is set.
int64_t PassedMicros();

}  // namespace assessment

#endif  // LEDGER_BASE_CLOCK_H_
