#ifndef LEDGER_ADMISSION_CORRECTION_EFFECT_H_
#define LEDGER_ADMISSION_CORRECTION_EFFECT_H_

// What confirming a proposal does. A correction of an event voids it and puts the replacement, if
// any, in force at the proposal's own position. A correction of a confirmation takes that
// confirmation out of force: what it voided is restored, what it put in force is voided; and so on
// inwards, alternating.

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/admission/admitted_state.h"

namespace assessment::admission {

struct CorrectionEffect {
  // An event that changes: where it stands, and what it states. `record` keeps `content` alive;
  // null when the content is that of the proposal asked about.
  struct Change {
    uint64_t position = 0;
    RecordPointer record;
    const event::v1::EventContent* content = nullptr;
  };
  std::optional<Change> leaves;  // Goes out of force.
  std::optional<Change> enters;  // Comes into force.

  // Positions named by the corrections on the way inwards, and whether each becomes void.
  struct Mark {
    uint64_t position = 0;
    bool voided = false;
  };
  std::vector<Mark> marks;
};

// The effect of confirming `proposed`, which stands (or will stand) at `position` and names a
// position that exists. `proposed` outlives the effect. An error is that of reading a record.
absl::StatusOr<CorrectionEffect> EffectOf(const AdmittedState& state, uint64_t position,
                                          const event::v1::CorrectionProposed& proposed);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_CORRECTION_EFFECT_H_
