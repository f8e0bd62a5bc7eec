#include "tests/crash/faulty_file_system.h"

#include <utility>

namespace assessment {
namespace {

using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;
using rocksdb::Slice;

class FaultySequentialFile : public rocksdb::FSSequentialFileOwnerWrapper {
 public:
  FaultySequentialFile(std::shared_ptr<FaultyFileSystem> files, std::string path,
                       std::unique_ptr<rocksdb::FSSequentialFile> target)
      : FSSequentialFileOwnerWrapper(std::move(target)),
        files_(std::move(files)),
        path_(std::move(path)) {}
  IOStatus Read(size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kRead, path_);
    if (!status.ok()) return status;
    return FSSequentialFileOwnerWrapper::Read(n, options, result, scratch, debug);
  }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
  const std::string path_;
};

class FaultyRandomAccessFile : public rocksdb::FSRandomAccessFileOwnerWrapper {
 public:
  FaultyRandomAccessFile(std::shared_ptr<FaultyFileSystem> files, std::string path,
                         std::unique_ptr<rocksdb::FSRandomAccessFile> target)
      : FSRandomAccessFileOwnerWrapper(std::move(target)),
        files_(std::move(files)),
        path_(std::move(path)) {}
  IOStatus Read(uint64_t offset, size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    const IOStatus status = files_->Count(FileOperation::kRead, path_);
    if (!status.ok()) return status;
    return FSRandomAccessFileOwnerWrapper::Read(offset, n, options, result, scratch, debug);
  }
  IOStatus MultiRead(rocksdb::FSReadRequest* requests, size_t count, const IOOptions& options,
                     IODebugContext* debug) override {
    for (size_t i = 0; i < count; ++i) {
      rocksdb::FSReadRequest& request = requests[i];
      request.status =
          Read(request.offset, request.len, options, &request.result, request.scratch, debug);
    }
    return IOStatus::OK();
  }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
  const std::string path_;
};

class FaultyWritableFile : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  FaultyWritableFile(std::shared_ptr<FaultyFileSystem> files, std::string path,
                     std::unique_ptr<rocksdb::FSWritableFile> target)
      : FSWritableFileOwnerWrapper(std::move(target)),
        files_(std::move(files)),
        path_(std::move(path)) {}
  IOStatus Append(const Slice& data, const IOOptions& options, IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kWrite, path_);
    if (status.ok()) return FSWritableFileOwnerWrapper::Append(data, options, debug);
    const Slice half(data.data(), data.size() / 2);
    FSWritableFileOwnerWrapper::Append(half, options, debug).PermitUncheckedError();
    return status;
  }
  IOStatus Append(const Slice& data, const IOOptions& options, const rocksdb::DataVerificationInfo&,
                  IODebugContext* debug) override {
    return Append(data, options, debug);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kWrite, path_);
    return status.ok() ? FSWritableFileOwnerWrapper::Truncate(size, options, debug) : status;
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    bool skip = false;
    const IOStatus status = files_->CountSync(path_, &skip);
    return skip ? status : FSWritableFileOwnerWrapper::Sync(options, debug);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kClose, path_);
    return status.ok() ? FSWritableFileOwnerWrapper::Close(options, debug) : status;
  }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
  const std::string path_;
};

class FaultyRandomRWFile : public rocksdb::FSRandomRWFileOwnerWrapper {
 public:
  FaultyRandomRWFile(std::shared_ptr<FaultyFileSystem> files, std::string path,
                     std::unique_ptr<rocksdb::FSRandomRWFile> target)
      : FSRandomRWFileOwnerWrapper(std::move(target)),
        files_(std::move(files)),
        path_(std::move(path)) {}
  IOStatus Write(uint64_t offset, const Slice& data, const IOOptions& options,
                 IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kWrite, path_);
    if (status.ok()) return FSRandomRWFileOwnerWrapper::Write(offset, data, options, debug);
    const Slice half(data.data(), data.size() / 2);
    FSRandomRWFileOwnerWrapper::Write(offset, half, options, debug).PermitUncheckedError();
    return status;
  }
  IOStatus Read(uint64_t offset, size_t n, const IOOptions& options, Slice* result, char* scratch,
                IODebugContext* debug) const override {
    const IOStatus status = files_->Count(FileOperation::kRead, path_);
    if (!status.ok()) return status;
    return FSRandomRWFileOwnerWrapper::Read(offset, n, options, result, scratch, debug);
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* debug) override {
    bool skip = false;
    const IOStatus status = files_->CountSync(path_, &skip);
    return skip ? status : FSRandomRWFileOwnerWrapper::Sync(options, debug);
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    return Sync(options, debug);
  }
  IOStatus Close(const IOOptions& options, IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kClose, path_);
    return status.ok() ? FSRandomRWFileOwnerWrapper::Close(options, debug) : status;
  }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
  const std::string path_;
};

