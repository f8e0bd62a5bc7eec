#ifndef LEDGER_LOG_ROCKSDB_DISK_RESERVE_H_
#define LEDGER_LOG_ROCKSDB_DISK_RESERVE_H_

#include <chrono>
#include <cstdint>
#include <functional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Refuses commits while free space is below a reserve, so that a full disk is met by the log and
// never by the database, for which it would be a failed write. Thread-safe.
class DiskReserve {
 public:
  // Bytes free for the store.
  using FreeBytes = std::function<absl::StatusOr<uint64_t>()>;

  // `free_bytes` is asked at most once in `interval`.
  DiskReserve(uint64_t reserve_bytes, FreeBytes free_bytes, std::chrono::milliseconds interval);

  // OK when there is room; RESOURCE_EXHAUSTED with REASON_DISK_RESERVE, found and needed bytes when
  // there is not. Failures of `free_bytes` are passed through.
  absl::Status Check() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const uint64_t reserve_bytes_;
  const FreeBytes free_bytes_;
  const std::chrono::milliseconds interval_;

  Mutex mutex_;
  std::chrono::steady_clock::time_point asked_at_ ABSL_GUARDED_BY(mutex_);
  bool asked_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status answer_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_DISK_RESERVE_H_
