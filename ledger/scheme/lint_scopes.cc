// Scopes name declared units and tags, and every declaration is used.

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "ledger/scheme/lint_report.h"

namespace assessment {
namespace {

using scheme::v1::Component;
using scheme::v1::Scheme;
using scheme::v1::Scope;

class ScopeCheck {
 public:
  ScopeCheck(const Scheme& scheme, LintReport& report) : scheme_(scheme), report_(report) {
    for (const auto& unit : scheme.units()) units_.insert(unit.unit());
    for (const auto& tag : scheme.tags()) tags_.insert(tag.tag());
  }

  void Run() {
    for (const auto& category : scheme_.categories()) {
      for (const auto& item : category.items()) {
        Named(item.scope(), item.item());
        for (const Component& component : item.components()) {
          Named(component.scope(), component.component());
          for (const auto& part : component.parts()) Named(part.scope(), component.component());
        }
      }
    }
    for (const auto& block : scheme_.bonus_blocks()) Named(block.scope(), block.block());
    for (const auto& block : scheme_.penalty_blocks()) Named(block.scope(), block.block());
    for (const PlacedClause& placed : AllClauses(scheme_)) {
      Named(placed.clause.scope(), placed.clause.clause());
    }
    for (const auto& veto : scheme_.vetoes()) Named(veto.scope(), veto.veto());
    for (const auto& pool : scheme_.pools()) Named(pool.scope(), pool.pool());
    Unused();
    NeverApplies();
  }

 private:
  void Named(const Scope& scope, absl::string_view holder) {
    for (const auto* units : {&scope.units(), &scope.except_units()}) {
      for (const std::string& unit : *units) {
        used_.insert(unit);
        if (!units_.contains(unit)) {
          report_.Error("unit-unknown", holder,
                        absl::StrCat("the scope names the unit \"", unit,
                                     "\", which the scheme does not declare"));
        }
      }
    }
    for (const std::string& tag : scope.tags()) {
      used_.insert(tag);
      if (!tags_.contains(tag)) {
        report_.Error("tag-unknown", holder,
                      absl::StrCat("the scope names the tag \"", tag,
                                   "\", which the scheme does not declare"));
      }
    }
  }

  void Unused() {
    for (const auto& unit : scheme_.units()) {
      if (!used_.contains(unit.unit())) {
        report_.Warning("declaration-unused", unit.unit(), "no scope names this unit");
      }
    }
    for (const auto& tag : scheme_.tags()) {
      if (!used_.contains(tag.tag())) {
        report_.Warning("declaration-unused", tag.tag(), "no scope names this tag");
      }
    }
    absl::flat_hash_set<std::string> metrics;
    for (const PlacedClause& placed : AllClauses(scheme_)) {
      for (const auto& trigger : placed.clause.triggers())
        metrics.insert(trigger.metric().metric());
    }
    for (const auto& veto : scheme_.vetoes()) {
      for (const auto& condition : veto.conditions()) {
        const auto& named = condition.metric_above_target().metrics();
        metrics.insert(named.begin(), named.end());
      }
    }
    for (const auto& metric : scheme_.metrics()) {
      if (!metrics.contains(metric.metric())) {
        report_.Warning("declaration-unused", metric.metric(), "no trigger or veto names it");
      }
    }
  }

  // A clause whose scopes, taken together, hold nobody.
  void NeverApplies() {
    const std::vector<ProbeUnit> probes = ProbeUnits(scheme_);
    for (const PlacedClause& placed : AllClauses(scheme_)) {
      ClauseRef ref{.clause = &placed.clause,
                    .place = placed.place,
                    .item = placed.item,
                    .block = placed.block};
      if (placed.item != nullptr) {
        for (const Component& component : placed.item->components()) {
          if (component.component() != placed.clause.component()) continue;
          ref.component = &component;
          for (const auto& part : component.parts()) {
            if (part.part() == placed.clause.part()) ref.part = &part;
          }
        }
      }
      const bool applies =
          std::any_of(probes.begin(), probes.end(),
                      [&ref](const ProbeUnit& probe) { return InScope(ref, probe.unit); });
      if (!applies) {
        report_.Error("clause-never-applies", placed.clause.clause(),
                      "its scope and the scope of what it stands in have no unit in common");
      }
    }
  }

  const Scheme& scheme_;
  LintReport& report_;
  absl::flat_hash_set<std::string> units_;
  absl::flat_hash_set<std::string> tags_;
  absl::flat_hash_set<std::string> used_;
};

}  // namespace

void CheckScopes(const Scheme& scheme, LintReport& report) { ScopeCheck(scheme, report).Run(); }

}  // namespace assessment
