#ifndef LEDGER_ADMISSION_CONDITIONS_H_
#define LEDGER_ADMISSION_CONDITIONS_H_

#include <vector>

#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admitted_state.h"

namespace assessment::admission {

// Judges the conditions of a request against the state before its first event. One refusal for each
// condition that does not hold, in order; none has an index. A unit that no event names has not
// grown; a cycle that is not open has neither scheme nor phase.
std::vector<ledger::v1::Refusal> JudgeConditions(const ledger::v1::AppendRequest& request,
                                                 const AdmittedState& state);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_CONDITIONS_H_
