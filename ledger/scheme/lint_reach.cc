// What the clauses of an item can charge against what the item holds: too much is absorbed, too
// little leaves points that nobody can lose. Both are as printed in many rubrics, so both are
// warnings.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/points.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Clause;
using scheme::v1::Component;
using scheme::v1::ExclusiveGroup;
using scheme::v1::Item;
using scheme::v1::Scheme;

// More than any item holds; sums of a few thousand of them stay far below overflow.
constexpr MilliPoints kEverything = 1'000'000 * kMilliPointsMax / 1000;

// What a clause charges: by one occurrence, and at the very most.
struct Charge {
  MilliPoints once = 0;
  MilliPoints most = 0;
};

bool FedByOverdue(const Clause& clause) {
  for (const auto& trigger : clause.triggers()) {
    if (trigger.has_overdue()) return true;
  }
  return false;
}

Charge ChargeOf(const Clause& clause) {
  switch (clause.kind_case()) {
    case Clause::kFixed:
      return {clause.fixed().amount_milli(), clause.fixed().amount_milli()};
    case Clause::kThreshold:
      return {clause.threshold().amount_milli(), clause.threshold().amount_milli()};
    case Clause::kRange:
      return {clause.range().maximum_milli(), clause.range().maximum_milli()};
    case Clause::kJudged: {
      const MilliPoints span = clause.judged().maximum_milli() - clause.judged().minimum_milli();
      return {span, span};
    }
    case Clause::kPer: {
      const auto& per = clause.per();
      MilliPoints most = kEverything;
      if (per.has_max_occurrences()) most = per.amount_milli() * per.max_occurrences();
      if (per.has_cap_milli()) most = std::min(most, per.cap_milli());
      return {per.amount_milli(), most};
    }
    case Clause::kZero:
      return {0, kEverything};
    case Clause::kBanded: {
      Charge charge;
      for (const auto& band : clause.banded().bands()) {
        charge.once = std::max(charge.once, band.amount_milli());
        charge.most = std::max(charge.most, band.has_zero() ? kEverything : band.amount_milli());
      }
      // Months overdue are summed over matters.
      if (FedByOverdue(clause)) charge.most = kEverything;
      if (clause.banded().has_cap_milli()) {
        charge.most = std::min(charge.most, clause.banded().cap_milli());
      }
      return charge;
    }
    default:
      return {};
  }
}

// A clause of an item with what it stands in, its charge and its exclusive group, if any.
struct ReachClause {
  ClauseRef ref;
  Charge charge;
  const ExclusiveGroup* group = nullptr;
};

// Points that clauses charge, and points there are.
struct Reach {
  MilliPoints charged = 0;
  MilliPoints held = 0;
};

// One item, resolved once and then looked at through the eyes of many units.
class ItemReach {
 public:
  ItemReach(const Item& item, const absl::flat_hash_map<std::string, const ExclusiveGroup*>& groups)
      : item_(item) {
    for (const Clause& clause : item.clauses()) {
      ReachClause entry{.ref = {.clause = &clause, .item = &item}, .charge = ChargeOf(clause)};
      for (const Component& component : item.components()) {
        if (component.component() != clause.component()) continue;
        entry.ref.component = &component;
        for (const auto& part : component.parts()) {
          if (part.part() == clause.part()) entry.ref.part = &part;
        }
      }
      const auto group = groups.find(clause.clause());
      if (group != groups.end()) entry.group = group->second;
      by_component_[entry.ref.component].push_back(entry);
    }
  }

  // Clauses that charge `component`; null: the item itself.
  const std::vector<ReachClause>& ClausesOf(const Component* component) const {
    static const std::vector<ReachClause>* const none = new std::vector<ReachClause>;
    const auto found = by_component_.find(component);
    return found == by_component_.end() ? *none : found->second;
  }

  // Sum over the clauses of `component` that concern a unit. Of an exclusive group only the largest
  // counts; of one that looks at subjects that holds for one subject only.
  Charge SumOf(const Component* component, const ScopedUnit& unit) const {
    Charge sum;
    absl::flat_hash_map<const ExclusiveGroup*, Charge> largest;
    for (const ReachClause& clause : ClausesOf(component)) {
      if (!InScope(clause.ref, unit)) continue;
      if (clause.group == nullptr) {
        sum.once += clause.charge.once;
        sum.most += clause.charge.most;
        continue;
      }
      Charge& of_group = largest[clause.group];
      of_group.once = std::max(of_group.once, clause.charge.once);
      of_group.most = clause.group->by_subject() ? of_group.most + clause.charge.most
                                                 : std::max(of_group.most, clause.charge.most);
    }
    for (const auto& [group, charge] : largest) {
      sum.once += charge.once;
      sum.most += charge.most;
    }
    return sum;
  }

