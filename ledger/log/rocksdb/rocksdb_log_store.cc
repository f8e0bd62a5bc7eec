#include "ledger/log/rocksdb/rocksdb_log_store.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/mutex.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/commit_checks.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/backup_writer.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/opening.h"
#include "ledger/log/rocksdb/rocksdb_event_log.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/log/rocksdb/store_lock.h"
#include "ledger/log/rocksdb/store_meta.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// How soon after an erasure its bytes begin to leave the files.
constexpr std::chrono::milliseconds kPurgeInterval(500);

DiskReserve::FreeBytes FreeBytesOf(std::shared_ptr<rocksdb::FileSystem> files,
                                   const std::string& directory) {
  return [files = std::move(files), directory]() -> absl::StatusOr<uint64_t> {
    uint64_t free = 0;
    RETURN_IF_ERROR(
        FromRocksDb(absl::StrCat("free space of ", directory),
                    files->GetFreeSpace(directory, rocksdb::IOOptions(), &free, nullptr)));
    return free;
  };
}

void AbortOnDamage(const absl::Status& status) {
  std::fprintf(stderr, "a compaction would read damage, the process stops: %s\n",
               status.ToString().c_str());
  std::abort();
}

DatabaseOptions MakeDatabaseOptions(const RocksDbOptions& options,
                                    const std::shared_ptr<rocksdb::FileSystem>& files) {
  DatabaseOptions database;
  database.files = files;
  database.memtable_bytes = options.memtable_bytes;
  database.block_cache_bytes = options.block_cache_bytes;
  const auto stop = options.on_damaged_compaction ? options.on_damaged_compaction : AbortOnDamage;
  database.on_damaged_compaction = [files, stop, directory = options.directory](
                                       const std::vector<std::string>& paths,
                                       const absl::Status& status) {
    absl::Status reported = status;
    if (const absl::Status noted = NoteDamagedTables(*files, directory, paths); !noted.ok()) {
      reported = absl::Status(status.code(),
                              absl::StrCat(status.message(), "; not noted: ", noted.message()));
    }
    stop(reported);
  };
  return database;
}

}  // namespace

uint64_t DefaultReserveBytes(const RocksDbOptions& options) {
  return 2 * options.memtable_bytes + kCompactionBytesMax;
}

class RocksDbLogStore::Impl {
 public:
  Impl(const RocksDbOptions& options, std::shared_ptr<rocksdb::FileSystem> files,
       std::unique_ptr<StoreLock> lock, OpenedStore& opened)
      : files_(std::move(files)),
        directory_(options.directory),
        marks_directory_(MarksDirectory(options.directory)),
        mark_sync_interval_(options.mark_sync_interval),
        lock_(std::move(lock)),
        shared_(std::move(opened.database), opened.newest_event_type,
                options.reserve_bytes.value_or(DefaultReserveBytes(options)),
                options.free_bytes ? options.free_bytes : FreeBytesOf(files_, options.directory),
                options.free_bytes_interval) {}

  ~Impl() { Close().IgnoreError(); }

