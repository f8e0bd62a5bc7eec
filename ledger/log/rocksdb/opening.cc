#include "ledger/log/rocksdb/opening.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/files_aside.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/log/rocksdb/store_meta.h"

namespace assessment {
namespace {

constexpr size_t kDamagedTablesBytesMax = 1 << 20;

std::string DamagedTablesPath(const std::string& directory) {
  return absl::StrCat(directory, "/damaged_tables");
}

// What stands in the note, by file name; empty when there is none.
absl::StatusOr<std::vector<std::string>> NotedTables(rocksdb::FileSystem& files,
                                                     const std::string& directory) {
  ASSIGN_OR_RETURN(const bool exists, FileExists(files, DamagedTablesPath(directory)));
  if (!exists) return std::vector<std::string>();
  ASSIGN_OR_RETURN(const std::string note,
                   ReadFileBytes(files, DamagedTablesPath(directory), kDamagedTablesBytesMax));
  std::vector<std::string> names = absl::StrSplit(note, '\n', absl::SkipEmpty());
  return names;
}

// The directory that holds `directory`.
std::string ParentOf(const std::string& directory) {
  const std::string parent = std::filesystem::path(directory).parent_path().string();
  return parent.empty() ? "." : parent;
}

absl::Status CheckCount(absl::Span<const LedgerState> ledgers, absl::string_view family,
                        uint64_t found, uint64_t expected, bool exact) {
  if (exact ? found == expected : found >= expected) return absl::OkStatus();
  std::vector<std::string> reaches;
  for (const LedgerState& ledger : ledgers) {
    reaches.push_back(absl::StrCat(ledger.name, " with positions below ", ledger.tail.size));
  }
  return DamageError(absl::StrCat("column family ", family, " has ", found,
                                  " rows, the high-water marks say ", expected,
                                  "; its ledgers are ", absl::StrJoin(reaches, ", ")));
}

using MarksByLedger = std::map<std::string, StoredMark>;

class Opening {
 public:
  Opening(const std::string& directory, DatabaseOptions options)
      : directory_(directory),
        files_(*options.files),
        options_(std::move(options)),
        aside_(files_, directory) {
    options_.path = absl::StrCat(directory, "/db");
  }

  absl::StatusOr<OpenedStore> Run() {
    RETURN_IF_ERROR(aside_.Restore());
    RETURN_IF_ERROR(MakeIfNew());
    RETURN_IF_ERROR(FindDamagedTables());
    RETURN_IF_ERROR(CheckReadOnly());
    RETURN_IF_ERROR(OpenForWriting());
    return std::move(opened_);
  }

 private:
  // A store begins its life complete: the database is made under another name and renamed.
  absl::Status MakeIfNew() {
    ASSIGN_OR_RETURN(const bool exists, FileExists(files_, options_.path));
    if (exists) return absl::OkStatus();
    const std::string marks = MarksDirectory(directory_);
    ASSIGN_OR_RETURN(const bool has_marks, FileExists(files_, marks));
    if (has_marks) {
      ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(files_, marks));
      if (!names.empty()) {
        return DamageError(absl::StrCat("store ", directory_, ": the database is missing, but ",
                                        names.size(), " high-water marks are there, the first is ",
                                        names.front()));
      }
    }
    RETURN_IF_ERROR(MakeDirectory(files_, marks));
    RETURN_IF_ERROR(SyncDirectory(files_, ParentOf(directory_)));
    DatabaseOptions unfinished = options_;
    unfinished.path = absl::StrCat(directory_, "/db.unfinished");
    RETURN_IF_ERROR(RemoveDirectory(files_, unfinished.path));
    RETURN_IF_ERROR(Database::Make(unfinished));
    {
      ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, Database::Open(unfinished));
      rocksdb::WriteBatch batch;
      rocksdb::Status status = PutStoreMeta(*database, 0, batch);
      rocksdb::WriteOptions durable;
      durable.sync = true;
      if (status.ok()) status = database->db().Write(durable, &batch);
      RETURN_IF_ERROR(FromRocksDb("making the store", status));
      RETURN_IF_ERROR(database->Close());
    }
    RETURN_IF_ERROR(SyncDirectory(files_, unfinished.path));
    RETURN_IF_ERROR(FromRocksDb(options_.path, files_.RenameFile(unfinished.path, options_.path,
                                                                 rocksdb::IOOptions(), nullptr)));
    return SyncDirectory(files_, directory_);
  }

  absl::Status FindDamagedTables() {
    ASSIGN_OR_RETURN(const std::vector<std::string> noted, NotedTables(files_, directory_));
    for (const std::string& name : noted) {
      const std::string path = absl::StrCat(options_.path, "/", name);
      ASSIGN_OR_RETURN(const bool exists, FileExists(files_, path));
      if (exists && !VerifyTable(options_, path).ok()) damaged_tables_.push_back(path);
    }
    options_.compactions = damaged_tables_.empty();
    return absl::OkStatus();
  }

