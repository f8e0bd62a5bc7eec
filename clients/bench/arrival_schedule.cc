#include "clients/bench/arrival_schedule.h"

namespace assessment::bench {

ArrivalSchedule::TimePoint ArrivalSchedule::DueAt(uint64_t call) const {
  return begin_ + std::chrono::duration_cast<std::chrono::nanoseconds>(static_cast<double>(call) *
                                                                       interval_);
}

}  // namespace assessment::bench
