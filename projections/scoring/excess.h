#ifndef PROJECTIONS_SCORING_EXCESS_H_
#define PROJECTIONS_SCORING_EXCESS_H_

// This year's accidents or deaths of a unit against last year's.

#include <cstdint>
#include <optional>
#include <vector>

#include "projections/scoring/rule_context.h"

namespace assessment {

struct Excess {
  // What counts this year, and whether some of it rests on what is pending.
  int64_t count = 0;
  bool provisional = false;
  const UnitAccident* newest = nullptr;        // In order of time.
  std::vector<const UnitAccident*> accidents;  // In order of time.
  std::vector<uint64_t> positions;  // Of the attributions that stand for them, ascending.
  // Occurrences above last year's figure, 0 or less when there is none: accidents each, deaths in
  // whole percentage points (R22). Unset: nothing to measure against, because last year's figure is
  // missing or, for deaths, 0.
  std::optional<int64_t> excess;
};

Excess MeasureExcess(const RuleContext& context, const scheme::v1::BaselineTrigger& trigger);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_EXCESS_H_
