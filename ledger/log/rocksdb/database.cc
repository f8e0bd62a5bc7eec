#include "ledger/log/rocksdb/database.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/compaction_guard.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/log/rocksdb/table_guard.h"
#include "rocksdb/cache.h"
#include "rocksdb/convenience.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/table.h"

namespace assessment {
namespace {

// Part of the memory of the keys not yet written to a file that tells which keys are not there.
constexpr double kKeysBloomOfMemtable = 0.05;

constexpr std::array<const char*, kFamilies> kFamilyNames = {
    "default", "events", "index", "idempotency", "tiles", "sealed", "snapshots", "meta"};

// Says nothing: the database makes a log file of its own otherwise, even when opened for reading.
class SilentLogger : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
};

rocksdb::DBOptions MakeDbOptions(const DatabaseOptions& options, rocksdb::Env* env) {
  rocksdb::DBOptions db;
  db.env = env;
  db.paranoid_checks = true;
  // Shortens the log at the first damage; that nothing acknowledged was cut is what the mark is
  // for. The other modes skip damage, or refuse the torn tail of an ordinary crash.
  db.wal_recovery_mode = rocksdb::WALRecoveryMode::kPointInTimeRecovery;
  // Flushed apart, events could survive a damaged log while their index rows vanish.
  db.atomic_flush = true;
  db.track_and_verify_wals_in_manifest = true;
  db.recycle_log_file_num = 0;
  db.max_total_wal_size = options.memtable_bytes;
  // All rows are in tables after an opening, where they can be counted.
  db.avoid_flush_during_recovery = false;
  db.unordered_write = false;
  db.enable_pipelined_write = false;
  db.two_write_queues = false;
  db.manual_wal_flush = false;
  // After a failed write the state is unknown; only a new opening finds out.
  db.max_bgerror_resume_count = 0;
  db.max_background_jobs = 2;
  db.max_open_files = 512;
  db.max_file_opening_threads = 2;
  db.skip_stats_update_on_db_open = true;
  db.bytes_per_sync = 1 << 20;
  db.stats_dump_period_sec = 0;
  db.stats_persist_period_sec = 0;
  db.max_log_file_size = 10 << 20;
  db.keep_log_file_num = 5;
  return db;
}

rocksdb::ColumnFamilyOptions MakeFamilyOptions(const DatabaseOptions& options, Family family,
                                               const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::BlockBasedTableOptions table;
  table.block_cache = cache;
  table.cache_index_and_filter_blocks = true;
  table.pin_l0_filter_and_index_blocks_in_cache = true;
  table.format_version = 5;
  table.checksum = rocksdb::kCRC32c;  // TableGuard can verify it.
  rocksdb::ColumnFamilyOptions column;
  column.write_buffer_size = options.memtable_bytes;
  column.max_write_buffer_number = 4;
  column.target_file_size_base = 32 << 20;
  column.max_bytes_for_level_base = 256 << 20;
  column.max_compaction_bytes = kCompactionBytesMax;
  column.level_compaction_dynamic_level_bytes = true;
  column.disable_auto_compactions = !options.compactions;
  column.force_consistency_checks = true;
  column.compression = rocksdb::kLZ4Compression;
  switch (family) {
    case Family::kEvents:
    case Family::kIndex:
      table.block_size = 16 << 10;
      break;
    case Family::kIdempotency:
      // Nearly every look-up is for a key that is not there, in memory and in files.
      column.memtable_prefix_bloom_size_ratio = kKeysBloomOfMemtable;
      column.memtable_whole_key_filtering = true;
      table.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
      break;
    case Family::kTiles:
      // Hashes do not compress.
      column.compression = rocksdb::kNoCompression;
      break;
    default:
      break;
  }
  column.table_factory.reset(rocksdb::NewBlockBasedTableFactory(table));
  return column;
}

absl::Status CheckFamilies(const rocksdb::DBOptions& db, const std::string& path) {
  std::vector<std::string> found;
  RETURN_IF_ERROR(
      FromRocksDb(absl::StrCat("column families of ", path),
                  rocksdb::DB::ListColumnFamilies(rocksdb::DBOptions(db), path, &found)));
  for (const std::string& name : found) {
    bool known = false;
    for (const char* known_name : kFamilyNames) known = known || name == known_name;
    if (!known) {
      return absl::FailedPreconditionError(
          absl::StrCat("store ", path, ": column family \"", name,
                       "\" was made by a newer program; open it with that one"));
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Database::Make(const DatabaseOptions& options) {
  return OpenAs(options, /*read_only=*/false, /*make=*/true).status();
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenReadOnly(const DatabaseOptions& options) {
  return OpenAs(options, /*read_only=*/true, /*make=*/false);
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const DatabaseOptions& options) {
  return OpenAs(options, /*read_only=*/false, /*make=*/false);
}

absl::StatusOr<std::unique_ptr<Database>> Database::OpenAs(const DatabaseOptions& options,
                                                           bool read_only, bool make) {
  std::unique_ptr<rocksdb::Env> env =
      rocksdb::NewCompositeEnv(std::make_shared<TableGuard>(options.files));
  rocksdb::DBOptions db_options = MakeDbOptions(options, env.get());
  db_options.create_if_missing = make;
  db_options.create_missing_column_families = make;
  db_options.error_if_exists = make;
  if (read_only) {
    db_options.info_log = std::make_shared<SilentLogger>();
  } else {
    db_options.listeners.push_back(std::make_shared<CompactionGuard>(options));
  }
  if (!make) RETURN_IF_ERROR(CheckFamilies(db_options, options.path));

  const auto cache = rocksdb::NewLRUCache(options.block_cache_bytes);
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  for (size_t i = 0; i < kFamilies; ++i) {
    families.emplace_back(kFamilyNames[i],
                          MakeFamilyOptions(options, static_cast<Family>(i), cache));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  const rocksdb::Status status =
      read_only ? rocksdb::DB::OpenForReadOnly(db_options, options.path, families, &handles, &db)
                : rocksdb::DB::Open(db_options, options.path, families, &handles, &db);
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("opening database ", options.path), status));
  return std::unique_ptr<Database>(new Database(std::move(env), std::unique_ptr<rocksdb::DB>(db),
                                                std::move(handles), options.compactions));
}

Database::Database(std::unique_ptr<rocksdb::Env> env, std::unique_ptr<rocksdb::DB> db,
                   std::vector<rocksdb::ColumnFamilyHandle*> handles, bool compactions)
    : env_(std::move(env)),
      compactions_(compactions),
      db_(std::move(db)),
      handles_(std::move(handles)) {}

Database::~Database() { Close().IgnoreError(); }

absl::Status Database::RewriteSealed(LedgerNumber ledger) {
  if (!compactions_) {
    return absl::FailedPreconditionError(
        "a damaged table forbids compactions; erased texts are purged once it is gone");
  }
  // All families together: a log is given up only when nothing in it is needed any more.
  RETURN_IF_ERROR(
      FromRocksDb("purging erased texts: flush", db_->Flush(rocksdb::FlushOptions(), handles_)));
  rocksdb::CompactRangeOptions all;
  all.bottommost_level_compaction = rocksdb::BottommostLevelCompaction::kForce;
  const std::string from = LedgerPrefix(ledger);
  const std::string to = LedgerEnd(ledger);
  const rocksdb::Slice begin = from;
  const rocksdb::Slice end = to;
  return FromRocksDb("purging erased texts: compaction",
                     db_->CompactRange(all, handle(Family::kSealed), &begin, &end));
}

absl::Status Database::Close() {
  if (db_ == nullptr) return absl::OkStatus();
  for (rocksdb::ColumnFamilyHandle* handle : handles_) delete handle;
  handles_.clear();
  const absl::Status status = FromRocksDb("closing the database", db_->Close());
  db_.reset();
  return status;
}

absl::StatusOr<uint64_t> Database::CountEntries(Family family, bool memory) const {
  rocksdb::TablePropertiesCollection tables;
  RETURN_IF_ERROR(FromRocksDb(
      absl::StrCat("properties of the tables of ", kFamilyNames[static_cast<size_t>(family)]),
      db_->GetPropertiesOfAllTables(handle(family), &tables)));
  uint64_t entries = 0;
  for (const auto& [path, properties] : tables) entries += properties->num_entries;
  if (!memory) return entries;
  for (const std::string& name : {rocksdb::DB::Properties::kNumEntriesActiveMemTable,
                                  rocksdb::DB::Properties::kNumEntriesImmMemTables}) {
    uint64_t in_memory = 0;
    if (!db_->GetIntProperty(handle(family), name, &in_memory)) {
      return absl::InternalError(absl::StrCat("the database does not say ", name));
    }
    entries += in_memory;
  }
  return entries;
}

absl::StatusOr<RowCounts> Database::CountRows(bool memory) const {
  RowCounts rows;
  ASSIGN_OR_RETURN(rows.events, CountEntries(Family::kEvents, memory));
  ASSIGN_OR_RETURN(rows.index, CountEntries(Family::kIndex, memory));
  ASSIGN_OR_RETURN(rows.idempotency, CountEntries(Family::kIdempotency, memory));
  ASSIGN_OR_RETURN(rows.tiles, CountEntries(Family::kTiles, memory));
  return rows;
}

Database::LedgerRange Database::LedgersOfTable(absl::string_view path) const {
  std::vector<rocksdb::LiveFileMetaData> tables;
  db_->GetLiveFilesMetaData(&tables);
  for (const rocksdb::LiveFileMetaData& table : tables) {
    if (!absl::EndsWith(path, table.name)) continue;
    // Keys of `meta` begin with letters and so name no ledger that exists.
    if (table.smallestkey.size() < 4 || table.largestkey.size() < 4) continue;
    return {ReadBigEndian32(table.smallestkey), ReadBigEndian32(table.largestkey)};
  }
  return {};
}

std::vector<Database::Table> Database::Tables() const {
  std::vector<rocksdb::LiveFileMetaData> files;
  db_->GetLiveFilesMetaData(&files);
  std::vector<Table> tables;
  for (const rocksdb::LiveFileMetaData& file : files) {
    Table table;
    table.path = absl::StrCat(file.db_path, file.name);
    table.family = file.column_family_name;
    table.bytes = file.size;
    table.of_ledgers = table.family != kFamilyNames[static_cast<size_t>(Family::kMeta)] &&
                       file.smallestkey.size() >= 4 && file.largestkey.size() >= 4;
    if (table.of_ledgers) {
      table.ledgers = {ReadBigEndian32(file.smallestkey), ReadBigEndian32(file.largestkey)};
      if (table.family == kFamilyNames[static_cast<size_t>(Family::kEvents)]) {
        const auto first = PositionOfEventKey(table.ledgers.first, file.smallestkey);
        const auto last = PositionOfEventKey(table.ledgers.first, file.largestkey);
        if (first.has_value() && last.has_value()) table.positions = {*first, *last};
      }
    }
    tables.push_back(std::move(table));
  }
  return tables;
}

bool Database::HasTable(absl::string_view path) const {
  for (const Table& table : Tables()) {
    if (table.path == path) return true;
  }
  return false;
}

std::string Database::Table::Describe() const {
  std::string text = absl::StrCat("table ", path.substr(path.rfind('/') + 1), " of ", family);
  if (positions.has_value()) {
    absl::StrAppend(&text, ", positions ", positions->first, " to ", positions->second);
  }
  return text;
}

absl::Status VerifyTable(const DatabaseOptions& options, const std::string& path) {
  const std::unique_ptr<rocksdb::Env> env =
      rocksdb::NewCompositeEnv(std::make_shared<TableGuard>(options.files));
  rocksdb::Options table_options;
  table_options.env = env.get();
  return FromRocksDb(absl::StrCat("table ", path),
                     rocksdb::VerifySstFileChecksum(table_options, rocksdb::EnvOptions(), path));
}

}  // namespace assessment
