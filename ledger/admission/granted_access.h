#ifndef LEDGER_ADMISSION_GRANTED_ACCESS_H_
#define LEDGER_ADMISSION_GRANTED_ACCESS_H_

#include "ledger/admission/admitted_state.h"
#include "ledger/permission/access_view.h"

namespace assessment::admission {

// What decides who may read what, after everything that was admitted.
AccessView GrantedAccess(const AdmittedState& state);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_GRANTED_ACCESS_H_
