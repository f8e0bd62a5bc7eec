#ifndef LEDGER_ADMISSION_VETO_BASIS_H_
#define LEDGER_ADMISSION_VETO_BASIS_H_

// What a veto and its confirmations rest on, told by the rules of the scheme without any score.

#include <cstdint>
#include <set>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/admission/admitted_state.h"
#include "ledger/registry/registry.h"

namespace assessment::admission {

// Positions of the events in force behind a veto that the unit contests by the event at `position`.
// Of a VetoConfirmed: what its veto can rest on (reports, attributions and rulings of the accidents
// that concern the unit, the figures that the veto names, answers that put it in force). Of any
// other event: the confirmations of every veto of the unit in the cycle that can rest on it. Errs
// on the side of too many: whether a veto holds is for the scores to say. Without `position`
// itself; empty while the cycle has no scheme. What the log says when it cannot be read.
absl::StatusOr<std::set<uint64_t>> EventsBehindVeto(const AdmittedState& state,
                                                    const CycleEntry& cycle,
                                                    const std::string& unit, uint64_t position);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_VETO_BASIS_H_
