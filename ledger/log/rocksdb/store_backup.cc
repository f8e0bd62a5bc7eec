#include "ledger/log/rocksdb/store_backup.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/backup_engine.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "ledger/log/rocksdb/opening.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenForReading(
    const std::string& directory) {
  rocksdb::BackupEngineReadOnly* engine = nullptr;
  RETURN_IF_ERROR(
      FromRocksDb(absl::StrCat("backup directory ", directory),
                  rocksdb::BackupEngineReadOnly::Open(rocksdb::BackupEngineOptions(directory),
                                                      rocksdb::Env::Default(), &engine)));
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(engine);
}

absl::Status WriteMark(rocksdb::FileSystem& files, const std::string& marks,
                       const LedgerInBackup& ledger) {
  ASSIGN_OR_RETURN(const std::unique_ptr<MarkFile> mark,
                   MarkFile::Create(files, marks, ledger.name));
  RowCounts rows;
  rows.events = ledger.size;
  rows.index = ledger.index_rows;
  rows.idempotency = ledger.idempotency_rows;
  rows.tiles = ledger.tile_rows;
  RETURN_IF_ERROR(mark->Advance(ledger.size, ledger.root, rows));
  RETURN_IF_ERROR(mark->Sync());
  return mark->Close();
}

}  // namespace

absl::StatusOr<std::vector<uint32_t>> BackupNumbers(const std::string& directory) {
  std::vector<uint32_t> numbers;
  ASSIGN_OR_RETURN(const bool exists,
                   FileExists(*rocksdb::FileSystem::Default(), absl::StrCat(directory, "/meta")));
  if (!exists) return numbers;
  ASSIGN_OR_RETURN(const auto engine, OpenForReading(directory));
  std::vector<rocksdb::BackupInfo> infos;
  engine->GetBackupInfo(&infos);
  for (const rocksdb::BackupInfo& info : infos) numbers.push_back(info.backup_id);
  // Those whose own list of files is damaged are there all the same.
  std::vector<rocksdb::BackupID> damaged;
  engine->GetCorruptedBackups(&damaged);
  numbers.insert(numbers.end(), damaged.begin(), damaged.end());
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

absl::Status DeleteStoreBackup(const std::string& directory, uint32_t number) {
  ASSIGN_OR_RETURN(const std::unique_ptr<rocksdb::BackupEngine> engine,
                   OpenBackupEngine(directory, rocksdb::Env::Default()));
  const rocksdb::IOStatus deleted = engine->DeleteBackup(number);
  if (!deleted.IsNotFound()) {
    RETURN_IF_ERROR(FromRocksDb(absl::StrCat("deleting backup ", number), deleted));
  }
  return FromRocksDb("deleting files that no backup needs", engine->GarbageCollect());
}

absl::Status RestoreStoreBackup(const std::string& directory, const StoreInBackup& backup,
                                const std::string& store) {
  rocksdb::FileSystem& files = *rocksdb::FileSystem::Default();
  ASSIGN_OR_RETURN(const auto engine, OpenForReading(directory));
  RETURN_IF_ERROR(MakeDirectory(files, store));
  const std::string database = absl::StrCat(store, "/db");
  RETURN_IF_ERROR(FromRocksDb(
      absl::StrCat("restoring backup ", backup.number),
      engine->RestoreDBFromBackup(rocksdb::RestoreOptions(), backup.number, database, database)));
  const std::string marks = MarksDirectory(store);
  RETURN_IF_ERROR(MakeDirectory(files, marks));
  for (const LedgerInBackup& ledger : backup.ledgers) {
    RETURN_IF_ERROR(WriteMark(files, marks, ledger));
  }
  return SyncDirectory(files, marks);
}

}  // namespace assessment
