#ifndef LEDGER_LOG_POINT_CHECKS_H_
#define LEDGER_LOG_POINT_CHECKS_H_

// The checks of keys and texts that ask the log about each record: slow, and exact about what is
// wrong where. For when the sums of a scan are not what the records say.

#include <cstdint>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"

namespace assessment {

// Whether the idempotency key of each record below `size` leads to it. DATA_LOSS names the first
// position whose key does not.
absl::Status CheckEachKey(const EventLog& log, uint64_t size);

// How many texts stand in the records of a log; a name counts wherever it stands.
struct TextCounts {
  uint64_t kept = 0;
  uint64_t erased = 0;
};

// Whether each text in the records below `size` is kept and opens its commitment, or some record
// says that it is erased. DATA_LOSS names the first position with a text of which neither is true.
absl::StatusOr<TextCounts> CheckEachText(const EventLog& log, uint64_t size);

}  // namespace assessment

#endif  // LEDGER_LOG_POINT_CHECKS_H_
