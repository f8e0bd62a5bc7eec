#ifndef LEDGER_LOG_ROCKSDB_FILES_H_
#define LEDGER_LOG_ROCKSDB_FILES_H_

// The few operations on files and directories that the store does beside the database, through the
// database's file system so that tests can stand under both.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "rocksdb/file_system.h"

namespace assessment {

// True when a file or directory of that name exists.
absl::StatusOr<bool> FileExists(rocksdb::FileSystem& files, const std::string& path);

// Names in a directory, sorted, without "." and "..".
absl::StatusOr<std::vector<std::string>> ListDirectory(rocksdb::FileSystem& files,
                                                       const std::string& path);

absl::Status MakeDirectory(rocksdb::FileSystem& files, const std::string& path);

// Makes the names in a directory durable.
absl::Status SyncDirectory(rocksdb::FileSystem& files, const std::string& path);

// Removes the files of a directory and the directory; OK when it is not there.
absl::Status RemoveDirectory(rocksdb::FileSystem& files, const std::string& path);

// The content of a file of at most `bytes_max` bytes; what lies behind is not read.
absl::StatusOr<std::string> ReadFileBytes(rocksdb::FileSystem& files, const std::string& path,
                                          size_t bytes_max);

// Writes a file whole and syncs it; its name is durable after SyncDirectory.
absl::Status WriteFileDurably(rocksdb::FileSystem& files, const std::string& path,
                              absl::string_view bytes);

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_FILES_H_
