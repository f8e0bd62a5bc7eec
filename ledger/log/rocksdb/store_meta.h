#ifndef LEDGER_LOG_ROCKSDB_STORE_META_H_
#define LEDGER_LOG_ROCKSDB_STORE_META_H_

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/storage/v1/storage.pb.h"
#include "ledger/log/rocksdb/database.h"
#include "rocksdb/write_batch.h"

namespace assessment {

// The format that this program writes and the newest it reads.
inline constexpr uint32_t kStoreFormat = 1;

// What the family `meta` says.
struct MetaRows {
  storage::v1::StoreMeta store;
  // By ledger number.
  std::vector<storage::v1::LedgerMeta> ledgers;
};

// Reads and checks all rows. DATA_LOSS when one does not parse or the store's own is missing;
// FAILED_PRECONDITION when a newer program wrote the store or holds events of a type unknown here.
absl::StatusOr<MetaRows> ReadMeta(const Database& database);

// Adds the store's own row to a batch.
rocksdb::Status PutStoreMeta(const Database& database, uint32_t newest_event_type,
                             rocksdb::WriteBatch& batch);

// Adds the row of a ledger to a batch.
rocksdb::Status PutLedgerMeta(const Database& database, const storage::v1::LedgerMeta& ledger,
                              rocksdb::WriteBatch& batch);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_STORE_META_H_
