#include "ledger/service/call_limits.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

CallLimits::CallLimits(size_t calls_max, size_t calls_per_principal_max)
    : calls_max_(calls_max), calls_per_principal_max_(calls_per_principal_max) {}

absl::Status CallLimits::Enter(absl::string_view principal) {
  MutexLock lock(mutex_);
  if (calls_ >= calls_max_) {
    return ReasonError(ledger::v1::REASON_QUEUE_FULL,
                       absl::StrCat(calls_, " calls of this kind are open, the most; retry later"));
  }
  size_t& own = by_principal_[principal];
  if (own >= calls_per_principal_max_) {
    return ReasonError(
        ledger::v1::REASON_QUEUE_FULL,
        absl::StrCat("\"", principal, "\" has ", own,
                     " calls of this kind open, the most; end some, or retry later"));
  }
  ++own;
  ++calls_;
  return absl::OkStatus();
}

void CallLimits::Leave(absl::string_view principal) {
  MutexLock lock(mutex_);
  const auto own = by_principal_.find(principal);
  CHECK(own != by_principal_.end() && own->second > 0);
  --calls_;
  if (--own->second == 0) by_principal_.erase(own);
}

}  // namespace assessment
