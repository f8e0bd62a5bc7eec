#include "clients/certificate/scope_of_cycle.h"

namespace assessment::certificate {

namespace {

Scope CyclesOf(const CycleEntry& cycle) {
  Scope scope;
  scope.cycles.insert(cycle.opened.cycle());
  for (const event::v1::ComposedCycle& part : cycle.opened.composed_of()) {
    scope.cycles.insert(part.cycle());
  }
  return scope;
}

}  // namespace

Scope ScopeOfCycle(const Registry& registry, const CycleEntry& cycle) {
  Scope scope = CyclesOf(cycle);
  for (const std::string& id : scope.cycles) {
    const CycleEntry* entry = registry.FindCycle(id);
    if (entry != nullptr) scope.units.insert(entry->units.begin(), entry->units.end());
  }
  return scope;
}

Scope ScopeOfUnit(const CycleEntry& cycle, const std::string& unit) {
  Scope scope = CyclesOf(cycle);
  scope.units.insert(unit);
  scope.whole_cycles = false;
  return scope;
}

}  // namespace assessment::certificate
