#ifndef LEDGER_SERVICE_LEDGER_CALLER_H_
#define LEDGER_SERVICE_LEDGER_CALLER_H_

// A principal that calls about one ledger.

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/access_service.pb.h"
#include "ledger/permission/reader.h"
#include "ledger/service/ledger_directory.h"

namespace assessment {

struct LedgerCaller {
  const LedgerHost* host = nullptr;
  Reader reader;
};

// The ledger, for a principal that has a grant there. REASON_UNKNOWN_LEDGER for everybody else,
// with the words that a ledger gets which is not there; REASON_LEDGER_STOPPED as of
// LedgerDirectory.
absl::StatusOr<LedgerCaller> EnterLedger(const LedgerDirectory& directory,
                                         const ledger::v1::Principal& principal,
                                         absl::string_view ledger);

// The principal as it reads the ledger now.
Reader ReaderOf(const ledger::v1::Principal& principal, const LedgerHost& host);

// REASON_PERMISSION_DENIED for administrators and operators: they read no content and post nothing.
// `what` completes the sentence "an administrator ...".
absl::Status CheckNoAdministrator(const ledger::v1::Principal& principal, absl::string_view what);

}  // namespace assessment

#endif  // LEDGER_SERVICE_LEDGER_CALLER_H_
