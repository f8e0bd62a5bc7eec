#include "projections/scoring/question.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "projections/scoring/excess.h"
#include "projections/scoring/final_score.h"
#include "projections/scoring/rule_context.h"

namespace assessment {
namespace {

using projections::v1::VetoStatus;
using scheme::v1::QuestionRule;

class Asker {
 public:
  Asker(const RuleContext& context, const std::vector<VetoStatus>& vetoes)
      : context_(context), vetoes_(vetoes) {}

  std::vector<RaisedQuestion> Ask() {
    for (const QuestionRule& rule : context_.scheme.proto().questions()) {
      if (!IsSettledByVeto(rule)) Ask(rule);
    }
    return std::move(raised_);
  }

 private:
  bool IsSettledByVeto(const QuestionRule& rule) const {
    const auto& settling = rule.unless_vetoes();
    return std::any_of(vetoes_.begin(), vetoes_.end(), [&settling](const VetoStatus& veto) {
      return TakesEffect(veto) &&
             std::find(settling.begin(), settling.end(), veto.veto()) != settling.end();
    });
  }

  void Ask(const QuestionRule& rule) {
    switch (rule.raised_when_case()) {
      case QuestionRule::kAccidentCount:
        return AskAboutAccidents(rule);
      case QuestionRule::kConcealment:
        return AskAboutConcealments(rule);
      case QuestionRule::kBaselineClause:
        return AskAboutBaseline(rule);
      case QuestionRule::RAISED_WHEN_NOT_SET:
        return;
    }
  }

  void AskAboutAccidents(const QuestionRule& rule) {
    std::set<uint64_t> positions;
    uint32_t count = 0;
    for (const UnitAccident& accident : context_.postings.accidents) {
      if (Match(rule.accident_count().filter(), accident, context_.window) == FilterMatch::kNo) {
        continue;
      }
      ++count;
      positions.insert(accident.positions.begin(), accident.positions.end());
    }
    if (count > 0 && count >= rule.accident_count().count()) {
      Raise(rule, "", {positions.begin(), positions.end()});
    }
  }

  void AskAboutConcealments(const QuestionRule& rule) {
    std::set<std::string> asked;
    for (const Concealment& concealment : context_.postings.concealments) {
      const auto& grades = rule.concealment().grades();
      const UnitAccident& accident = concealment.accident;
      if (accident.struck_off_position.has_value() || accident.near_miss) continue;
      if (!grades.empty() &&
          std::find(grades.begin(), grades.end(), accident.grade) == grades.end()) {
        continue;
      }
      if (asked.insert(accident.accident).second) {
        Raise(rule, accident.accident, {concealment.entry->position()});
      }
    }
  }

  void AskAboutBaseline(const QuestionRule& rule) {
    const ClauseRef* clause = context_.scheme.FindClause(rule.baseline_clause());
    if (clause == nullptr || !context_.applicability.Concerns(*clause)) return;
    for (const scheme::v1::Trigger& trigger : clause->clause->triggers()) {
      if (!trigger.has_baseline()) continue;
      const Excess excess = MeasureExcess(context_, trigger.baseline());
      if (!excess.excess.has_value()) return Raise(rule, "", excess.positions);
    }
  }

  void Raise(const QuestionRule& rule, const std::string& accident,
             std::vector<uint64_t> positions) {
    RaisedQuestion& raised = raised_.emplace_back();
    raised.rule = &rule;
    raised.accident = accident;
    raised.positions = std::move(positions);
    for (const StreamEntry* entry : context_.postings.answers) {
      const event::v1::QuestionAnswered& answered = entry->content->question_answered();
      if (answered.question() != rule.question() || answered.accident() != accident ||
          answered.answer() >= static_cast<uint32_t>(rule.answers_size())) {
        continue;
      }
      raised.entry = entry;
      raised.answer = &rule.answers(static_cast<int>(answered.answer()));
    }
  }

  const RuleContext& context_;
  const std::vector<VetoStatus>& vetoes_;
  std::vector<RaisedQuestion> raised_;
};

}  // namespace

std::vector<RaisedQuestion> RaiseQuestions(const RuleContext& context,
                                           const std::vector<VetoStatus>& vetoes) {
  return Asker(context, vetoes).Ask();
}

const QuestionRule* BaselineQuestion(const scheme::v1::Scheme& scheme, absl::string_view clause) {
  for (const QuestionRule& rule : scheme.questions()) {
    if (rule.has_baseline_clause() && rule.baseline_clause() == clause) return &rule;
  }
  return nullptr;
}

void ApplyAnswers(const std::vector<RaisedQuestion>& questions, std::vector<VetoStatus>& vetoes) {
  for (const RaisedQuestion& question : questions) {
    if (question.answer == nullptr || !question.answer->has_veto()) continue;
    for (VetoStatus& veto : vetoes) {
      if (veto.veto() != question.answer->veto() ||
          veto.state() == projections::v1::VETO_STATE_IN_FORCE) {
        continue;
      }
      veto.set_state(projections::v1::VETO_STATE_IN_FORCE);
      veto.set_answer_position(question.entry->position());
      std::set<uint64_t> positions(veto.positions().begin(), veto.positions().end());
      positions.insert(question.positions.begin(), question.positions.end());
      positions.insert(question.entry->position());
      veto.mutable_positions()->Assign(positions.begin(), positions.end());
    }
  }
}

projections::v1::OpenQuestion Explain(const RuleContext& context, const RaisedQuestion& question) {
  projections::v1::OpenQuestion explanation;
  explanation.set_interpretation(question.rule->question());
  for (const scheme::v1::Interpretation& entry : context.scheme.proto().interpretations()) {
    if (entry.interpretation() == question.rule->question()) {
      *explanation.mutable_question() = entry.question();
    }
  }
  explanation.mutable_positions()->Assign(question.positions.begin(), question.positions.end());
  explanation.set_accident(question.accident);
  if (question.answer != nullptr) {
    explanation.set_answer_position(question.entry->position());
    *explanation.mutable_answer() = question.answer->label();
  }
  return explanation;
}

}  // namespace assessment
