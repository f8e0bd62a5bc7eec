#include "ledger/log/rocksdb/store_lock.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment {

absl::StatusOr<std::unique_ptr<StoreLock>> StoreLock::Take(
    std::shared_ptr<rocksdb::FileSystem> files, const std::string& directory) {
  rocksdb::FileLock* lock = nullptr;
  const std::string path = absl::StrCat(directory, "/LOCK");
  const rocksdb::IOStatus status = files->LockFile(path, rocksdb::IOOptions(), &lock, nullptr);
  if (!status.ok()) {
    return absl::UnavailableError(
        absl::StrCat("store ", directory, " is open in another process: ", status.ToString()));
  }
  return std::unique_ptr<StoreLock>(new StoreLock(std::move(files), lock));
}

StoreLock::StoreLock(std::shared_ptr<rocksdb::FileSystem> files, rocksdb::FileLock* lock)
    : files_(std::move(files)), lock_(lock) {}

StoreLock::~StoreLock() {
  files_->UnlockFile(lock_, rocksdb::IOOptions(), nullptr).PermitUncheckedError();
}

}  // namespace assessment
