// Exclusive groups exclude something: two clauses that charge, in one item or block, for one and
// the same unit.

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {

using scheme::v1::Clause;

void CheckExclusions(const scheme::v1::Scheme& scheme, LintReport& report) {
  const std::vector<PlacedClause> clauses = AllClauses(scheme);
  const std::vector<ProbeUnit> probes = ProbeUnits(scheme);
  for (const auto& group : scheme.exclusive_groups()) {
    const absl::flat_hash_set<std::string> named(group.clauses().begin(), group.clauses().end());
    std::vector<const PlacedClause*> charging;
    for (const PlacedClause& placed : clauses) {
      const bool charges =
          placed.clause.kind_case() != Clause::kNoted &&
          placed.clause.kind_case() != Clause::kExempt &&
          (placed.clause.kind_case() != Clause::kAward || placed.place == ClausePlace::kBonus) &&
          placed.clause.kind_case() != Clause::KIND_NOT_SET;
      if (charges && named.contains(placed.clause.clause())) charging.push_back(&placed);
    }
    if (charging.size() < 2) {
      report.Error("exclusive-excludes-nothing", group.group(),
                   "fewer than two of its clauses charge");
      continue;
    }
    // Charges are compared within an item, a block, or the direct lines: each is capped by itself.
    const PlacedClause& first = *charging.front();
    const bool apart =
        std::any_of(charging.begin(), charging.end(), [&first](const PlacedClause* placed) {
          return placed->place != first.place || placed->item != first.item ||
                 placed->block != first.block;
        });
    if (apart) {
      report.Error("exclusive-apart", group.group(),
                   "its clauses stand in different items or blocks, where nothing compares them");
      continue;
    }
    const bool meet =
        std::any_of(probes.begin(), probes.end(), [&charging](const ProbeUnit& probe) {
          return std::count_if(charging.begin(), charging.end(),
                               [&probe](const PlacedClause* placed) {
                                 return (placed->item == nullptr ||
                                         InScope(placed->item->scope(), probe.unit)) &&
                                        InScope(placed->clause.scope(), probe.unit);
                               }) >= 2;
        });
    if (!meet) {
      report.Error("exclusive-excludes-nothing", group.group(),
                   "no unit is concerned by two of its clauses");
    }
  }
}

}  // namespace assessment