  // Makes the log of a ledger that the opening found, and brings its mark up to what was found.
  absl::Status Adopt(LedgerState state) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    ASSIGN_OR_RETURN(std::unique_ptr<MarkFile> mark,
                     MarkFile::Open(*files_, marks_directory_, state.name, state.mark));
    const bool behind =
        state.mark.mark.size != state.tail.size || state.mark.mark.state != Mark::State::kExists;
    if (state.damage.ok() && behind) {
      RETURN_IF_ERROR(mark->Advance(state.tail.size, state.tail.root, state.rows));
    }
    RETURN_IF_ERROR(mark->Sync());
    Add(std::move(state), std::move(mark));
    return absl::OkStatus();
  }

  void Start() {
    sync_thread_ = std::thread([this] { SyncMarks(); });
    purge_thread_ = std::thread([this] { PurgeErased(); });
  }

  std::vector<std::string> Ledgers() const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    std::vector<std::string> names;
    for (const auto& [name, log] : logs_) names.push_back(name);
    return names;
  }

  absl::StatusOr<EventLog*> Find(absl::string_view ledger) const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    const auto found = logs_.find(std::string(ledger));
    if (found == logs_.end()) return absl::NotFoundError(absl::StrCat("ledger ", ledger));
    return found->second.get();
  }

  absl::StatusOr<EventLog*> Create(absl::string_view ledger) ABSL_LOCKS_EXCLUDED(mutex_) {
    RETURN_IF_ERROR(CheckLedgerName(ledger));
    MutexLock lock(mutex_);
    if (logs_.count(std::string(ledger)) > 0) {
      return absl::AlreadyExistsError(absl::StrCat("ledger ", ledger));
    }
    RETURN_IF_ERROR(shared_.CheckKnown());
    RETURN_IF_ERROR(shared_.reserve().Check());
    LedgerState state;
    state.number = newest_number_ + 1;
    state.name = std::string(ledger);
    state.tail = {0, EmptyRoot(), 0};
    absl::StatusOr<std::unique_ptr<MarkFile>> mark = WriteNewLedger(state);
    if (!mark.ok()) {
      shared_.Poison(mark.status());
      return mark.status();
    }
    return Add(std::move(state), *std::move(mark));
  }

  absl::StatusOr<StoreInBackup> BackUp(const std::string& directory, const BackupProgress& progress)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    RETURN_IF_ERROR(shared_.CheckKnown());
    std::map<std::string, Mark> marks;
    for (const RocksDbEventLog* log : Logs()) {
      const absl::Status writable = log->CheckWritable();
      if (absl::IsDataLoss(writable)) return writable;
      marks[log->name()] = log->PresentMark();
    }
    return WriteStoreBackup(shared_.database(), marks, directory, progress);
  }

  std::map<std::string, uint64_t> NewestErasureSizes() const ABSL_LOCKS_EXCLUDED(mutex_) {
    std::map<std::string, uint64_t> sizes;
    for (const RocksDbEventLog* log : Logs()) sizes[log->name()] = log->NewestErasureSize();
    return sizes;
  }

  absl::StatusOr<TablesReport> VerifyTables(
      const std::function<absl::Status(uint64_t bytes)>& before_table) ABSL_LOCKS_EXCLUDED(mutex_) {
    TablesReport report;
    DatabaseOptions options;
    options.files = files_;
    for (const Database::Table& table : shared_.database().Tables()) {
      RETURN_IF_ERROR(before_table(table.bytes));
      absl::Status verified = VerifyTable(options, table.path);
      if (!verified.ok() && !shared_.database().HasTable(table.path)) continue;
      ++report.tables;
      report.bytes += table.bytes;
      if (verified.ok()) continue;
      if (!absl::IsDataLoss(verified)) verified = DamageError(verified.message());
      report.damages.push_back(StopForTable(table, verified));
    }
    return report;
  }

  absl::Status Close() ABSL_LOCKS_EXCLUDED(mutex_) {
    {
      MutexLock lock(mutex_);
      if (closing_) return absl::OkStatus();
      closing_ = true;
      wake_.SignalAll();
    }
    if (sync_thread_.joinable()) sync_thread_.join();
    if (purge_thread_.joinable()) purge_thread_.join();
    MutexLock lock(mutex_);
    absl::Status status;
    for (auto& [name, log] : logs_) status.Update(log->Close());
    status.Update(shared_.database().Close());
    return status;
  }

 private:
  std::vector<RocksDbEventLog*> Logs() const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    std::vector<RocksDbEventLog*> logs;
    for (const auto& [name, log] : logs_) logs.push_back(log.get());
    return logs;
  }

  // Stops the ledgers of a damaged table and notes it for the next opening.
  TableDamage StopForTable(const Database::Table& table, const absl::Status& verified)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    TableDamage damage;
    damage.status = WithContext(table.Describe(), verified);
    const absl::Status noted = NoteDamagedTables(*files_, directory_, {table.path});
    if (!noted.ok()) {
      damage.status =
          DamageError(absl::StrCat(damage.status.message(), "; not noted: ", noted.message()));
    }
    for (RocksDbEventLog* log : Logs()) {
      if (table.of_ledgers &&
          (log->number() < table.ledgers.first || log->number() > table.ledgers.last)) {
        continue;
      }
      log->StopForDamage(damage.status);
      if (table.of_ledgers) damage.ledgers.push_back(log->name());
    }
    return damage;
  }

  // The order of FORMAT.md: whatever is cut off is either unfinished and unknown, or complete.
  absl::StatusOr<std::unique_ptr<MarkFile>> WriteNewLedger(const LedgerState& state) {
    ASSIGN_OR_RETURN(std::unique_ptr<MarkFile> mark,
                     MarkFile::Create(*files_, marks_directory_, state.name));
    storage::v1::LedgerMeta meta;
    meta.set_ledger_number(state.number);
    meta.set_ledger(state.name);
    rocksdb::WriteBatch batch;
    RETURN_IF_ERROR(FromRocksDb("new ledger", PutLedgerMeta(shared_.database(), meta, batch)));
    RETURN_IF_ERROR(FromRocksDb("new ledger", shared_.WriteDurably(batch, 0)));
    RETURN_IF_ERROR(mark->Advance(0, EmptyRoot(), RowCounts()));
    RETURN_IF_ERROR(mark->Sync());
    return mark;
  }

  EventLog* Add(LedgerState state, std::unique_ptr<MarkFile> mark)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    newest_number_ = std::max(newest_number_, state.number);
    const std::string name = state.name;
    auto log = std::make_unique<RocksDbEventLog>(shared_, std::move(state), std::move(mark));
    return logs_.emplace(name, std::move(log)).first->second.get();
  }

  // Apart from the marks: writing tables anew takes as long as they are large.
  void PurgeErased() ABSL_LOCKS_EXCLUDED(mutex_) {
    while (true) {
      {
        MutexLock lock(mutex_);
        if (!closing_) wake_.WaitFor(mutex_, kPurgeInterval);
        if (closing_) return;
      }
      // What fails now is tried again; until then the ledger's meta row says that bytes remain.
      for (RocksDbEventLog* log : Logs()) log->PurgeErased().IgnoreError();
    }
  }

  void SyncMarks() ABSL_LOCKS_EXCLUDED(mutex_) {
    auto due = std::chrono::steady_clock::now() + mark_sync_interval_;
    while (true) {
      {
        MutexLock lock(mutex_);
        while (!closing_ && std::chrono::steady_clock::now() < due) {
          wake_.WaitFor(mutex_, std::chrono::duration_cast<std::chrono::microseconds>(
                                    due - std::chrono::steady_clock::now()));
        }
        if (closing_) return;
      }
      // A failure poisons the store; commits report it.
      for (RocksDbEventLog* log : Logs()) log->SyncMark().IgnoreError();
      due = std::chrono::steady_clock::now() + mark_sync_interval_;
    }
  }

  const std::shared_ptr<rocksdb::FileSystem> files_;
  const std::string directory_;
  const std::string marks_directory_;
  const std::chrono::milliseconds mark_sync_interval_;
  const std::unique_ptr<StoreLock> lock_;
  StoreShared shared_;

  mutable Mutex mutex_;
  CondVar wake_;
  bool closing_ ABSL_GUARDED_BY(mutex_) = false;
  LedgerNumber newest_number_ ABSL_GUARDED_BY(mutex_) = 0;
  std::map<std::string, std::unique_ptr<RocksDbEventLog>> logs_ ABSL_GUARDED_BY(mutex_);
  std::thread sync_thread_;
  std::thread purge_thread_;
};

