#include "ledger/log/rocksdb/files.h"

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

const rocksdb::IOOptions kIo;

}  // namespace

absl::StatusOr<bool> FileExists(rocksdb::FileSystem& files, const std::string& path) {
  const rocksdb::IOStatus status = files.FileExists(path, kIo, nullptr);
  if (status.ok()) return true;
  if (status.IsNotFound() || status.IsPathNotFound()) return false;
  return FromRocksDb(path, status);
}

absl::StatusOr<std::vector<std::string>> ListDirectory(rocksdb::FileSystem& files,
                                                       const std::string& path) {
  std::vector<std::string> names;
  RETURN_IF_ERROR(FromRocksDb(path, files.GetChildren(path, kIo, &names, nullptr)));
  names.erase(std::remove_if(names.begin(), names.end(),
                             [](const std::string& name) { return name == "." || name == ".."; }),
              names.end());
  std::sort(names.begin(), names.end());
  return names;
}

absl::Status MakeDirectory(rocksdb::FileSystem& files, const std::string& path) {
  return FromRocksDb(path, files.CreateDirIfMissing(path, kIo, nullptr));
}

absl::Status SyncDirectory(rocksdb::FileSystem& files, const std::string& path) {
  std::unique_ptr<rocksdb::FSDirectory> directory;
  RETURN_IF_ERROR(FromRocksDb(path, files.NewDirectory(path, kIo, &directory, nullptr)));
  return FromRocksDb(path, directory->Fsync(kIo, nullptr));
}

absl::Status RemoveDirectory(rocksdb::FileSystem& files, const std::string& path) {
  ASSIGN_OR_RETURN(const bool exists, FileExists(files, path));
  if (!exists) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(files, path));
  for (const std::string& name : names) {
    const std::string file = absl::StrCat(path, "/", name);
    RETURN_IF_ERROR(FromRocksDb(file, files.DeleteFile(file, kIo, nullptr)));
  }
  return FromRocksDb(path, files.DeleteDir(path, kIo, nullptr));
}

absl::StatusOr<std::string> ReadFileBytes(rocksdb::FileSystem& files, const std::string& path,
                                          size_t bytes_max) {
  std::unique_ptr<rocksdb::FSSequentialFile> file;
  RETURN_IF_ERROR(
      FromRocksDb(path, files.NewSequentialFile(path, rocksdb::FileOptions(), &file, nullptr)));
  std::string content;
  std::string scratch(bytes_max, '\0');
  while (content.size() < bytes_max) {
    rocksdb::Slice read;
    RETURN_IF_ERROR(FromRocksDb(
        path, file->Read(bytes_max - content.size(), kIo, &read, scratch.data(), nullptr)));
    if (read.empty()) break;
    content.append(read.data(), read.size());
  }
  return content;
}

absl::Status WriteFileDurably(rocksdb::FileSystem& files, const std::string& path,
                              absl::string_view bytes) {
  std::unique_ptr<rocksdb::FSWritableFile> file;
  RETURN_IF_ERROR(
      FromRocksDb(path, files.NewWritableFile(path, rocksdb::FileOptions(), &file, nullptr)));
  RETURN_IF_ERROR(FromRocksDb(path, file->Append(ToSlice(bytes), kIo, nullptr)));
  RETURN_IF_ERROR(FromRocksDb(path, file->Sync(kIo, nullptr)));
  return FromRocksDb(path, file->Close(kIo, nullptr));
}

}  // namespace assessment
