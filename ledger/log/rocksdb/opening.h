#ifndef LEDGER_LOG_ROCKSDB_OPENING_H_
#define LEDGER_LOG_ROCKSDB_OPENING_H_

// The opening procedure of ledger/log/FORMAT.md: nothing is changed before everything acknowledged
// was seen to be there.

#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/log/rocksdb/database.h"
#include "ledger/log/rocksdb/ledger_check.h"

namespace assessment {

// A store that passed.
struct OpenedStore {
  std::unique_ptr<Database> database;
  std::vector<LedgerState> ledgers;
  uint32_t newest_event_type = 0;
};

// Opens the store in `directory`, whose lock the caller holds, or makes it. `database.path` is
// ignored. Errors as RocksDbLogStore::Open.
absl::StatusOr<OpenedStore> OpenStore(const std::string& directory, DatabaseOptions database);

// Holds the number of rows in each write-once family against the sum over all ledgers. DATA_LOSS
// names the family and both numbers. `memory` as Database::CountRows.
absl::Status CheckRowCounts(const Database& database, absl::Span<const LedgerState> ledgers,
                            bool memory);

// The directory of the marks.
std::string MarksDirectory(const std::string& directory);

// Notes tables that a compaction found damaged, so that the next opening does without compactions
// while they are. Adds to what is noted.
absl::Status NoteDamagedTables(rocksdb::FileSystem& files, const std::string& directory,
                               const std::vector<std::string>& paths);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_OPENING_H_
