#ifndef LEDGER_ADMISSION_FORM_H_
#define LEDGER_ADMISSION_FORM_H_

// Form: what can be said about an event without knowing the ledger's state. Required fields are
// set, values are possible, nothing is longer than its limit, nothing is unknown.
//
// Everywhere, at any depth:
//   unknown fields and unknown enum values      REASON_UNKNOWN_FIELDS
//   text that is not UTF-8                      REASON_FIELD_INVALID
//   text above limits::kTextBytesMax, lists above their limit
//                                               REASON_TOO_LONG
//   a day or time of day that does not exist    REASON_FIELD_INVALID
//   sealed text that is not plain               REASON_FIELD_INVALID (commitments are the ledger's)
// Identifiers (units, cycles, clauses, accidents, persons, ...) are 1 to 96 bytes without space and
// control characters.

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/verdict.h"

namespace assessment::admission {

// Judges an event that was posted to `ledger`.
void CheckForm(const event::v1::Event& event, absl::string_view ledger, Verdict& verdict);

// Judges the request apart from its events: their number and bytes together.
void CheckBatchForm(const ledger::v1::AppendRequest& request, Verdict& verdict);

// Judges a condition; `path` names it, for example "conditions[0]".
void CheckConditionForm(const ledger::v1::Condition& condition, absl::string_view path,
                        Verdict& verdict);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_FORM_H_
