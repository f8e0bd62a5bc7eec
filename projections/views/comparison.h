#ifndef PROJECTIONS_VIEWS_COMPARISON_H_
#define PROJECTIONS_VIEWS_COMPARISON_H_

// One cycle at two sizes, or under two scheme versions: who changes, and why.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// One side of a comparison. A cycle entry whose `compiled` is another published version answers
// "what if".
struct ComparedSide {
  const LedgerView& view;
  const CycleEntry& cycle;  // With an adopted scheme.
};

// The units of either side whose score, grade, rank, vetoes or lines differ, by unit, each with the
// lines that differ. `unit`: only this one; empty: all. Costs an explanation a unit and side.
// Errors are those of reading a view.
absl::StatusOr<std::vector<projections::v1::ScoreChange>> CompareSides(const ComparedSide& before,
                                                                       const ComparedSide& after,
                                                                       const std::string& unit);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_COMPARISON_H_