absl::StatusOr<std::unique_ptr<RocksDbLogStore>> RocksDbLogStore::Open(
    const RocksDbOptions& options) {
  const std::shared_ptr<rocksdb::FileSystem> files =
      options.file_system != nullptr ? options.file_system : rocksdb::FileSystem::Default();
  RETURN_IF_ERROR(MakeDirectory(*files, options.directory));
  ASSIGN_OR_RETURN(std::unique_ptr<StoreLock> lock, StoreLock::Take(files, options.directory));
  ASSIGN_OR_RETURN(OpenedStore opened,
                   OpenStore(options.directory, MakeDatabaseOptions(options, files)));
  auto impl = std::make_unique<Impl>(options, files, std::move(lock), opened);
  for (LedgerState& ledger : opened.ledgers) RETURN_IF_ERROR(impl->Adopt(std::move(ledger)));
  impl->Start();
  return std::unique_ptr<RocksDbLogStore>(new RocksDbLogStore(std::move(impl)));
}

RocksDbLogStore::RocksDbLogStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RocksDbLogStore::~RocksDbLogStore() = default;

std::vector<std::string> RocksDbLogStore::Ledgers() const { return impl_->Ledgers(); }
absl::StatusOr<EventLog*> RocksDbLogStore::Find(absl::string_view ledger) const {
  return impl_->Find(ledger);
}
absl::StatusOr<EventLog*> RocksDbLogStore::Create(absl::string_view ledger) {
  return impl_->Create(ledger);
}
absl::Status RocksDbLogStore::Close() { return impl_->Close(); }
absl::StatusOr<StoreInBackup> RocksDbLogStore::BackUp(const std::string& directory,
                                                      const BackupProgress& progress) {
  return impl_->BackUp(directory, progress);
}
std::map<std::string, uint64_t> RocksDbLogStore::NewestErasureSizes() const {
  return impl_->NewestErasureSizes();
}
absl::StatusOr<TablesReport> RocksDbLogStore::VerifyTables(
    const std::function<absl::Status(uint64_t bytes)>& before_table) {
  return impl_->VerifyTables(before_table);
}

}  // namespace assessment
