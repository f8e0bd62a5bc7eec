#ifndef TESTS_MODEL_MODEL_UNCOUNTED_H_
#define TESTS_MODEL_MODEL_UNCOUNTED_H_

#include "tests/model/model_context.h"
#include "tests/model/model_score.h"

namespace assessment::model {

// Lists the facts about the unit that count nowhere in `score`, whose clauses are filled in.
void ListUncounted(const Context& context, ModelScore& score);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_UNCOUNTED_H_
