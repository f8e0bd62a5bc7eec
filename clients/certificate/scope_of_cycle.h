#ifndef CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_
#define CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_

#include <string>

#include "clients/certificate/needed_bodies.h"
#include "ledger/registry/registry.h"

namespace assessment::certificate {

// The cycle, the cycles it is composed of, and the units assessed in them.
Scope ScopeOfCycle(const Registry& registry, const CycleEntry& cycle);

// The same cycles, and of their units `unit` alone.
Scope ScopeOfUnit(const CycleEntry& cycle, const std::string& unit);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_
