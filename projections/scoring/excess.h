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

// Accidents and deaths of one unit in a cycle's window, as the clauses count them that compare a
// year with the one before: what the next year is compared with.
struct YearCount {
  bool compares_accidents = false;
  bool compares_deaths = false;
  // Unset: no clause that concerns the unit counts it, or two count differently. What no clause
  // compares is counted as the other figure is.
  std::optional<int64_t> accidents;
  std::optional<int64_t> deaths;

  bool compared() const { return compares_accidents || compares_deaths; }
};

// Counts by the clauses of the cycle's scheme that concern the unit. `input`: without parts.
YearCount CountYear(const ScoreInput& input);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_EXCESS_H_
