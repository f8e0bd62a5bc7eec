#ifndef LEDGER_SEQUENCER_SEQUENCER_STATUS_H_
#define LEDGER_SEQUENCER_SEQUENCER_STATUS_H_

#include <cstddef>
#include <cstdint>

#include "ledger/base/distribution.h"

namespace assessment {

// Ranges that show whether commits share their syncs, and how long a sync keeps callers waiting.
inline constexpr uint64_t kEventsOfGroupBounds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
inline constexpr uint64_t kCommitMicrosBounds[] = {100,     250,     500,       1'000,    2'500,
                                                   5'000,   10'000,  25'000,    50'000,   100'000,
                                                   250'000, 500'000, 1'000'000, 5'000'000};

// What a sequencer did since it started, for health and metrics.
struct SequencerStatus {
  // False once it stopped for good (unknown outcome) or was drained.
  bool running = true;
  // True when it stopped for good: the state on disk is unknown and the process must start anew.
  bool stopped_unknown = false;
  uint64_t size = 0;  // Durable.
  size_t commands_waiting = 0;
  uint64_t events_appended = 0;
  uint64_t groups_committed = 0;
  uint64_t batches_refused = 0;
  uint64_t commands_dropped_late = 0;
  // Alarm: how often the clock was behind the newest record, whose time plus one was used instead.
  uint64_t clock_behind = 0;
  // Of the groups committed: their events, and the microseconds that the log took, sync included.
  Distribution events_of_group{kEventsOfGroupBounds};
  Distribution commit_micros{kCommitMicrosBounds};
};

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_SEQUENCER_STATUS_H_
