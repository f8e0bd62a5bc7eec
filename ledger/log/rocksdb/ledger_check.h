#ifndef LEDGER_LOG_ROCKSDB_LEDGER_CHECK_H_
#define LEDGER_LOG_ROCKSDB_LEDGER_CHECK_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "ledger/log/rocksdb/ledger_rows.h"
#include "ledger/log/rocksdb/stored_edge.h"

namespace assessment {

// What an opening learns of a ledger: all that its log needs to go on.
struct LedgerState {
  LedgerNumber number = 0;
  std::string name;
  StoredMark mark;
  EventLog::Tail tail;
  StoredEdge edge;
  RowCounts rows;
  // As LedgerMeta says.
  bool erased_bytes_remain = false;
  uint64_t newest_erasure_size = 0;
  // Not OK when a block of a table cannot be read: the ledger is stopped, and `tail` and `rows` are
  // the mark's.
  absl::Status damage;
};

// Compares the rows of a ledger with its mark: size, root over the stored tiles and headers, and
// every index, idempotency and tile row of the records behind the last full tile or behind the
// mark. Rows beyond the mark (the process ended between sync and mark) are checked and counted.
// DATA_LOSS names ledger and positions when something acknowledged is missing or different.
absl::StatusOr<LedgerState> CheckLedger(const LedgerRows& rows, const std::string& name,
                                        const StoredMark& stored);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_LEDGER_CHECK_H_
