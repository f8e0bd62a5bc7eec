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

}  // namespace assessment
