#ifndef PROJECTIONS_SCORING_UNCOUNTED_H_
#define PROJECTIONS_SCORING_UNCOUNTED_H_

#include <cstdint>
#include <set>
#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// What the unit's events say about this cycle and counts nowhere, each with its reason, by
// position: corrected events, postings on clauses that the adopted scheme lacks, changed or took
// from the unit, rulings and facts whose base was corrected away, facts outside the window,
// accidents struck off or left out, attributions withdrawn, supplements that came too late,
// lateness of what another unit held. `lined`: positions of the events that have a line on some
// clause.
std::vector<projections::v1::LineExplanation> ListUncounted(const RuleContext& context,
                                                            const std::set<uint64_t>& lined);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_UNCOUNTED_H_
