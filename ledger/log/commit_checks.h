#ifndef LEDGER_LOG_COMMIT_CHECKS_H_
#define LEDGER_LOG_COMMIT_CHECKS_H_

// What every implementation of EventLog checks alike.

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/log/event_log.h"

namespace assessment {

// Ends the process when the entries are not what EventLog::Commit requires: none, positions or
// record times that do not follow `tail`, a header that is not the one parsed, an idempotency key
// twice.
void CheckEntries(absl::Span<const CommitEntry> entries, const EventLog::Tail& tail);

// FAILED_PRECONDITION unless `expected_size` is `size`.
absl::Status CheckExpectedSize(uint64_t expected_size, uint64_t size);

// OUT_OF_RANGE unless position < size.
absl::Status CheckPosition(uint64_t position, uint64_t size);

// OUT_OF_RANGE unless from <= to <= size.
absl::Status CheckRange(uint64_t from, uint64_t to, uint64_t size);

// DATA_LOSS: nothing was ever kept behind a commitment that stands in a record.
absl::Status MissingText(absl::string_view commitment);

// INVALID_ARGUMENT unless `ledger` is 1 to 96 bytes of [A-Za-z0-9._-].
absl::Status CheckLedgerName(absl::string_view ledger);

}  // namespace assessment

#endif  // LEDGER_LOG_COMMIT_CHECKS_H_
