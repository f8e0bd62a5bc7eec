#ifndef LEDGER_SERVICE_RANDOM_EVENTS_H_
#define LEDGER_SERVICE_RANDOM_EVENTS_H_

// For tests of the readers: random events, records and filters over few names, so that filters
// match some and not others. The events are well formed, not admissible.

#include <cstdint>
#include <random>

#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/log/event_log.h"

namespace assessment::testing {

class RandomEvents {
 public:
  explicit RandomEvents(uint32_t seed) : random_(seed) {}

  // A finished record of one random event at `position`, recorded at `record_time_micros`.
  CommitEntry Entry(uint64_t position, int64_t record_time_micros);

  // A filter that sets some of its fields; recorded times lie in [0, record_time_max].
  ledger::v1::EventFilter Filter(int64_t record_time_max);

  // From 0 to `max`.
  int64_t Number(int64_t max) { return std::uniform_int_distribution<int64_t>(0, max)(random_); }

 private:
  event::v1::EventBody Body();

  std::mt19937 random_;
};

}  // namespace assessment::testing

#endif  // LEDGER_SERVICE_RANDOM_EVENTS_H_