  // Sum over the whole item, each component's clauses bounded by the component.
  Charge OfItem(const ScopedUnit& unit) const {
    Charge sum = SumOf(nullptr, unit);
    for (const Component& component : item_.components()) {
      const Charge charge = SumOf(&component, unit);
      const MilliPoints held = ApplicablePoints(component, unit);
      sum.once += std::min(charge.once, held);
      sum.most += std::min(charge.most, held);
      // A clause of a component that empties the item reaches beyond its component.
      for (const ReachClause& clause : ClausesOf(&component)) {
        const bool empties_item =
            clause.ref.clause->zero().target() == scheme::v1::ZeroKind::TARGET_ITEM;
        if (empties_item && InScope(clause.ref, unit)) sum.most += kEverything;
      }
    }
    return sum;
  }

 private:
  const Item& item_;
  absl::flat_hash_map<const Component*, std::vector<ReachClause>> by_component_;
};

class ReachCheck {
 public:
  ReachCheck(const Scheme& scheme, LintReport& report)
      : scheme_(scheme), report_(report), probes_(ProbeUnits(scheme)) {
    for (const ExclusiveGroup& group : scheme.exclusive_groups()) {
      for (const std::string& clause : group.clauses()) groups_.emplace(clause, &group);
    }
  }

  void Run() {
    for (const auto& category : scheme_.categories()) {
      for (const Item& item : category.items()) CheckItem(item);
    }
  }

 private:
  void CheckItem(const Item& item) {
    const ItemReach reach(item, groups_);
    for (const Component& component : item.components()) {
      OneClause(reach.ClausesOf(&component), component.maximum_milli());
      Exceeded("component-exceeded", component.component(), [&](const ScopedUnit& unit) {
        return Reach{reach.SumOf(&component, unit).once, ApplicablePoints(component, unit)};
      });
    }
    OneClause(reach.ClausesOf(nullptr), item.maximum_milli());
    Exceeded("item-exceeded", item.item(), [&](const ScopedUnit& unit) {
      return Reach{reach.OfItem(unit).once, ApplicablePoints(item, unit)};
    });
    Unreachable(item.item(), [&](const ScopedUnit& unit) {
      const MilliPoints held = ApplicablePoints(item, unit);
      return Reach{std::min(reach.OfItem(unit).most, held), held};
    });
  }

  void OneClause(const std::vector<ReachClause>& clauses, MilliPoints held) {
    for (const ReachClause& clause : clauses) {
      const Charge& charge = clause.charge;
      const MilliPoints named =
          charge.most < kEverything ? std::max(charge.once, charge.most) : charge.once;
      if (named <= held) continue;
      report_.Warning("clause-exceeds", clause.ref.clause->clause(),
                      absl::StrCat("charges up to ", FormatPoints(named), " of the ",
                                   FormatPoints(held), " there are"));
    }
  }

  // The unit for whom `excess` of its reach is largest, and that reach; null when none is above 0.
  template <typename ReachOf, typename Excess>
  const ProbeUnit* Worst(const ReachOf& reach_of, const Excess& excess, Reach& worst_reach) const {
    const ProbeUnit* worst = nullptr;
    for (const ProbeUnit& probe : probes_) {
      const Reach reach = reach_of(probe.unit);
      if (excess(reach) <= excess(worst_reach)) continue;
      worst = &probe;
      worst_reach = reach;
    }
    return worst;
  }

  template <typename ReachOf>
  void Exceeded(absl::string_view rule, absl::string_view about, const ReachOf& reach_of) {
    Reach reach;
    const ProbeUnit* worst = Worst(
        reach_of, [](const Reach& each) { return each.charged - each.held; }, reach);
    if (worst == nullptr) return;
    report_.Warning(
        rule, about,
        absl::StrCat("one occurrence of each clause charges ", FormatPoints(reach.charged), " of ",
                     FormatPoints(reach.held), " for ", worst->description));
  }

  template <typename ReachOf>
  void Unreachable(absl::string_view about, const ReachOf& reach_of) {
    Reach reach;
    const ProbeUnit* worst = Worst(
        reach_of, [](const Reach& each) { return each.held - each.charged; }, reach);
    if (worst == nullptr) return;
    report_.Warning("points-unreachable", about,
                    absl::StrCat(worst->description, " can lose at most ",
                                 FormatPoints(reach.charged), " of ", FormatPoints(reach.held)));
  }

  const Scheme& scheme_;
  LintReport& report_;
  const std::vector<ProbeUnit> probes_;
  absl::flat_hash_map<std::string, const ExclusiveGroup*> groups_;
};

}  // namespace

void CheckReach(const Scheme& scheme, LintReport& report) { ReachCheck(scheme, report).Run(); }

}  // namespace assessment
