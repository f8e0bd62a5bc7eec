#ifndef LEDGER_LOG_ROCKSDB_STORE_BACKUP_H_
#define LEDGER_LOG_ROCKSDB_STORE_BACKUP_H_

// Backups of a store: copies of the database made while it is open, that share the tables they have
// in common. Layout of the directory: ledger/log/FORMAT.md. Marks are not copied: what they would
// say is in StoreInBackup, which ledger/backup signs.
//
// This header needs no header of the database.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// A ledger as a backup holds it.
struct LedgerInBackup {
  std::string name;
  uint64_t size = 0;
  Hash root;
  uint64_t index_rows = 0;
  uint64_t idempotency_rows = 0;
  uint64_t tile_rows = 0;
  // Size of the log with the newest erasure in it; 0: nothing was erased.
  uint64_t newest_erasure_size = 0;
  // Files of the backup may hold texts that were erased before it was made.
  bool erased_bytes_remain = false;
};

// A file of a backup, by its path in the backup directory.
struct FileInBackup {
  std::string path;
  uint64_t bytes = 0;
};

// A backup of a store.
struct StoreInBackup {
  uint32_t number = 0;
  uint32_t store_format = 0;
  std::vector<LedgerInBackup> ledgers;  // By name.
  std::vector<FileInBackup> files;      // By path.
};

// Called now and then with the bytes copied so far and those in the tables of the store; false ends
// the backup.
using BackupProgress = std::function<bool(uint64_t bytes_copied, uint64_t bytes_of_store)>;

// Numbers of the backups in `directory`, sorted; none when there is no such directory.
// UNAVAILABLE or DATA_LOSS when it cannot be read.
absl::StatusOr<std::vector<uint32_t>> BackupNumbers(const std::string& directory);

// Deletes a backup and the files that no other one needs; OK when it is not there.
absl::Status DeleteStoreBackup(const std::string& directory, uint32_t number);

// Copies the database of a backup to `store`, which must not exist, and writes the marks that
// `backup` states. DATA_LOSS when a file does not match the checksum it was backed up with,
// NOT_FOUND when the backup is not there. Not synced; the caller syncs once it has checked.
absl::Status RestoreStoreBackup(const std::string& directory, const StoreInBackup& backup,
                                const std::string& store);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_STORE_BACKUP_H_
