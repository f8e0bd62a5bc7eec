#ifndef CLIENTS_CTL_APPEND_REPORT_H_
#define CLIENTS_CTL_APPEND_REPORT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// One refusal for people: reason, field, what was found, what was expected.
std::string RenderRefusal(const ledger::v1::Refusal& refusal, Language language);

// Prints refusals to standard error, each after `where`.
void PrintRefusals(const google::protobuf::RepeatedPtrField<ledger::v1::Refusal>& refusals,
                   absl::string_view where, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_APPEND_REPORT_H_
