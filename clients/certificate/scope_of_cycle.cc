#include "clients/certificate/scope_of_cycle.h"

namespace assessment::certificate {

Scope ScopeOfCycle(const Registry& registry, const CycleEntry& cycle) {
  Scope scope;
  scope.cycles.insert(cycle.opened.cycle());
  for (const event::v1::ComposedCycle& part : cycle.opened.composed_of()) {
    scope.cycles.insert(part.cycle());
  }
  for (const std::string& id : scope.cycles) {
    const CycleEntry* entry = registry.FindCycle(id);
    if (entry != nullptr) scope.units.insert(entry->units.begin(), entry->units.end());
  }
  return scope;
}

}  // namespace assessment::certificate
