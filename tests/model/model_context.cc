#include "tests/model/model_context.h"

#include <algorithm>

#include "ledger/base/check.h"

namespace assessment::model {
namespace {

using projections::v1::Applicability;
using scheme::v1::Clause;
using scheme::v1::Component;
using scheme::v1::Item;
using scheme::v1::Part;
using scheme::v1::Scope;

template <typename Strings>
bool Contains(const Strings& strings, const std::string& wanted) {
  return std::find(strings.begin(), strings.end(), wanted) != strings.end();
}

bool Ours(const std::string& cycle, const std::string& unit, const Context& context) {
  return cycle == context.cycle->opened.cycle() && unit == context.unit;
}

// A live statement names the target and a live ruling on that statement accepts it for the target.
bool StatementAccepted(const std::string& target, const Context& context) {
  for (const LiveEvent& claim : context.log.live) {
    if (!claim.content->has_not_applicable_claimed()) continue;
    const event::v1::NotApplicableClaimed& claimed = claim.content->not_applicable_claimed();
    if (!Ours(claimed.cycle(), claimed.unit(), context)) continue;
    if (!Contains(claimed.targets(), target)) continue;
    for (const LiveEvent& ruling : context.log.live) {
      if (!ruling.content->has_not_applicable_ruled()) continue;
      const event::v1::NotApplicableRuled& ruled = ruling.content->not_applicable_ruled();
      if (!Ours(ruled.cycle(), ruled.unit(), context)) continue;
      if (ruled.claim_position() != claim.position) continue;
      if (ruled.ruling() != event::v1::RULING_ACCEPTED) continue;
      if (ruled.targets().empty() || Contains(ruled.targets(), target)) return true;
    }
  }
  return false;
}

bool NoStatementFoundFor(const std::string& target, const Context& context) {
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_no_statement_found()) continue;
    const event::v1::NoStatementFound& found = event.content->no_statement_found();
    if (Ours(found.cycle(), found.unit(), context) && Contains(found.targets(), target)) {
      return true;
    }
  }
  return false;
}

Applicability AfterStatements(const std::string& target, const Context& context) {
  if (context.keeps()) return projections::v1::APPLICABILITY_APPLICABLE;
  if (StatementAccepted(target, context)) return projections::v1::APPLICABILITY_STATED;
  if (context.scheme->not_applicable_policy() ==
          scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO &&
      NoStatementFoundFor(target, context)) {
    return projections::v1::APPLICABILITY_UNSTATED_ZERO;
  }
  return projections::v1::APPLICABILITY_APPLICABLE;
}

const Part* PartOf(const Component& component, const Clause& clause) {
  for (const Part& part : component.parts()) {
    if (part.part() == clause.part()) return &part;
  }
  return nullptr;
}

}  // namespace

Context MakeContext(const Records& records, const Registry& registry, absl::string_view cycle,
                    absl::string_view unit) {
  Context context;
  context.registry = &registry;
  context.cycle = registry.FindCycle(cycle);
  CHECK(context.cycle != nullptr && context.cycle->compiled != nullptr);
  context.scheme = &context.cycle->compiled->proto();
  context.unit = std::string(unit);
  const UnitEntry* entry = registry.FindUnit(unit);
  CHECK(entry != nullptr);
  const int64_t day = DayNumber(context.cycle->opened.facts_until());
  for (const event::v1::TagPeriod& period : entry->tags) {
    const bool begun = !period.has_from() || DayNumber(period.from()) <= day;
    const bool ended = period.has_to() && DayNumber(period.to()) < day;
    if (begun && !ended) context.tags.insert(period.tag());
  }
  context.log = ReadLog(records);
  return context;
}

bool InCycle(int64_t day, const Context& context) {
  return DayNumber(context.cycle->opened.window_from()) <= day &&
         day <= DayNumber(context.cycle->opened.window_to());
}

bool ScopeHolds(const Scope& scope, const Context& context) {
  if (Contains(scope.except_units(), context.unit)) return false;
  if (scope.units().empty() && scope.tags().empty()) return true;
  if (Contains(scope.units(), context.unit)) return true;
  return std::any_of(scope.tags().begin(), scope.tags().end(),
                     [&](const std::string& tag) { return context.tags.count(tag) != 0; });
}

Applicability Concerns(const Item& item, const Context& context) {
  if (!ScopeHolds(item.scope(), context)) return projections::v1::APPLICABILITY_OUT_OF_SCOPE;
  return AfterStatements(item.item(), context);
}

Applicability Concerns(const Item& item, const Component& component, const Context& context) {
  if (!ScopeHolds(item.scope(), context) || !ScopeHolds(component.scope(), context)) {
    return projections::v1::APPLICABILITY_OUT_OF_SCOPE;
  }
  const auto& parts = component.parts();
  if (!parts.empty() && std::none_of(parts.begin(), parts.end(), [&](const Part& part) {
        return ScopeHolds(part.scope(), context);
      })) {
    return projections::v1::APPLICABILITY_OUT_OF_SCOPE;
  }
  return AfterStatements(component.component(), context);
}

int64_t PointsOf(const Item& item, const Component& component, const Context& context) {
  if (context.keeps()) return component.maximum_milli();
  if (Concerns(item, context) == projections::v1::APPLICABILITY_STATED) return 0;
  const Applicability concerns = Concerns(item, component, context);
  if (concerns == projections::v1::APPLICABILITY_OUT_OF_SCOPE ||
      concerns == projections::v1::APPLICABILITY_STATED) {
    return 0;
  }
  if (component.parts().empty()) return component.maximum_milli();
  int64_t points = 0;
  for (const Part& part : component.parts()) {
    if (ScopeHolds(part.scope(), context)) points += part.maximum_milli();
  }
  return points;
}

int64_t PointsOf(const Item& item, const Context& context) {
  if (context.keeps()) return item.maximum_milli();
  const Applicability concerns = Concerns(item, context);
  if (concerns == projections::v1::APPLICABILITY_OUT_OF_SCOPE ||
      concerns == projections::v1::APPLICABILITY_STATED) {
    return 0;
  }
  if (item.components().empty()) return item.maximum_milli();
  int64_t points = 0;
  for (const Component& component : item.components()) {
    points += PointsOf(item, component, context);
  }
  return points;
}

const Component* ComponentOf(const Item& item, const Clause& clause) {
  for (const Component& component : item.components()) {
    if (component.component() == clause.component()) return &component;
  }
  return nullptr;
}

bool Applies(const Item& item, const Clause& clause, const Context& context) {
  const auto out = [](Applicability concerns) {
    return concerns == projections::v1::APPLICABILITY_OUT_OF_SCOPE ||
           concerns == projections::v1::APPLICABILITY_STATED;
  };
  if (out(Concerns(item, context)) || !ScopeHolds(clause.scope(), context)) return false;
  const Component* component = ComponentOf(item, clause);
  if (component == nullptr) return true;
  // Under its own scope, not that of its parts: a clause of the whole component names none.
  if (!ScopeHolds(component->scope(), context)) return false;
  if (Concerns(item, *component, context) == projections::v1::APPLICABILITY_STATED) return false;
  const Part* part = PartOf(*component, clause);
  return part == nullptr || ScopeHolds(part->scope(), context);
}

}  // namespace assessment::model
