#include "clients/ctl/append_one.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/ctl/append_report.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {

absl::Status AppendOne(Session& session, event::v1::EventContent content, const std::string& key) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  ASSIGN_OR_RETURN(*event.mutable_ledger(), session.ledger());
  event.set_source("ledgerctl");
  event.set_idempotency_key(key);
  *event.mutable_content() = std::move(content);
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse response, session.client().Append(request));
  if (response.has_refused()) {
    PrintRefusals(response.refused().refusals(), "", session.language());
    session.SetExitStatus(kExitRefused);
    return absl::OkStatus();
  }
  session.Print(response, [&] {
    const ledger::v1::Receipt& receipt = response.accepted().receipts(0);
    return absl::StrCat(
        Say(receipt.already_known() ? Word{"早已入账", "known before"} : Word{"入账", "appended"},
            session.language()),
        " #", receipt.position(), "\n");
  });
  return absl::OkStatus();
}

}  // namespace assessment::ctl
