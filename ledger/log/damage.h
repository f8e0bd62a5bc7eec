#ifndef LEDGER_LOG_DAMAGE_H_
#define LEDGER_LOG_DAMAGE_H_

// Statuses for stored data that is not what was acknowledged.

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace assessment {

// DATA_LOSS with REASON_LEDGER_STOPPED. `message` names what is damaged and what was expected.
absl::Status DamageError(absl::string_view message);

// `status` with `context` and ": " before its message; code and reason stay.
absl::Status WithContext(absl::string_view context, const absl::Status& status);

}  // namespace assessment

#endif  // LEDGER_LOG_DAMAGE_H_
