#include "ledger/log/rocksdb/files_aside.h"

#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/rocksdb/files.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

const rocksdb::IOOptions kAsideIo;

// The database's lock and the log of what it did say nothing about what is stored.
bool IsKept(const std::string& name) { return name != "LOCK" && !absl::StartsWith(name, "LOG"); }

}  // namespace

FilesAside::FilesAside(rocksdb::FileSystem& files, const std::string& store)
    : files_(files),
      store_(store),
      database_(absl::StrCat(store, "/db")),
      aside_(absl::StrCat(store, "/aside")),
      unfinished_(absl::StrCat(store, "/aside.unfinished")),
      dropped_(absl::StrCat(store, "/aside.dropped")) {}

absl::Status FilesAside::Keep() {
  RETURN_IF_ERROR(RemoveDirectory(files_, unfinished_));
  RETURN_IF_ERROR(RemoveDirectory(files_, dropped_));
  RETURN_IF_ERROR(MakeDirectory(files_, unfinished_));
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(files_, database_));
  for (const std::string& name : names) {
    if (!IsKept(name)) continue;
    RETURN_IF_ERROR(
        FromRocksDb(absl::StrCat("linking ", database_, "/", name),
                    files_.LinkFile(absl::StrCat(database_, "/", name),
                                    absl::StrCat(unfinished_, "/", name), kAsideIo, nullptr)));
  }
  RETURN_IF_ERROR(SyncDirectory(files_, unfinished_));
  RETURN_IF_ERROR(
      FromRocksDb(unfinished_, files_.RenameFile(unfinished_, aside_, kAsideIo, nullptr)));
  return SyncDirectory(files_, store_);
}

absl::Status FilesAside::Restore() {
  // A name that is seen here may have been left by an opening that could not sync it. What is done
  // below on the strength of it must not outlive it: files of the database deleted for an "aside"
  // that a power loss takes back, or links deleted from one that it brings back.
  RETURN_IF_ERROR(SyncDirectory(files_, store_));
  ASSIGN_OR_RETURN(const bool kept, FileExists(files_, aside_));
  if (!kept) return absl::OkStatus();
  ASSIGN_OR_RETURN(const std::vector<std::string> present, ListDirectory(files_, database_));
  for (const std::string& name : present) {
    if (!IsKept(name)) continue;
    const std::string path = absl::StrCat(database_, "/", name);
    RETURN_IF_ERROR(FromRocksDb(path, files_.DeleteFile(path, kAsideIo, nullptr)));
  }
  ASSIGN_OR_RETURN(const std::vector<std::string> names, ListDirectory(files_, aside_));
  for (const std::string& name : names) {
    RETURN_IF_ERROR(
        FromRocksDb(absl::StrCat("restoring ", name),
                    files_.LinkFile(absl::StrCat(aside_, "/", name),
                                    absl::StrCat(database_, "/", name), kAsideIo, nullptr)));
  }
  RETURN_IF_ERROR(SyncDirectory(files_, database_));
  return Drop();
}

absl::Status FilesAside::Drop() {
  RETURN_IF_ERROR(RemoveDirectory(files_, dropped_));
  RETURN_IF_ERROR(FromRocksDb(aside_, files_.RenameFile(aside_, dropped_, kAsideIo, nullptr)));
  RETURN_IF_ERROR(SyncDirectory(files_, store_));
  return RemoveDirectory(files_, dropped_);
}

}  // namespace assessment
