#ifndef LEDGER_LOG_ROCKSDB_STORE_LOCK_H_
#define LEDGER_LOG_ROCKSDB_STORE_LOCK_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "rocksdb/file_system.h"

namespace assessment {

// Holds the lock of a store's directory for its own lifetime: one process has a store open.
class StoreLock {
 public:
  // UNAVAILABLE when another process, or another store of this one, holds it.
  static absl::StatusOr<std::unique_ptr<StoreLock>> Take(std::shared_ptr<rocksdb::FileSystem> files,
                                                         const std::string& directory);
  ~StoreLock();
  StoreLock(const StoreLock&) = delete;
  StoreLock& operator=(const StoreLock&) = delete;

 private:
  StoreLock(std::shared_ptr<rocksdb::FileSystem> files, rocksdb::FileLock* lock);

  const std::shared_ptr<rocksdb::FileSystem> files_;
  rocksdb::FileLock* const lock_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_STORE_LOCK_H_
