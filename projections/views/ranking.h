#ifndef PROJECTIONS_VIEWS_RANKING_H_
#define PROJECTIONS_VIEWS_RANKING_H_

// Who stands where: scoring step 8.

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "projections/views/ledger_view.h"
#include "projections/views/score_projection.h"

namespace assessment {

// The scores of a cycle with an adopted scheme: pools in the scheme's order, then units in none;
// inside a pool by rank, then those not ranked; equal ones by unit. A unit is in the first pool
// whose scope holds it.
//   ranked    complete scores (everything was looked at) of units in a pool; equal final scores
//             share a rank and the next is skipped: 1, 2, 2, 4
//   listed    the others, without rank; an incomplete one also without grade
// A veto never moves a rank; it stands beside it.
absl::StatusOr<std::vector<projections::v1::RankedScore>> RankScores(const LedgerView& view,
                                                                     const CycleEntry& cycle,
                                                                     const ScoreProjection& scores);

// The ranking of scores already there; `sheets` are those of the cycle's units, in any detail.
std::vector<projections::v1::RankedScore> RankSheets(
    const Registry& registry, const CycleEntry& cycle,
    const std::vector<std::shared_ptr<const UnitScore>>& sheets);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_RANKING_H_
