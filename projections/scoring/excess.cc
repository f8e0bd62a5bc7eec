#include "projections/scoring/excess.h"

#include <algorithm>

namespace assessment {

Excess MeasureExcess(const RuleContext& context, const scheme::v1::BaselineTrigger& trigger) {
  Excess result;
  const bool deaths = trigger.excess() == scheme::v1::BaselineTrigger::EXCESS_DEATHS_PERCENT;
  for (const UnitAccident& accident : context.postings.accidents) {
    const FilterMatch match = Match(trigger.filter(), accident, context.window);
    if (match == FilterMatch::kNo) continue;
    result.provisional |= match == FilterMatch::kProvisional;
    result.count += deaths ? accident.report->deaths() : 1;
    result.newest = &accident;
    result.accidents.push_back(&accident);
    result.positions.push_back(AttributionFor(trigger.filter(), accident).position());
  }
  std::sort(result.positions.begin(), result.positions.end());
  if (result.count == 0) {
    result.excess = 0;
    return result;
  }
  const Baseline* baseline =
      context.input.registry->FindBaseline(context.input.unit, context.input.cycle->opened.year());
  if (baseline == nullptr || (deaths && baseline->deaths == 0)) return result;
  result.excess = deaths ? (result.count - baseline->deaths) * 100 / baseline->deaths
                         : result.count - static_cast<int64_t>(baseline->accidents);
  return result;
}

namespace {

// One figure, counted by every clause that counts it.
class Figure {
 public:
  void Add(int64_t count) {
    differs_ |= count_.has_value() && *count_ != count;
    count_ = count;
  }
  std::optional<int64_t> value() const { return differs_ ? std::nullopt : count_; }

 private:
  std::optional<int64_t> count_;
  bool differs_ = false;
};

int64_t Count(const RuleContext& context, scheme::v1::BaselineTrigger trigger,
              scheme::v1::BaselineTrigger::Excess what) {
  trigger.set_excess(what);
  return MeasureExcess(context, trigger).count;
}

}  // namespace

YearCount CountYear(const ScoreInput& input) {
  constexpr auto kAccidents = scheme::v1::BaselineTrigger::EXCESS_ACCIDENTS;
  constexpr auto kDeaths = scheme::v1::BaselineTrigger::EXCESS_DEATHS_PERCENT;
  const RuleContext context(input);
  YearCount year;
  Figure accidents, deaths, other_accidents, other_deaths;
  for (const ClauseRef& clause : context.scheme.clauses()) {
    if (!context.applicability.Concerns(clause)) continue;
    for (const scheme::v1::Trigger& trigger : clause.clause->triggers()) {
      if (!trigger.has_baseline()) continue;
      if (trigger.baseline().excess() == kDeaths) {
        year.compares_deaths = true;
        deaths.Add(Count(context, trigger.baseline(), kDeaths));
        other_accidents.Add(Count(context, trigger.baseline(), kAccidents));
      } else {
        year.compares_accidents = true;
        accidents.Add(Count(context, trigger.baseline(), kAccidents));
        other_deaths.Add(Count(context, trigger.baseline(), kDeaths));
      }
    }
  }
  year.accidents = (year.compares_accidents ? accidents : other_accidents).value();
  year.deaths = (year.compares_deaths ? deaths : other_deaths).value();
  return year;
}

}  // namespace assessment
