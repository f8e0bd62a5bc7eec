#ifndef CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_
#define CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_

#include "clients/certificate/needed_bodies.h"
#include "ledger/registry/registry.h"

namespace assessment::certificate {

// The cycle, the cycles it is composed of, and the units assessed in them.
Scope ScopeOfCycle(const Registry& registry, const CycleEntry& cycle);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_SCOPE_OF_CYCLE_H_
