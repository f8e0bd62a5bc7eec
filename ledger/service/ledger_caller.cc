#include "ledger/service/ledger_caller.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

absl::StatusOr<LedgerCaller> EnterLedger(const LedgerDirectory& directory,
                                         const ledger::v1::Principal& principal,
                                         absl::string_view ledger) {
  RETURN_IF_ERROR(CheckNoAdministrator(principal, "reads no ledger"));
  ASSIGN_OR_RETURN(const LedgerHost* const host, directory.Find(ledger));
  LedgerCaller caller{host, ReaderOf(principal, *host)};
  if (!caller.reader.ReadsAnything()) return LedgerDirectory::UnknownLedger(ledger);
  return caller;
}

Reader ReaderOf(const ledger::v1::Principal& principal, const LedgerHost& host) {
  return Reader(principal.principal(), principal.unit(), host.sequencer->access());
}

absl::Status CheckNoAdministrator(const ledger::v1::Principal& principal, absl::string_view what) {
  if (!principal.administrator() && !principal.operator_()) return absl::OkStatus();
  return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                     absl::StrCat(principal.administrator() ? "an administrator " : "an operator ",
                                  what, "; use a principal of a person who may"));
}

}  // namespace assessment
