#ifndef LEDGER_LOG_ROCKSDB_DATABASE_H_
#define LEDGER_LOG_ROCKSDB_DATABASE_H_

// The database under the store: its column families, its options and what is asked of it as a
// whole. Rows of one ledger are read through ledger_rows.h.

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/rocksdb/high_water_mark.h"
#include "rocksdb/db.h"
#include "rocksdb/file_system.h"

namespace assessment {

// The column families, in the order of the names in database.cc.
enum class Family : size_t {
  kDefault,
  kEvents,
  kIndex,
  kIdempotency,
  kTiles,
  kSealed,
  kSnapshots,
  kMeta,
};
inline constexpr size_t kFamilies = 8;

struct DatabaseOptions {
  std::string path;
  std::shared_ptr<rocksdb::FileSystem> files;
  uint64_t memtable_bytes = 0;
  uint64_t block_cache_bytes = 0;
  // False while a damaged table is among the files: a compaction would read it.
  bool compactions = true;
  // Called with the paths of damaged inputs when a compaction begins; must not return.
  std::function<void(const std::vector<std::string>& paths, const absl::Status&)>
      on_damaged_compaction;
};

// Bytes that one compaction may write beside what it reads.
inline constexpr uint64_t kCompactionBytesMax = 512 << 20;

class Database {
 public:
  // Makes a new database with all column families and closes it again.
  static absl::Status Make(const DatabaseOptions& options);

  // Opens for reading alone: nothing in the directory changes. FAILED_PRECONDITION when it has a
  // column family that this program does not know.
  static absl::StatusOr<std::unique_ptr<Database>> OpenReadOnly(const DatabaseOptions& options);

  // Opens for writing; afterwards all rows are in tables.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const DatabaseOptions& options);

  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& db() const { return *db_; }
  rocksdb::ColumnFamilyHandle* handle(Family family) const {
    return handles_[static_cast<size_t>(family)];
  }

  // Entries in the tables of the write-once families and, when `memory` is asked for, in memory.
  // Reads the properties of every table; DATA_LOSS when one cannot be read.
  absl::StatusOr<RowCounts> CountRows(bool memory) const;

  // Ledgers whose keys may be in the table of this path: the numbers of its first and last key;
  // {1, 0} when there is no such table.
  struct LedgerRange {
    LedgerNumber first = 1;
    LedgerNumber last = 0;
  };
  LedgerRange LedgersOfTable(absl::string_view path) const;

  // A table among the files of the database now.
  struct Table {
    std::string path;
    std::string family;
    uint64_t bytes = 0;
    // False for a table of `meta`, whose keys begin with no ledger.
    bool of_ledgers = false;
    LedgerRange ledgers;
    // Of a table of `events` of one ledger: its first and last position.
    std::optional<std::pair<uint64_t, uint64_t>> positions;

    // For messages: "table 000012.sst of events, positions 0 to 4031".
    std::string Describe() const;
  };
  std::vector<Table> Tables() const;

  // Whether a table of this path is still among the files.
  bool HasTable(absl::string_view path) const;

  // Writes the tables of a ledger's sealed texts anew and gives up every log that may hold them:
  // afterwards no file of the database holds a text that was overwritten before. Others read and
  // write meanwhile. FAILED_PRECONDITION while a damaged table forbids compactions.
  absl::Status RewriteSealed(LedgerNumber ledger);

  absl::Status Close();

 private:
  Database(std::unique_ptr<rocksdb::Env> env, std::unique_ptr<rocksdb::DB> db,
           std::vector<rocksdb::ColumnFamilyHandle*> handles, bool compactions);

  static absl::StatusOr<std::unique_ptr<Database>> OpenAs(const DatabaseOptions& options,
                                                          bool read_only, bool make);
  absl::StatusOr<uint64_t> CountEntries(Family family, bool memory) const;

  const std::unique_ptr<rocksdb::Env> env_;
  const bool compactions_;
  std::unique_ptr<rocksdb::DB> db_;
  std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

// Verifies every block of a table against its checksum. DATA_LOSS names the table.
absl::Status VerifyTable(const DatabaseOptions& options, const std::string& path);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_DATABASE_H_
