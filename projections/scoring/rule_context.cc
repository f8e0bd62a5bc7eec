#include "projections/scoring/rule_context.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "ledger/base/check.h"

namespace assessment {
namespace {

auto ReportOrder(const StreamEntry& entry) {
  return std::make_tuple(ToDay(entry.content->metric_reported().period_to()), OrderOf(entry));
}

}  // namespace

DayWindow WindowOf(const event::v1::CycleOpened& cycle) {
  return {ToDay(cycle.window_from()), ToDay(cycle.window_to())};
}

RuleContext::RuleContext(const ScoreInput& score_input)
    : RuleContext(score_input, ReadPostings(score_input, WindowOf(score_input.cycle->opened))) {}

RuleContext::RuleContext(const ScoreInput& score_input, CyclePostings read)
    : input(score_input),
      scheme(*score_input.cycle->compiled),
      window(WindowOf(score_input.cycle->opened)),
      postings(std::move(read)),
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
  const StreamEntry* latest = reports.front();
  auto latest_order = ReportOrder(*latest);
  for (const StreamEntry* report : reports) {
    auto order = ReportOrder(*report);
    if (!(latest_order < order)) continue;
    latest = report;
    latest_order = std::move(order);
  }
  return latest;
}

}  // namespace assessment
