#ifndef LEDGER_LOG_ROCKSDB_BACKUP_ENGINE_H_
#define LEDGER_LOG_ROCKSDB_BACKUP_ENGINE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/utilities/backup_engine.h"

namespace assessment {

// Bytes copied between two reports of progress.
inline constexpr uint64_t kBackupReportBytes = 4 << 20;

// Opens the database's own backup engine over `directory`, which is made when it does not exist;
// its parent must. `database_env` reads what is backed up and outlives the engine. Everything that
// is written is synced.
absl::StatusOr<std::unique_ptr<rocksdb::BackupEngine>> OpenBackupEngine(
    const std::string& directory, rocksdb::Env* database_env);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_BACKUP_ENGINE_H_
