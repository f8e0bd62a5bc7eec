#ifndef TESTS_MODEL_MODEL_H_
#define TESTS_MODEL_MODEL_H_

// A second computation of a score, written from the rules alone to check the engine against: it
// reads the whole list of events again for every question, keeps nothing, and shares no code with
// the engine but the registry's fold and the generated messages. Slow on purpose.

#include <optional>

#include "absl/strings/string_view.h"
#include "ledger/registry/registry.h"
#include "tests/model/history.h"
#include "tests/model/model_context.h"
#include "tests/model/model_score.h"

namespace assessment::model {

// The score of a unit in a cycle from all `records`, positions 0, 1, 2, ...; `registry` is folded
// over the same. Requires a cycle with a scheme and a registered unit. With `without`, the score as
// if that event did not feed that clause.
ModelScore ScoreByModel(const Records& records, const Registry& registry, absl::string_view cycle,
                        absl::string_view unit,
                        const std::optional<Without>& without = std::nullopt);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_H_
