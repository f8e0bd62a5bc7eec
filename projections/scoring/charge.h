#ifndef PROJECTIONS_SCORING_CHARGE_H_
#define PROJECTIONS_SCORING_CHARGE_H_

// From lines to scores of items, blocks and direct lines: exclusive groups, then component maximum,
// then item maximum, then awards (scoring steps 3 and 4).

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "ledger/base/points.h"
#include "projections/scoring/build_lines.h"

namespace assessment {

struct ChargedItem {
  std::vector<ClauseLines> clauses;  // Those that concern the unit, in reading order.
  std::map<std::string, MilliPoints> charged_by_component;
  MilliPoints applicable_milli = 0;
  MilliPoints charged_milli = 0;
  MilliPoints awarded_milli = 0;
  MilliPoints score_milli = 0;  // In [0, the larger of maximum and ceiling].
};

// Charges one item. What nobody's statement covered scores 0 (UNSTATED_ZERO) whatever its lines
// say.
ChargedItem ChargeItem(const RuleContext& context, const scheme::v1::Item& item,
                       const Exclusion* exclusion);

struct ChargedBlock {
  std::vector<ClauseLines> clauses;
  MilliPoints raised_milli = 0;
  MilliPoints counted_milli = 0;  // After the cap.
};

// Charges (or, for a bonus, gives) the clauses of one block.
ChargedBlock ChargeBlock(const RuleContext& context, const scheme::v1::Block& block,
                         const Exclusion* exclusion);

// Charges the direct lines: no cap.
ChargedBlock ChargeDirectLines(const RuleContext& context, const Exclusion* exclusion);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_CHARGE_H_
