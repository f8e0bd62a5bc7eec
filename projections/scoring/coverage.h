#ifndef PROJECTIONS_SCORING_COVERAGE_H_
#define PROJECTIONS_SCORING_COVERAGE_H_

// How much of a score was looked at: "clean" and "never inspected" must not look alike.

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/charge.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// True when an item counts as looked at: a review names it, or all its judged clauses are judged,
// or facts alone feed it, or it was settled that no statement was found; and no judged clause of it
// is open. A finding alone does not cover an item.
bool IsCovered(const RuleContext& context, const scheme::v1::Item& item,
               const ChargedItem& charged);

// Positions of the reviews that name the item, ascending.
std::vector<uint64_t> ReviewsOf(const RuleContext& context, const scheme::v1::Item& item);

// Adds one item with applicable points to the coverage of a score.
void AddToCoverage(const scheme::v1::Item& item, const ChargedItem& charged, bool covered,
                   projections::v1::Coverage& coverage);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_COVERAGE_H_
