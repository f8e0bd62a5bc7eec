#ifndef PROJECTIONS_DEADLINES_DUE_STEPS_H_
#define PROJECTIONS_DEADLINES_DUE_STEPS_H_

// Which steps of lateness are to be recorded by a day. Pure: what is late is for the facts to say
// (scoring/deadline.h), and the day comes from the caller.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/base/civil.h"
#include "projections/scoring/deadline.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// A step that has come and is not recorded yet.
struct DueStep {
  event::v1::Clock clock = event::v1::CLOCK_UNSPECIFIED;
  std::string subject;  // A matter, or an accident by its clock.
  CivilInstant due;
  uint32_t step = 0;

  CivilDay day() const { return StepDay(due, step); }
  // What the clerk's key says: "verification/M-1/2022-03-31/0". The same step has the same key for
  // ever.
  std::string Key() const;
  // The event to append.
  event::v1::EventContent Content() const;
};

// The last step that a clock's lateness is told by: as many whole months as the bands of any scheme
// published in the view reach, at most kStepMax; 0 where nothing is banded.
uint32_t LastStep(const LedgerView& view, event::v1::Clock clock);

// Every step that stands by the facts of the view, whose day is not after `until`, and that no
// event recorded, one that was corrected away included: in order of day, clock, subject, step. Late
// is late: also of what was done meanwhile, so that after downtime and imports of the past
// everything appears once. `things`: index keys of the ledger's matters and accidents. Errors are
// those of reading the view.
absl::StatusOr<std::vector<DueStep>> FindDueSteps(const LedgerView& view,
                                                  absl::Span<const IndexKey> things,
                                                  const CivilDay& until);

}  // namespace assessment

#endif  // PROJECTIONS_DEADLINES_DUE_STEPS_H_
