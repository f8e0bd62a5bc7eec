#include "ledger/service/call_rate.h"

#include "absl/hash/hash.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

CallRate::CallRate(size_t calls_per_second_max, Clock& clock)
    : calls_per_second_max_(calls_per_second_max), clock_(clock) {
  CHECK(calls_per_second_max > 0);
}

absl::Status CallRate::Count(absl::string_view principal) {
  const int64_t second = clock_.Now() / 1'000'000;
  Part& part = parts_[absl::HashOf(principal) % parts_.size()];
  MutexLock lock(part.mutex);
  Second& own = part.principals[principal];
  if (own.second != second) own = {.second = second, .calls = 0};
  if (own.calls < calls_per_second_max_) {
    ++own.calls;
    return absl::OkStatus();
  }
  return ReasonError(ledger::v1::REASON_RATE_EXCEEDED,
                     absl::StrCat("\"", principal, "\" has begun ", own.calls,
                                  " calls in this second, the most; wait a second, then retry"));
}

}  // namespace assessment
