#ifndef TESTS_CRASH_FAULTY_FILE_SYSTEM_H_
#define TESTS_CRASH_FAULTY_FILE_SYSTEM_H_

// A file system in front of another one that counts its operations by kind and makes a chosen one
// fail.

#include <array>
#include <cstdint>
#include <memory>
#include <mutex>
#include <set>
#include <string>

#include "rocksdb/file_system.h"

namespace assessment {

// Kinds of operations that can fail apart from each other.
enum class FileOperation : size_t {
  kCreate,  // A new file, or opening one to write in place.
  kOpen,    // Opening a file to read it.
  kRead,    // Also of the names of a directory.
  kWrite,   // Appending, writing in place, cutting.
  kSync,    // Of a file.
  kClose,   // Of a file that was written.
  kMakeDirectory,
  kOpenDirectory,
  kSyncDirectory,
  kRename,
  kLink,
  kDelete,  // Of a file or a directory.
};
inline constexpr size_t kFileOperations = 12;

// The kind in words: "sync of a directory".
const char* NameOf(FileOperation operation);

// Thread-safe.
class FaultyFileSystem : public rocksdb::FileSystemWrapper,
                         public std::enable_shared_from_this<FaultyFileSystem> {
 public:
  explicit FaultyFileSystem(const std::shared_ptr<rocksdb::FileSystem>& target);

  // Operations of a kind so far.
  uint64_t Count(FileOperation operation) const;

  // The `number`-th operation of this kind from now on, 1 being the next, fails with an I/O error,
  // and with `for_ever` all later ones too. A write that fails leaves the first half of its bytes;
  // after a sync that failed the later ones of that file answer OK and sync nothing, as a kernel
  // does that has marked the pages clean; everything else that fails does nothing.
  void Fail(FileOperation operation, uint64_t number, bool for_ever);

  // True when an operation failed; the path it was asked for.
  bool failed() const;
  std::string failed_path() const;

  static const char* kClassName() { return "FaultyFileSystem"; }
  const char* Name() const override { return kClassName(); }
  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions& options,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& path,
                                        const rocksdb::FileOptions& options,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions& options,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus GetChildren(const std::string& path, const rocksdb::IOOptions& options,
                                std::vector<std::string>* result,
                                rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus CreateDir(const std::string& path, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus CreateDirIfMissing(const std::string& path, const rocksdb::IOOptions& options,
                                       rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus DeleteDir(const std::string& path, const rocksdb::IOOptions& options,
                              rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions& options,
                               rocksdb::IODebugContext* debug) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions& options,
                             rocksdb::IODebugContext* debug) override;

  // For the open files. Counts an operation; OK when it is to take place.
  rocksdb::IOStatus Count(FileOperation operation, const std::string& path);
  // Counts a sync; `skip` is set when it is to be answered without being done.
  rocksdb::IOStatus CountSync(const std::string& path, bool* skip);

 private:
  rocksdb::IOStatus CountLocked(FileOperation operation, const std::string& path);

  mutable std::mutex mutex_;
  std::array<uint64_t, kFileOperations> counts_ = {};
  FileOperation failing_ = FileOperation::kCreate;
  uint64_t fails_at_ = ~uint64_t{0};
  bool for_ever_ = false;
  bool failed_ = false;
  std::string failed_path_;
  std::set<std::string> never_synced_;
};

}  // namespace assessment

#endif  // TESTS_CRASH_FAULTY_FILE_SYSTEM_H_
