#ifndef PROJECTIONS_YEAREND_STATEMENT_EFFECT_H_
#define PROJECTIONS_YEAREND_STATEMENT_EFFECT_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/event_stream.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// Positions of the rulings that accepted a statement of not applicable, without which the unit's
// grade would be another: each looked at by itself. Errors are those of reading the view.
absl::StatusOr<std::vector<uint64_t>> StatementsThatMovedGrade(
    const LedgerView& view, const CycleEntry& cycle, const projections::v1::ScoreExplanation& score,
    const EventStream& events_of_unit);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_STATEMENT_EFFECT_H_
