#include "ledger/log/rocksdb/backup_engine.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngine>> OpenBackupEngine(
    const std::string& directory, rocksdb::Env* database_env) {
  rocksdb::BackupEngineOptions options(directory);
  options.callback_trigger_interval_size = kBackupReportBytes;
  rocksdb::BackupEngine* engine = nullptr;
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("backup directory ", directory),
                              rocksdb::BackupEngine::Open(options, database_env, &engine)));
  return std::unique_ptr<rocksdb::BackupEngine>(engine);
}

}  // namespace assessment
