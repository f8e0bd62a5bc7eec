#include "ledger/log/damage.h"

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

absl::Status DamageError(absl::string_view message) {
  return ReasonErrorWithCode(absl::StatusCode::kDataLoss, ledger::v1::REASON_LEDGER_STOPPED,
                             message);
}

absl::Status WithContext(absl::string_view context, const absl::Status& status) {
  absl::Status result(status.code(), absl::StrCat(context, ": ", status.message()));
  status.ForEachPayload([&result](absl::string_view url, const absl::Cord& payload) {
    result.SetPayload(url, payload);
  });
  return result;
}

}  // namespace assessment
