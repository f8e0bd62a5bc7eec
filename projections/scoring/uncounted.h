#ifndef PROJECTIONS_SCORING_UNCOUNTED_H_
#define PROJECTIONS_SCORING_UNCOUNTED_H_

#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// What the unit's events say about this cycle and counts nowhere, each with its reason, by
// position: corrected events, postings on clauses that the adopted scheme lacks, changed or took
// from the unit, rulings and attributions whose base was corrected away, accidents outside the
// window.
std::vector<projections::v1::LineExplanation> ListUncounted(const RuleContext& context);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_UNCOUNTED_H_
