#include "projections/scoring/rule_context.h"

#include <algorithm>
#include <tuple>

#include "ledger/base/check.h"

namespace assessment {
namespace {

DayWindow WindowOf(const event::v1::CycleOpened& cycle) {
  return {ToDay(cycle.window_from()), ToDay(cycle.window_to())};
}

bool EarlierReport(const StreamEntry* a, const StreamEntry* b) {
  const auto key = [](const StreamEntry& entry) {
    return std::make_tuple(ToDay(entry.content->metric_reported().period_to()), OrderOf(entry));
  };
  return key(*a) < key(*b);
}

}  // namespace

RuleContext::RuleContext(const ScoreInput& score_input)
    : input(score_input),
      scheme(*score_input.cycle->compiled),
      window(WindowOf(score_input.cycle->opened)),
      postings(ReadPostings(score_input, window)),
      applicability(scheme, input.registry->ScopedUnitFor(*input.cycle, input.unit), postings) {}

projections::v1::OpenQuestion RuleContext::QuestionAbout(absl::string_view id) const {
  projections::v1::OpenQuestion question;
  for (const scheme::v1::Interpretation& interpretation : scheme.proto().interpretations()) {
    const auto& about = interpretation.about();
    if (std::find(about.begin(), about.end(), id) == about.end()) continue;
    question.set_interpretation(interpretation.interpretation());
    *question.mutable_question() = interpretation.question();
    break;
  }
  return question;
}

const StreamEntry* LatestReport(const Entries& reports) {
  CHECK(!reports.empty());
  return *std::max_element(reports.begin(), reports.end(), EarlierReport);
}

}  // namespace assessment
