#ifndef TESTS_MODEL_MODEL_QUESTIONS_H_
#define TESTS_MODEL_MODEL_QUESTIONS_H_

// Questions that the facts raise about the unit, and how the office answered them.

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/model_context.h"

namespace assessment::model {

struct RaisedQuestion {
  // Null: no rule of the scheme asks about a clause that cannot be measured; nobody can answer.
  const scheme::v1::QuestionRule* rule = nullptr;
  std::string accident;
  std::set<uint64_t> positions;
  // Rests on an accident that nobody decided yet.
  bool provisional = false;
  // Unset: open.
  const LiveEvent* answered = nullptr;
  const scheme::v1::QuestionAnswer* answer = nullptr;
};

// In the scheme's order, those of one rule by accident.
std::vector<RaisedQuestion> QuestionsOf(const Context& context);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_QUESTIONS_H_
