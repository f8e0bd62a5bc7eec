#ifndef PROJECTIONS_SCORING_QUESTION_H_
#define PROJECTIONS_SCORING_QUESTION_H_

// Questions that a scheme's rules raise about a unit and that only the office can answer.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/postings.h"

namespace assessment {

struct RuleContext;

struct RaisedQuestion {
  const scheme::v1::QuestionRule* rule = nullptr;
  // The accident, where each raises its own.
  std::string accident;
  // Positions of the events that raise it, ascending.
  std::vector<uint64_t> positions;
  // The answer in force, of the latest day; null while it is open.
  const StreamEntry* entry = nullptr;
  const scheme::v1::QuestionAnswer* answer = nullptr;

  // The same question with the same answer, both of one scheme and one stream.
  bool operator==(const RaisedQuestion&) const = default;
};

// The questions that the unit's facts raise, in the order of the scheme, then of accidents.
// `vetoes` as their conditions say: a question may be settled by one that is met.
std::vector<RaisedQuestion> RaiseQuestions(const RuleContext& context,
                                           const std::vector<projections::v1::VetoStatus>& vetoes);

// The rule that asks about a clause's missing baseline; null when the scheme has none.
const scheme::v1::QuestionRule* BaselineQuestion(const scheme::v1::Scheme& scheme,
                                                 absl::string_view clause);

// Puts in force the vetoes that answers bring about.
void ApplyAnswers(const std::vector<RaisedQuestion>& questions,
                  std::vector<projections::v1::VetoStatus>& vetoes);

// The question as an answer shows it.
projections::v1::OpenQuestion Explain(const RuleContext& context, const RaisedQuestion& question);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_QUESTION_H_
