#include "ledger/admission/correction_effect.h"

#include <utility>

#include "ledger/base/status_macros.h"

namespace assessment::admission {

absl::StatusOr<CorrectionEffect> EffectOf(const AdmittedState& state, uint64_t position,
                                          const event::v1::CorrectionProposed& proposed) {
  CorrectionEffect effect;
  const event::v1::CorrectionProposed* proposal = &proposed;
  uint64_t proposal_position = position;
  RecordPointer proposal_record;
  bool in_force = true;
  while (true) {
    ASSIGN_OR_RETURN(RecordPointer target, state.Lookup(proposal->position()));
    effect.marks.push_back({proposal->position(), in_force});
    const event::v1::EventContent& stated = target->body.event().content();
    if (!stated.has_correction_confirmed()) {
      CorrectionEffect::Change original{proposal->position(), std::move(target), &stated};
      std::optional<CorrectionEffect::Change> replacement;
      if (proposal->has_replacement()) {
        replacement = {proposal_position, std::move(proposal_record), &proposal->replacement()};
      }
      effect.leaves = in_force ? std::move(original) : std::move(replacement);
      effect.enters = in_force ? std::move(replacement) : std::move(original);
      return effect;
    }
    proposal_position = stated.correction_confirmed().proposal_position();
    ASSIGN_OR_RETURN(proposal_record, state.Lookup(proposal_position));
    proposal = &proposal_record->body.event().content().correction_proposed();
    in_force = !in_force;
  }
}

}  // namespace assessment::admission
