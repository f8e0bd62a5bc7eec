#ifndef PROJECTIONS_SCORING_DEADLINE_H_
#define PROJECTIONS_SCORING_DEADLINE_H_

// A due date and the steps of lateness behind it: the only implementation of what is late, for
// charges and for the clerk alike. Reads dates, never a clock.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/matters.pb.h"
#include "ledger/base/civil.h"
#include "ledger/deadline/due_date.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

// One thing that is due.
struct Deadline {
  event::v1::Clock clock = event::v1::CLOCK_UNSPECIFIED;
  // Unset: not due yet, whatever the day (an appraisal that was not resumed, a report that is not
  // approved).
  std::optional<CivilInstant> due;
  std::optional<CivilInstant> done;
  std::optional<CivilDay> withdrawn_on;
  // Positions of the events that set `due`, `done` and `withdrawn_on`.
  std::optional<uint64_t> due_position;
  std::optional<uint64_t> done_position;
  std::optional<uint64_t> withdrawn_position;
};

// True when the facts make this step true on its day: it is due, and was neither done nor withdrawn
// before. Late is late: what was done afterwards does not undo the step. A step of a matter done on
// the very day it is n months late stands (R10: exactly one month is the second band).
bool StepStands(const Deadline& deadline, uint32_t step);

// Why a recorded step does not stand: the position of the event that contradicts it. Nothing when
// it stands.
struct StepVerdict {
  bool stands = false;
  std::optional<uint64_t> contradicted_by;
};

// One OverdueRecorded of a thing.
struct RecordedStep {
  uint32_t step = 0;
  CivilInstant due;
  CivilDay day;  // StepDay(due, step).
  const StreamEntry* entry = nullptr;
};

// A recorded step stands when it rests on the due date in force and the facts make it true.
StepVerdict Judge(const Deadline& deadline, const RecordedStep& recorded);

// The steps recorded in a stream under a clock about `subject` (a matter or an accident), by step,
// then by due date. Those that a correction voided are left out.
std::vector<RecordedStep> RecordedSteps(const EventStream& stream, event::v1::Clock clock,
                                        const std::string& subject);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_DEADLINE_H_
