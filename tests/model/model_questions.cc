#include "tests/model/model_questions.h"

#include <algorithm>
#include <tuple>

#include "tests/model/model_accidents.h"
#include "tests/model/model_documents.h"
#include "tests/model/model_veto.h"

namespace assessment::model {
namespace {

using scheme::v1::Clause;
using scheme::v1::QuestionRule;

bool SettledByVeto(const QuestionRule& rule, const Context& context) {
  const std::vector<ModelVeto> vetoes = VetoesByFacts(context);
  return std::any_of(vetoes.begin(), vetoes.end(), [&](const ModelVeto& veto) {
    const bool met = veto.state == projections::v1::VETO_STATE_IN_FORCE ||
                     veto.state == projections::v1::VETO_STATE_PENDING;
    const auto& settling = rule.unless_vetoes();
    return met && std::find(settling.begin(), settling.end(), veto.veto) != settling.end();
  });
}

// The clause, if it concerns the unit.
const Clause* ClauseOfUnit(const std::string& id, const Context& context) {
  for (const scheme::v1::Category& category : context.scheme->categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) {
        if (clause.clause() == id) return Applies(item, clause, context) ? &clause : nullptr;
      }
    }
  }
  for (const auto* blocks : {&context.scheme->bonus_blocks(), &context.scheme->penalty_blocks()}) {
    for (const scheme::v1::Block& block : *blocks) {
      for (const Clause& clause : block.clauses()) {
        if (clause.clause() != id) continue;
        const bool concerns =
            ScopeHolds(block.scope(), context) && ScopeHolds(clause.scope(), context);
        return concerns ? &clause : nullptr;
      }
    }
  }
  for (const Clause& clause : context.scheme->direct_lines()) {
    if (clause.clause() == id) return ScopeHolds(clause.scope(), context) ? &clause : nullptr;
  }
  return nullptr;
}

void RaiseByCount(const QuestionRule& rule, const Context& context,
                  std::vector<RaisedQuestion>& raised) {
  RaisedQuestion question;
  question.rule = &rule;
  uint32_t decided = 0;
  uint32_t all = 0;
  for (const ModelAccident& accident : AccidentsOf(context)) {
    if (!Passes(rule.accident_count().filter(), accident, context)) continue;
    ++all;
    if (!Undecided(rule.accident_count().filter(), accident)) ++decided;
    question.positions.merge(PositionsOf(accident));
  }
  question.provisional = decided < rule.accident_count().count();
  if (all >= rule.accident_count().count()) raised.push_back(question);
}

void RaiseByConcealment(const QuestionRule& rule, const Context& context,
                        std::vector<RaisedQuestion>& raised) {
  for (const ModelConcealment& concealment : ConcealmentsFor(rule.concealment(), context)) {
    RaisedQuestion question;
    question.rule = &rule;
    question.accident = concealment.accident.id;
    question.positions = {concealment.event->position};
    raised.push_back(question);
  }
}

// True when the clause cannot be measured against last year: no figure, or one of 0 that a share
// cannot be taken of, and there is something this year.
// Sets `positions` to the attributions that stand for what there is.
bool IsUnmeasurable(const Clause& clause, const Context& context, std::set<uint64_t>& positions) {
  const Baseline* last = context.registry->FindBaseline(context.unit, context.cycle->opened.year());
  for (const scheme::v1::Trigger& trigger : clause.triggers()) {
    if (!trigger.has_baseline()) continue;
    uint32_t accidents = 0;
    uint32_t deaths = 0;
    positions.clear();
    for (const ModelAccident& accident : AccidentsOf(context)) {
      if (!Passes(trigger.baseline().filter(), accident, context)) continue;
      positions.insert(PositionFor(trigger.baseline().filter(), accident));
      ++accidents;
      deaths += accident.deaths;
    }
    const bool by_deaths =
        trigger.baseline().excess() == scheme::v1::BaselineTrigger::EXCESS_DEATHS_PERCENT;
    if ((by_deaths ? deaths : accidents) == 0) continue;
    if (last == nullptr || (by_deaths && last->deaths == 0)) return true;
  }
  return false;
}

void RaiseByBaseline(const QuestionRule& rule, const Context& context,
                     std::vector<RaisedQuestion>& raised) {
  const Clause* clause = ClauseOfUnit(rule.baseline_clause(), context);
  RaisedQuestion question;
  if (clause == nullptr || !IsUnmeasurable(*clause, context, question.positions)) return;
  question.rule = &rule;
  raised.push_back(question);
}

// Clauses that no rule asks about.
void RaiseUnasked(const Context& context, std::vector<RaisedQuestion>& raised) {
  const auto raise = [&](const Clause& clause) {
    const auto& rules = context.scheme->questions();
    const bool asked = std::any_of(rules.begin(), rules.end(), [&](const QuestionRule& rule) {
      return rule.baseline_clause() == clause.clause();
    });
    if (asked || ClauseOfUnit(clause.clause(), context) == nullptr) return;
    RaisedQuestion question;
    if (IsUnmeasurable(clause, context, question.positions)) raised.push_back(question);
  };
  for (const scheme::v1::Category& category : context.scheme->categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) raise(clause);
    }
  }
  for (const auto* blocks : {&context.scheme->bonus_blocks(), &context.scheme->penalty_blocks()}) {
    for (const scheme::v1::Block& block : *blocks) {
      for (const Clause& clause : block.clauses()) raise(clause);
    }
  }
  for (const Clause& clause : context.scheme->direct_lines()) raise(clause);
}

void Answer(const Context& context, RaisedQuestion& question) {
  const auto when = [](const LiveEvent& event) {
    return std::tuple(DayNumber(event.content->occurred_on()), event.source_and_key);
  };
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_question_answered()) continue;
    const event::v1::QuestionAnswered& answered = event.content->question_answered();
    if (answered.cycle() != context.cycle->opened.cycle()) continue;
    if (answered.unit() != context.unit) continue;
    if (answered.question() != question.rule->question()) continue;
    if (answered.accident() != question.accident) continue;
    if (question.answered != nullptr && when(event) < when(*question.answered)) continue;
    question.answered = &event;
  }
  if (question.answered == nullptr) return;
  const int answer = static_cast<int>(question.answered->content->question_answered().answer());
  if (answer < question.rule->answers_size()) {
    question.answer = &question.rule->answers(answer);
  } else {
    question.answered = nullptr;
  }
}

}  // namespace

std::vector<RaisedQuestion> QuestionsOf(const Context& context) {
  std::vector<RaisedQuestion> raised;
  for (const QuestionRule& rule : context.scheme->questions()) {
    if (SettledByVeto(rule, context)) continue;
    if (rule.has_accident_count()) RaiseByCount(rule, context, raised);
    if (rule.has_concealment()) RaiseByConcealment(rule, context, raised);
    if (!rule.baseline_clause().empty()) RaiseByBaseline(rule, context, raised);
  }
  for (RaisedQuestion& question : raised) Answer(context, question);
  RaiseUnasked(context, raised);
  return raised;
}

}  // namespace assessment::model