class FaultyDirectory : public rocksdb::FSDirectoryWrapper {
 public:
  FaultyDirectory(std::shared_ptr<FaultyFileSystem> files, std::string path,
                  std::unique_ptr<rocksdb::FSDirectory> target)
      : FSDirectoryWrapper(std::move(target)), files_(std::move(files)), path_(std::move(path)) {}
  IOStatus Fsync(const IOOptions& options, IODebugContext* debug) override {
    const IOStatus status = files_->Count(FileOperation::kSyncDirectory, path_);
    return status.ok() ? FSDirectoryWrapper::Fsync(options, debug) : status;
  }
  IOStatus FsyncWithDirOptions(const IOOptions& options, IODebugContext* debug,
                               const rocksdb::DirFsyncOptions&) override {
    return Fsync(options, debug);
  }

 private:
  const std::shared_ptr<FaultyFileSystem> files_;
  const std::string path_;
};

}  // namespace

const char* NameOf(FileOperation operation) {
  switch (operation) {
    case FileOperation::kCreate:
      return "creation of a file";
    case FileOperation::kOpen:
      return "opening of a file";
    case FileOperation::kRead:
      return "read";
    case FileOperation::kWrite:
      return "write";
    case FileOperation::kSync:
      return "sync of a file";
    case FileOperation::kClose:
      return "close of a file";
    case FileOperation::kMakeDirectory:
      return "making of a directory";
    case FileOperation::kOpenDirectory:
      return "opening of a directory";
    case FileOperation::kSyncDirectory:
      return "sync of a directory";
    case FileOperation::kRename:
      return "rename";
    case FileOperation::kLink:
      return "link";
    case FileOperation::kDelete:
      return "deletion";
  }
  return "";
}

FaultyFileSystem::FaultyFileSystem(const std::shared_ptr<rocksdb::FileSystem>& target)
    : FileSystemWrapper(target) {}

uint64_t FaultyFileSystem::Count(FileOperation operation) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return counts_[static_cast<size_t>(operation)];
}

void FaultyFileSystem::Fail(FileOperation operation, uint64_t number, bool for_ever) {
  const std::lock_guard<std::mutex> lock(mutex_);
  failing_ = operation;
  fails_at_ = counts_[static_cast<size_t>(operation)] + number;
  for_ever_ = for_ever;
}

bool FaultyFileSystem::failed() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return failed_;
}

std::string FaultyFileSystem::failed_path() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return failed_path_;
}

IOStatus FaultyFileSystem::CountLocked(FileOperation operation, const std::string& path) {
  const uint64_t number = ++counts_[static_cast<size_t>(operation)];
  if (operation != failing_ || number < fails_at_) return IOStatus::OK();
  if (number > fails_at_ && !for_ever_) return IOStatus::OK();
  if (!failed_) failed_path_ = path;
  failed_ = true;
  return IOStatus::IOError(path, std::string("injected failure: ") + NameOf(operation));
}

IOStatus FaultyFileSystem::Count(FileOperation operation, const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return CountLocked(operation, path);
}

IOStatus FaultyFileSystem::CountSync(const std::string& path, bool* skip) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const IOStatus status = CountLocked(FileOperation::kSync, path);
  if (!status.ok()) never_synced_.insert(path);
  *skip = never_synced_.count(path) > 0;
  return status;
}

