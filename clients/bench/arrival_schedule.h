#ifndef CLIENTS_BENCH_ARRIVAL_SCHEDULE_H_
#define CLIENTS_BENCH_ARRIVAL_SCHEDULE_H_

#include <chrono>
#include <cstdint>

namespace assessment::bench {

// When the calls of an open loop are due: one after another at a fixed rate, whatever became of
// those before. A call is timed from the moment it was due, so a server that stalls is charged for
// everybody who would have come meanwhile. Thread-safe.
class ArrivalSchedule {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // `calls_per_second` > 0; the first call is due at `begin`.
  ArrivalSchedule(TimePoint begin, double calls_per_second)
      : begin_(begin), interval_(1 / calls_per_second) {}

  // When call number `call` is due, from 0. Computed from the beginning, so that nothing adds up.
  TimePoint DueAt(uint64_t call) const;

 private:
  const TimePoint begin_;
  const std::chrono::duration<double> interval_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_ARRIVAL_SCHEDULE_H_
