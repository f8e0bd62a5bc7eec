#ifndef LEDGER_LOG_ROCKSDB_FILES_ASIDE_H_
#define LEDGER_LOG_ROCKSDB_FILES_ASIDE_H_

// Keeping the files of the database as they were while an opening for writing changes them: hard
// links in a directory beside it, complete or absent, that survive a crash at any moment.

#include <string>

#include "absl/status/status.h"
#include "rocksdb/file_system.h"

namespace assessment {

class FilesAside {
 public:
  // `store` holds "db" and will hold "aside".
  FilesAside(rocksdb::FileSystem& files, const std::string& store);

  // Links every file of "db" (apart from its lock and its own log of what it did) into "aside".
  // Durable when it returns.
  absl::Status Keep();

  // Makes the names in the store durable, whoever left them; then puts the files kept back and
  // removes the links, when there are any. Nothing may have been committed since Keep. Every
  // opening begins with it.
  absl::Status Restore();

  // Removes the links; durable when it returns, so that no later Restore undoes a commit.
  absl::Status Drop();

 private:
  rocksdb::FileSystem& files_;
  const std::string store_;
  const std::string database_;
  const std::string aside_;
  const std::string unfinished_;
  const std::string dropped_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_FILES_ASIDE_H_
