#ifndef LEDGER_LOG_VERIFY_LOG_H_
#define LEDGER_LOG_VERIFY_LOG_H_

// The full check of a log: everything that can be derived from its headers and bodies is derived
// again and compared with what the log answers.

#include <cstddef>
#include <cstdint>
#include <functional>

#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"

namespace assessment {

// What was checked.
struct VerifyReport {
  uint64_t records = 0;
  uint64_t index_keys = 0;
  uint64_t index_rows = 0;
  uint64_t idempotency_keys = 0;
  uint64_t texts = 0;         // Sealed texts that are kept; a name counts wherever it stands.
  uint64_t texts_erased = 0;  // Likewise, erased.
};

// Called now and then, with how many of `size` records are read; never by two threads at once.
using VerifyProgress = std::function<void(uint64_t records, uint64_t size)>;

struct VerifyLogOptions {
  // Threads that read and check; 0: as many as the machine runs at once.
  size_t threads = 0;
};

// Reads every record below the size that is visible when it begins and checks: both parts parse,
// the type is the body's, the commitment opens to the body, the position is its own, record times
// never fall; the tree of all headers has the tail's root and every stored hash of it is right;
// every index key holds exactly its records, byte for byte; the idempotency keys are those of the
// records, and lead to them; every sealed text opens its commitment, or a record says that it is
// erased. DATA_LOSS names the first thing that is wrong. Reading and checking go on while others
// append. Records are read in ranges, index, keys and texts in the order in which they are stored
// and compared by their sums; only where a sum is wrong the log is asked about each. Memory grows
// with the number of index keys, names and erased texts, not of records. `progress` may be null.
absl::StatusOr<VerifyReport> VerifyLog(const EventLog& log, const VerifyProgress& progress,
                                       const VerifyLogOptions& options = {});

}  // namespace assessment

#endif  // LEDGER_LOG_VERIFY_LOG_H_
