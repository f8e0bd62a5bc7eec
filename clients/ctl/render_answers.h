#ifndef CLIENTS_CTL_RENDER_ANSWERS_H_
#define CLIENTS_CTL_RENDER_ANSWERS_H_

// What a ledger answered to a post or preview, and failures, as text.

#include <string>

#include "absl/status/status.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "clients/ctl/language.h"

namespace assessment::ctl {

// A refusal: where, why, what was found, what was expected. `where` says where the event came from,
// for example "02.jsonl:17"; empty: the whole request.
std::string RenderRefusal(const ledger::v1::Refusal& refusal, const std::string& where,
                          Language language);

// Score and veto changes of a preview; says so when there are none.
std::string RenderChanges(const ledger::v1::PreviewResponse& preview, Language language);

// A failed call or a mistake of use: the reason in words, the message, the fields.
std::string RenderFailure(const absl::Status& status, Language language);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_RENDER_ANSWERS_H_
