#ifndef TESTS_MODEL_COMPARE_H_
#define TESTS_MODEL_COMPARE_H_

#include <string>

#include "assessment/projections/v1/explanation.pb.h"
#include "tests/model/model_score.h"

namespace assessment::model {

// Every difference between the engine's explanation and the model's score, a line each; empty when
// they agree in every number, state and position.
std::string Differences(const projections::v1::ScoreExplanation& engine, const ModelScore& model);

// What the explanation breaks of its own promises, a line each: raised = charged + absorbed +
// suppressed for lines and clauses, an item's score within its bounds, sums of categories.
std::string BrokenPromises(const projections::v1::ScoreExplanation& engine,
                           const scheme::v1::Scheme& scheme);

}  // namespace assessment::model

#endif  // TESTS_MODEL_COMPARE_H_