  absl::Status CheckReadOnly() {
    ASSIGN_OR_RETURN(const std::unique_ptr<Database> database, Database::OpenReadOnly(options_));
    ASSIGN_OR_RETURN(const MetaRows meta, ReadMeta(*database));
    opened_.newest_event_type = meta.store.newest_event_type();
    ASSIGN_OR_RETURN(const MarksByLedger marks, LoadMarks(meta));
    for (const storage::v1::LedgerMeta& ledger : meta.ledgers) {
      const LedgerRows rows(*database, ledger.ledger_number());
      ASSIGN_OR_RETURN(LedgerState state,
                       CheckLedger(rows, ledger.ledger(), marks.at(ledger.ledger())));
      state.erased_bytes_remain = ledger.erased_bytes_remain();
      state.newest_erasure_size = ledger.newest_erasure_size();
      StopIfTableDamaged(*database, state);
      opened_.ledgers.push_back(std::move(state));
    }
    return CheckRowCounts(*database, opened_.ledgers, /*memory=*/true);
  }

  // The mark of every ledger in `meta`. A mark without a ledger is that of a creation which was
  // never acknowledged, or of a ledger that is lost.
  absl::StatusOr<MarksByLedger> LoadMarks(const MetaRows& meta) {
    const std::string directory = MarksDirectory(directory_);
    MarksByLedger marks;
    for (const storage::v1::LedgerMeta& ledger : meta.ledgers) {
      const std::string path = absl::StrCat(directory, "/", MarkFileName(ledger.ledger()));
      absl::StatusOr<StoredMark> stored = LoadMark(files_, path, ledger.ledger());
      if (absl::IsNotFound(stored.status())) {
        return DamageError(absl::StrCat("ledger ", ledger.ledger(), ": the high-water mark ", path,
                                        " is missing"));
      }
      RETURN_IF_ERROR(stored.status());
      marks.emplace(ledger.ledger(), *stored);
    }
    ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(files_, directory));
    for (const std::string& name : names) {
      const std::string ledger = LedgerOfMarkFileName(name);
      if (ledger.empty() || marks.count(ledger) > 0) continue;
      const absl::StatusOr<StoredMark> stored =
          LoadMark(files_, absl::StrCat(directory, "/", name), ledger);
      if (stored.ok() && stored->mark.state == Mark::State::kExists) {
        return DamageError(absl::StrCat("ledger ", ledger, ": the high-water mark says ",
                                        stored->mark.size,
                                        " records, the store does not know the ledger"));
      }
    }
    return marks;
  }

  void StopIfTableDamaged(const Database& database, LedgerState& state) const {
    for (const std::string& path : damaged_tables_) {
      const Database::LedgerRange range = database.LedgersOfTable(path);
      if (state.number < range.first || state.number > range.last) continue;
      state.damage.Update(
          DamageError(absl::StrCat("ledger ", state.name, ": table ", path, " is damaged")));
    }
  }

  absl::Status OpenForWriting() {
    RETURN_IF_ERROR(aside_.Keep());
    absl::Status status;
    absl::StatusOr<std::unique_ptr<Database>> database = Database::Open(options_);
    if (database.ok()) {
      status = CheckRowCounts(**database, opened_.ledgers, /*memory=*/false);
    } else {
      status = database.status();
    }
    if (!status.ok()) {
      if (database.ok()) (*database)->Close().IgnoreError();
      status =
          WithContext("opening for writing changed the store; its files were put back", status);
      const absl::Status restored = aside_.Restore();
      if (restored.ok()) return status;
      return WithContext(status.message(), restored);
    }
    RETURN_IF_ERROR(aside_.Drop());
    opened_.database = *std::move(database);
    return absl::OkStatus();
  }

  const std::string directory_;
  rocksdb::FileSystem& files_;
  DatabaseOptions options_;
  FilesAside aside_;
  std::vector<std::string> damaged_tables_;
  OpenedStore opened_;
};

}  // namespace

absl::StatusOr<OpenedStore> OpenStore(const std::string& directory, DatabaseOptions database) {
  return Opening(directory, std::move(database)).Run();
}

absl::Status CheckRowCounts(const Database& database, absl::Span<const LedgerState> ledgers,
                            bool memory) {
  RowCounts expected;
  bool exact = true;
  for (const LedgerState& ledger : ledgers) {
    expected += ledger.rows;
    // Rows behind the mark of a ledger that cannot be read are not known.
    exact = exact && ledger.damage.ok();
  }
  ASSIGN_OR_RETURN(const RowCounts found, database.CountRows(memory));
  RETURN_IF_ERROR(CheckCount(ledgers, "events", found.events, expected.events, exact));
  RETURN_IF_ERROR(CheckCount(ledgers, "index", found.index, expected.index, exact));
  RETURN_IF_ERROR(
      CheckCount(ledgers, "idempotency", found.idempotency, expected.idempotency, exact));
  return CheckCount(ledgers, "tiles", found.tiles, expected.tiles, exact);
}

std::string MarksDirectory(const std::string& directory) {
  return absl::StrCat(directory, "/marks");
}

absl::Status NoteDamagedTables(rocksdb::FileSystem& files, const std::string& directory,
                               const std::vector<std::string>& paths) {
  ASSIGN_OR_RETURN(std::vector<std::string> names, NotedTables(files, directory));
  for (const std::string& path : paths) names.push_back(path.substr(path.rfind('/') + 1));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  RETURN_IF_ERROR(WriteFileDurably(files, DamagedTablesPath(directory),
                                   absl::StrCat(absl::StrJoin(names, "\n"), "\n")));
  return SyncDirectory(files, directory);
}

}  // namespace assessment
