#ifndef LEDGER_LOG_ROCKSDB_STORE_SHARED_H_
#define LEDGER_LOG_ROCKSDB_STORE_SHARED_H_

#include <memory>
#include <optional>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"
#include "ledger/log/rocksdb/database.h"
#include "ledger/log/rocksdb/disk_reserve.h"
#include "rocksdb/write_batch.h"

namespace assessment {

// What the logs of one store share: the database, its health and its meta row. Thread-safe.
class StoreShared {
 public:
  StoreShared(std::unique_ptr<Database> database, uint32_t newest_event_type,
              uint64_t reserve_bytes, DiskReserve::FreeBytes free_bytes,
              std::chrono::milliseconds free_bytes_interval)
      : database_(std::move(database)),
        reserve_(reserve_bytes, std::move(free_bytes), free_bytes_interval),
        newest_event_type_(newest_event_type) {}

  Database& database() { return *database_; }
  DiskReserve& reserve() { return reserve_; }

  // After a failed write or sync nobody knows what is on disk: no log of this store commits again.
  // The first cause stays.
  void Poison(const absl::Status& cause) ABSL_LOCKS_EXCLUDED(mutex_);

  // OK, or UNAVAILABLE with REASON_LEDGER_STOPPED and the cause.
  absl::Status CheckKnown() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Writes `batch` with sync. `newest_event_type` is the largest in it: when the store has not held
  // it before, its meta row is raised in the same write.
  rocksdb::Status WriteDurably(rocksdb::WriteBatch& batch, uint32_t newest_event_type)
      ABSL_LOCKS_EXCLUDED(meta_mutex_);

 private:
  const std::unique_ptr<Database> database_;
  DiskReserve reserve_;

  mutable Mutex mutex_;
  absl::Status poison_ ABSL_GUARDED_BY(mutex_);

  Mutex meta_mutex_;
  uint32_t newest_event_type_ ABSL_GUARDED_BY(meta_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_STORE_SHARED_H_
