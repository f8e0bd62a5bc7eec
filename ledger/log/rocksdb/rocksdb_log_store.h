#ifndef LEDGER_LOG_ROCKSDB_ROCKSDB_LOG_STORE_H_
#define LEDGER_LOG_ROCKSDB_ROCKSDB_LOG_STORE_H_

// The store of the product: many ledgers in one RocksDB database, each with its high-water mark
// beside it. Directory, formats and the opening procedure: ledger/log/FORMAT.md.
//
// This header needs no header of the database.

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/log/event_log.h"
#include "ledger/log/rocksdb/store_backup.h"

namespace rocksdb {
class FileSystem;
}  // namespace rocksdb

namespace assessment {

struct RocksDbOptions {
  // Made when it does not exist; its parent must.
  std::string directory;

  // Where all files live, the marks included; null is the machine's own.
  std::shared_ptr<rocksdb::FileSystem> file_system;

  // Bytes of the write-ahead log, and of records in memory, before they are written to tables; all
  // ledgers together. Opening replays at most this much twice.
  uint64_t memtable_bytes = 64 << 20;

  // Memory for blocks of tables, their indexes and filters.
  uint64_t block_cache_bytes = 128 << 20;

  // Commits are refused while less than this is free; nothing: DefaultReserveBytes().
  std::optional<uint64_t> reserve_bytes;

  // Bytes free for the store; null asks the file system for the directory's.
  std::function<absl::StatusOr<uint64_t>()> free_bytes;

  // How often that is asked at most.
  std::chrono::milliseconds free_bytes_interval{100};

  // How old the durable mark may be.
  std::chrono::milliseconds mark_sync_interval{1000};

  // Called when a compaction is about to read a damaged table, after the table was noted for the
  // next opening. Must not return, or what the compaction drops is lost; null writes the message to
  // stderr and aborts.
  std::function<void(const absl::Status&)> on_damaged_compaction;
};

// Damage that a check of the tables found.
struct TableDamage {
  // The ledgers whose rows the table may hold; they are stopped. Empty: it concerns all.
  std::vector<std::string> ledgers;
  // DATA_LOSS with the table, and the positions in it when it holds events of one ledger.
  absl::Status status;
};

// What a check of the tables read.
struct TablesReport {
  uint32_t tables = 0;
  uint64_t bytes = 0;
  std::vector<TableDamage> damages;
};

// Twice the memory of records not yet in tables, and one compaction.
uint64_t DefaultReserveBytes(const RocksDbOptions& options);

class RocksDbLogStore : public LogStore {
 public:
  // Opens the store, or makes an empty one where there is none, by the procedure of FORMAT.md.
  // Nothing is changed on refusal: DATA_LOSS names ledger and positions that are missing or
  // different, or the file that is damaged; FAILED_PRECONDITION for a store that a newer program
  // wrote; UNAVAILABLE when another process has it open or files cannot be read. Damage inside a
  // table does not refuse: the ledgers it is found in are stopped (CheckWritable).
  static absl::StatusOr<std::unique_ptr<RocksDbLogStore>> Open(const RocksDbOptions& options);

  // Closes, when Close was not called.
  ~RocksDbLogStore() override;

  std::vector<std::string> Ledgers() const override;
  absl::StatusOr<EventLog*> Find(absl::string_view ledger) const override;
  absl::StatusOr<EventLog*> Create(absl::string_view ledger) override;
  absl::Status Close() override;

  // Backs the store up to `directory`, made when it does not exist, while others read and commit.
  // What was committed before the call is in the backup. One at a time; nobody else may change the
  // directory meanwhile. DATA_LOSS when a ledger is damaged, or as WriteStoreBackup; UNAVAILABLE
  // after an unknown outcome or when files cannot be written.
  absl::StatusOr<StoreInBackup> BackUp(const std::string& directory,
                                       const BackupProgress& progress);

  // Size of each ledger's log with its newest erasure in it, by name; 0: nothing was erased.
  std::map<std::string, uint64_t> NewestErasureSizes() const;

  // Verifies every block of every table against its checksum, as they lie in the files. A damaged
  // table stops its ledgers, now and at the next opening. `before_table` is called with the length
  // of each table before it is read; its refusal ends the check and is returned.
  absl::StatusOr<TablesReport> VerifyTables(
      const std::function<absl::Status(uint64_t bytes)>& before_table);

 private:
  class Impl;
  explicit RocksDbLogStore(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_ROCKSDB_LOG_STORE_H_
