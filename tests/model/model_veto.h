#ifndef TESTS_MODEL_MODEL_VETO_H_
#define TESTS_MODEL_MODEL_VETO_H_

#include <vector>

#include "tests/model/model_context.h"
#include "tests/model/model_score.h"

namespace assessment::model {

// Veto rules whose scope holds the unit, in the scheme's order, by the facts alone.
std::vector<ModelVeto> VetoesByFacts(const Context& context);

// The same with the answers of the office to questions.
std::vector<ModelVeto> VetoesOf(const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_VETO_H_
