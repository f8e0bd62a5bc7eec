// What the clauses of an item can charge against what the item holds: too much is absorbed, too
// little leaves points that nobody can lose. Both are as printed in many rubrics, so both are
// warnings.

#include <algorithm>
#include <functional>

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
      for (const Item& item : category.items()) {
        for (const Component& component : item.components()) {
          OneClause(item, component.component(), component.maximum_milli());
          Exceeded("component-exceeded", component.component(), [&](const ScopedUnit& unit) {
            return Side{SumOf(item, component.component(), unit).once,
                        ApplicablePoints(component, unit)};
          });
        }
        OneClause(item, "", item.maximum_milli());
        Exceeded("item-exceeded", item.item(), [&](const ScopedUnit& unit) {
          return Side{OfItem(item, unit).once, ApplicablePoints(item, unit)};
        });
        Unreachable(item);
      }
    }
  }

 private:
  struct Side {
    MilliPoints charged;
    MilliPoints held;
  };

  // Sum over the clauses that charge `component` (empty: the item itself) of a unit. Of an
  // exclusive group only the largest counts; of one that looks at subjects that holds for one
  // subject only.
  Charge SumOf(const Item& item, absl::string_view component, const ScopedUnit& unit) const {
    Charge sum;
    absl::flat_hash_map<const ExclusiveGroup*, Charge> largest;
    for (const Clause& clause : item.clauses()) {
      if (absl::string_view(clause.component()) != component || !Concerns(item, clause, unit)) {
        continue;
      }
      const Charge charge = ChargeOf(clause);
      const auto group = groups_.find(clause.clause());
      if (group == groups_.end()) {
        sum.once += charge.once;
        sum.most += charge.most;
        continue;
      }
      Charge& of_group = largest[group->second];
      of_group.once = std::max(of_group.once, charge.once);
      of_group.most = group->second->by_subject() ? of_group.most + charge.most
                                                  : std::max(of_group.most, charge.most);
    }
    for (const auto& [group, charge] : largest) {
      sum.once += charge.once;
      sum.most += charge.most;
    }
    return sum;
  }

  bool Concerns(const Item& item, const Clause& clause, const ScopedUnit& unit) const {
    ClauseRef ref{.clause = &clause, .item = &item};
    for (const Component& component : item.components()) {
      if (component.component() != clause.component()) continue;
      ref.component = &component;
      for (const auto& part : component.parts()) {
        if (part.part() == clause.part()) ref.part = &part;
      }
    }
    return InScope(ref, unit);
  }

  Charge OfItem(const Item& item, const ScopedUnit& unit) const {
    Charge sum = SumOf(item, "", unit);
    for (const Component& component : item.components()) {
      const Charge charge = SumOf(item, component.component(), unit);
      const MilliPoints held = ApplicablePoints(component, unit);
      sum.once += std::min(charge.once, held);
      sum.most += std::min(charge.most, held);
    }
    for (const Clause& clause : item.clauses()) {
      const bool zeroes = clause.zero().target() == scheme::v1::ZeroKind::TARGET_ITEM;
      if (zeroes && Concerns(item, clause, unit)) sum.most += kEverything;
    }
    return sum;
  }

  void OneClause(const Item& item, absl::string_view component, MilliPoints held) {
    for (const Clause& clause : item.clauses()) {
      if (absl::string_view(clause.component()) != component) continue;
      const Charge charge = ChargeOf(clause);
      const MilliPoints named =
          charge.most < kEverything ? std::max(charge.once, charge.most) : charge.once;
      if (named > held) {
        report_.Warning("clause-exceeds", clause.clause(),
                        absl::StrCat("charges up to ", FormatPoints(named), " of the ",
                                     FormatPoints(held), " there are"));
      }
    }
  }

  // Names the unit for whom one occurrence of each clause exceeds most.
  void Exceeded(absl::string_view rule, absl::string_view about,
                const std::function<Side(const ScopedUnit&)>& side_of) {
    const ProbeUnit* worst = nullptr;
    Side worst_side{0, 0};
    for (const ProbeUnit& probe : probes_) {
      const Side side = side_of(probe.unit);
      if (side.charged - side.held > worst_side.charged - worst_side.held) {
        worst = &probe;
        worst_side = side;
      }
    }
    if (worst == nullptr) return;
    report_.Warning(
        rule, about,
        absl::StrCat("one occurrence of each clause charges ", FormatPoints(worst_side.charged),
                     " of ", FormatPoints(worst_side.held), " for ", worst->description));
  }

  void Unreachable(const Item& item) {
    const ProbeUnit* worst = nullptr;
    Side worst_side{0, 0};
    for (const ProbeUnit& probe : probes_) {
      const MilliPoints held = ApplicablePoints(item, probe.unit);
      const Side side{std::min(OfItem(item, probe.unit).most, held), held};
      if (side.held - side.charged > worst_side.held - worst_side.charged) {
        worst = &probe;
        worst_side = side;
      }
    }
    if (worst == nullptr) return;
    report_.Warning(
        "points-unreachable", item.item(),
        absl::StrCat(worst->description, " can lose at most ", FormatPoints(worst_side.charged),
                     " of ", FormatPoints(worst_side.held)));
  }

  const Scheme& scheme_;
  LintReport& report_;
  const std::vector<ProbeUnit> probes_;
  absl::flat_hash_map<std::string, const ExclusiveGroup*> groups_;
};

}  // namespace

void CheckReach(const Scheme& scheme, LintReport& report) { ReachCheck(scheme, report).Run(); }

}  // namespace assessment
