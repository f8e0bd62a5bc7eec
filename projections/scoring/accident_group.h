#ifndef PROJECTIONS_SCORING_ACCIDENT_GROUP_H_
#define PROJECTIONS_SCORING_ACCIDENT_GROUP_H_

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// Gathers by accident what `score`, explained with its lines and vetoes, says about each: one
// accident has one identity, so everything it causes is shown together. Accidents that cause
// nothing here are left out; in order of time.
void GroupByAccident(const RuleContext& context, projections::v1::ScoreExplanation& score);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_ACCIDENT_GROUP_H_
