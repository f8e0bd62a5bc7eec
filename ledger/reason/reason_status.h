#ifndef LEDGER_REASON_REASON_STATUS_H_
#define LEDGER_REASON_REASON_STATUS_H_

// Statuses that carry a value of assessment.ledger.v1.Reason, so that callers and tests match the
// reason and not the prose. The reason travels inside the status as a payload; ledger/service turns
// it into google.rpc.ErrorInfo at the door.

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "google/rpc/error_details.pb.h"

namespace assessment {

// The canonical code of a reason, as errors.proto documents it. REASON_LEDGER_STOPPED is
// UNAVAILABLE (unknown state); use ReasonErrorWithCode for its other code, DATA_LOSS. Unknown
// numbers: UNKNOWN.
absl::StatusCode CodeOf(ledger::v1::Reason reason);

// A status with the reason's own code. `message` says what was found, what was expected and what to
// do.
absl::Status ReasonError(ledger::v1::Reason reason, absl::string_view message);

// The same with a code of its own, where errors.proto gives a reason two.
absl::Status ReasonErrorWithCode(absl::StatusCode code, ledger::v1::Reason reason,
                                 absl::string_view message);

// A refusal of one field of a request: `field` is its path, for example "filter.units[2]". The
// message becomes "<field>: <description>".
absl::Status FieldError(ledger::v1::Reason reason, absl::string_view field,
                        absl::string_view description);

// The reason inside `status`; REASON_UNSPECIFIED when it has none.
ledger::v1::Reason ReasonOf(const absl::Status& status);

// The field violations inside `status`; empty when it has none.
google::rpc::BadRequest FieldViolationsOf(const absl::Status& status);

}  // namespace assessment

#endif  // LEDGER_REASON_REASON_STATUS_H_
