#include "ledger/log/rocksdb/backup_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/backup_engine.h"
#include "ledger/log/rocksdb/ledger_check.h"
#include "ledger/log/rocksdb/opening.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/log/rocksdb/store_meta.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// For the check of a copy, which reads the end of each ledger once.
constexpr uint64_t kCheckMemtableBytes = 64 << 20;
constexpr uint64_t kCheckCacheBytes = 8 << 20;

uint64_t BytesOfTables(rocksdb::DB& db) {
  std::vector<rocksdb::LiveFileMetaData> tables;
  db.GetLiveFilesMetaData(&tables);
  uint64_t bytes = 0;
  for (const rocksdb::LiveFileMetaData& table : tables) bytes += table.size;
  return bytes;
}

// The mark of a ledger that was made after the marks were taken.
Mark MarkOfNewLedger() {
  Mark mark;
  mark.state = Mark::State::kExists;
  mark.root = EmptyRoot();
  return mark;
}

LedgerInBackup ContentOf(const LedgerState& state) {
  LedgerInBackup ledger;
  ledger.name = state.name;
  ledger.size = state.tail.size;
  ledger.root = state.tail.root;
  ledger.index_rows = state.rows.index;
  ledger.idempotency_rows = state.rows.idempotency;
  ledger.tile_rows = state.rows.tiles;
  ledger.newest_erasure_size = state.newest_erasure_size;
  ledger.erased_bytes_remain = state.erased_bytes_remain;
  return ledger;
}

// Reads the copy where it lies.
absl::StatusOr<StoreInBackup> CheckCopy(const rocksdb::BackupInfo& info,
                                        const std::map<std::string, Mark>& marks) {
  DatabaseOptions options;
  options.path = info.name_for_open;
  options.files = info.env_for_open->GetFileSystem();
  options.memtable_bytes = kCheckMemtableBytes;
  options.block_cache_bytes = kCheckCacheBytes;
  ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, Database::OpenReadOnly(options));
  ASSIGN_OR_RETURN(const MetaRows meta, ReadMeta(*database));
  StoreInBackup backup;
  backup.store_format = meta.store.format();
  std::vector<LedgerState> states;
  for (const storage::v1::LedgerMeta& ledger : meta.ledgers) {
    const auto mark = marks.find(ledger.ledger());
    const StoredMark stored{mark == marks.end() ? MarkOfNewLedger() : mark->second, 0};
    const LedgerRows rows(*database, ledger.ledger_number());
    ASSIGN_OR_RETURN(LedgerState state, CheckLedger(rows, ledger.ledger(), stored));
    RETURN_IF_ERROR(state.damage);
    state.erased_bytes_remain = ledger.erased_bytes_remain();
    state.newest_erasure_size = ledger.newest_erasure_size();
    backup.ledgers.push_back(ContentOf(state));
    states.push_back(std::move(state));
  }
  for (const auto& [name, mark] : marks) {
    const bool there =
        std::any_of(states.begin(), states.end(),
                    [&ledger = name](const LedgerState& state) { return state.name == ledger; });
    if (!there) return DamageError(absl::StrCat("ledger ", name, " is not in the copy"));
  }
  RETURN_IF_ERROR(CheckRowCounts(*database, states, /*memory=*/true));
  std::sort(backup.ledgers.begin(), backup.ledgers.end(),
            [](const LedgerInBackup& a, const LedgerInBackup& b) { return a.name < b.name; });
  return backup;
}

// The files of a backup, and the engine's own list of them.
std::vector<FileInBackup> FilesOf(const rocksdb::BackupInfo& info) {
  std::vector<FileInBackup> files;
  for (const rocksdb::BackupFileInfo& file : info.file_details) {
    files.push_back({file.relative_filename, file.size});
  }
  std::sort(files.begin(), files.end(),
            [](const FileInBackup& a, const FileInBackup& b) { return a.path < b.path; });
  return files;
}

}  // namespace

absl::StatusOr<StoreInBackup> WriteStoreBackup(const Database& database,
                                               const std::map<std::string, Mark>& marks,
                                               const std::string& directory,
                                               const BackupProgress& progress) {
  ASSIGN_OR_RETURN(const std::unique_ptr<rocksdb::BackupEngine> engine,
                   OpenBackupEngine(directory, database.db().GetEnv()));
  const uint64_t bytes_of_store = BytesOfTables(database.db());
  uint64_t copied = 0;
  bool ended = false;
  rocksdb::CreateBackupOptions create;
  create.flush_before_backup = true;
  create.progress_callback = [&] {
    copied += kBackupReportBytes;
    if (ended || !progress || progress(copied, bytes_of_store)) return;
    ended = true;
    engine->StopBackup();
  };
  rocksdb::BackupID number = 0;
  const rocksdb::IOStatus created = engine->CreateNewBackup(create, &database.db(), &number);
  if (ended) return absl::CancelledError("the backup was ended before it was complete");
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("backup to ", directory), created));
  rocksdb::BackupInfo info;
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("backup ", number),
                              engine->GetBackupInfo(number, &info, /*include_file_details=*/true)));
  absl::StatusOr<StoreInBackup> backup = CheckCopy(info, marks);
  if (!backup.ok()) {
    engine->DeleteBackup(number).PermitUncheckedError();
    return WithContext("the backup does not hold what the store holds and was deleted",
                       backup.status());
  }
  backup->number = number;
  backup->files = FilesOf(info);
  return backup;
}

}  // namespace assessment
