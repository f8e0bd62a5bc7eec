#ifndef PROJECTIONS_SCORING_VETO_H_
#define PROJECTIONS_SCORING_VETO_H_

// Veto rules: over facts, apart from the arithmetic (scoring step 7; interpretations R6, R9, R24,
// R32).

#include <vector>

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// Evaluates every veto of the scheme that concerns the unit, in reading order.
//   in force       a condition holds and rests on nothing undecided
//   pending        it holds as long as what is pending is read as responsible
//   not evaluated  a figure or target is missing and nothing else holds
//   not met        otherwise; a metric reported as not applying to the unit is passed
std::vector<projections::v1::VetoStatus> EvaluateVetoes(const RuleContext& context);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_VETO_H_