IOStatus FaultyFileSystem::NewSequentialFile(const std::string& path,
                                             const rocksdb::FileOptions& options,
                                             std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                             IODebugContext* debug) {
  IOStatus status = Count(FileOperation::kOpen, path);
  if (status.ok()) status = target()->NewSequentialFile(path, options, result, debug);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultySequentialFile>(shared_from_this(), path, std::move(*result));
  return status;
}

IOStatus FaultyFileSystem::NewRandomAccessFile(const std::string& path,
                                               const rocksdb::FileOptions& options,
                                               std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                               IODebugContext* debug) {
  IOStatus status = Count(FileOperation::kOpen, path);
  if (status.ok()) status = target()->NewRandomAccessFile(path, options, result, debug);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultyRandomAccessFile>(shared_from_this(), path, std::move(*result));
  return status;
}

IOStatus FaultyFileSystem::NewWritableFile(const std::string& path,
                                           const rocksdb::FileOptions& options,
                                           std::unique_ptr<rocksdb::FSWritableFile>* result,
                                           IODebugContext* debug) {
  IOStatus status = Count(FileOperation::kCreate, path);
  if (!status.ok()) return status;
  status = target()->NewWritableFile(path, options, result, debug);
  if (!status.ok()) return status;
  {
    // Another file now.
    const std::lock_guard<std::mutex> lock(mutex_);
    never_synced_.erase(path);
  }
  *result = std::make_unique<FaultyWritableFile>(shared_from_this(), path, std::move(*result));
  return status;
}

IOStatus FaultyFileSystem::NewRandomRWFile(const std::string& path,
                                           const rocksdb::FileOptions& options,
                                           std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                           IODebugContext* debug) {
  IOStatus status = Count(FileOperation::kCreate, path);
  if (status.ok()) status = target()->NewRandomRWFile(path, options, result, debug);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultyRandomRWFile>(shared_from_this(), path, std::move(*result));
  return status;
}

IOStatus FaultyFileSystem::NewDirectory(const std::string& path, const IOOptions& options,
                                        std::unique_ptr<rocksdb::FSDirectory>* result,
                                        IODebugContext* debug) {
  IOStatus status = Count(FileOperation::kOpenDirectory, path);
  if (status.ok()) status = target()->NewDirectory(path, options, result, debug);
  if (!status.ok()) return status;
  *result = std::make_unique<FaultyDirectory>(shared_from_this(), path, std::move(*result));
  return status;
}

IOStatus FaultyFileSystem::GetChildren(const std::string& path, const IOOptions& options,
                                       std::vector<std::string>* result, IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kRead, path);
  return status.ok() ? target()->GetChildren(path, options, result, debug) : status;
}

IOStatus FaultyFileSystem::DeleteFile(const std::string& path, const IOOptions& options,
                                      IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kDelete, path);
  if (!status.ok()) return status;
  return target()->DeleteFile(path, options, debug);
}

IOStatus FaultyFileSystem::CreateDir(const std::string& path, const IOOptions& options,
                                     IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kMakeDirectory, path);
  return status.ok() ? target()->CreateDir(path, options, debug) : status;
}

IOStatus FaultyFileSystem::CreateDirIfMissing(const std::string& path, const IOOptions& options,
                                              IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kMakeDirectory, path);
  return status.ok() ? target()->CreateDirIfMissing(path, options, debug) : status;
}

IOStatus FaultyFileSystem::DeleteDir(const std::string& path, const IOOptions& options,
                                     IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kDelete, path);
  return status.ok() ? target()->DeleteDir(path, options, debug) : status;
}

IOStatus FaultyFileSystem::RenameFile(const std::string& from, const std::string& to,
                                      const IOOptions& options, IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kRename, from);
  if (!status.ok()) return status;
  return target()->RenameFile(from, to, options, debug);
}

IOStatus FaultyFileSystem::LinkFile(const std::string& from, const std::string& to,
                                    const IOOptions& options, IODebugContext* debug) {
  const IOStatus status = Count(FileOperation::kLink, from);
  if (!status.ok()) return status;
  return target()->LinkFile(from, to, options, debug);
}

}  // namespace assessment
