#ifndef TESTS_CRASH_SIMULATED_FILE_SYSTEM_H_
#define TESTS_CRASH_SIMULATED_FILE_SYSTEM_H_

// A file system in memory that knows what a power loss would leave: for each file the bytes of its
// last sync, for each directory the names of its last sync, and of everything later a random part.

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "rocksdb/file_system.h"

namespace assessment {

// Thread-safe. Paths are absolute; "/" exists.
class SimulatedFileSystem : public rocksdb::FileSystem,
                            public std::enable_shared_from_this<SimulatedFileSystem> {
 public:
  SimulatedFileSystem();

  // The power goes off at the `operations`-th change from now (a write, sync, creation, rename,
  // deletion): it and everything later fails, and nothing changes after it.
  void PowerOffAfter(uint64_t operations);
  bool power_is_off() const;
  // Changes so far.
  uint64_t operations() const;

  // Files for which `lies` is true answer to a sync without doing it.
  void LieAboutSync(std::function<bool(const std::string& path)> lies);

  // Bytes that all files together may have from now on. What does not fit is written as far as it
  // does and answered with NoSpace; a deleted file makes room. GetFreeSpace says what is left.
  void SetCapacity(uint64_t bytes);
  // True when something did not fit.
  bool ran_out() const;

  // While held, writing a new file with this suffix waits.
  void HoldWrites(const std::string& suffix);
  void ReleaseWrites();

  // What a power loss leaves: synced bytes and names, and a random part of the rest.
  std::shared_ptr<SimulatedFileSystem> AfterPowerLoss(std::mt19937_64& random) const;

  // What the death of the process alone leaves: everything.
  std::shared_ptr<SimulatedFileSystem> AfterProcessDeath() const;

  // Everything as fields, and back, durable: to carry it from one process to another. Two names of
  // one file become two files.
  std::vector<std::string> ToFields() const;
  static std::shared_ptr<SimulatedFileSystem> FromFields(const std::vector<std::string>& fields);

  // Paths of all files, sorted, and their content: for tests that damage them and compare.
  std::map<std::string, std::string> Files() const;
  // Replaces the content of a file, durably; removes it.
  void SetContent(const std::string& path, std::string content);
  void Remove(const std::string& path);

  // rocksdb::FileSystem.
  static const char* kClassName() { return "SimulatedFileSystem"; }
  const char* Name() const override { return kClassName(); }
  rocksdb::IOStatus NewSequentialFile(const std::string& path, const rocksdb::FileOptions&,
                                      std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                      rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewRandomAccessFile(const std::string& path, const rocksdb::FileOptions&,
                                        std::unique_ptr<rocksdb::FSRandomAccessFile>* result,
                                        rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewWritableFile(const std::string& path, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewRandomRWFile(const std::string& path, const rocksdb::FileOptions&,
                                    std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                    rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewDirectory(const std::string& path, const rocksdb::IOOptions&,
                                 std::unique_ptr<rocksdb::FSDirectory>* result,
                                 rocksdb::IODebugContext*) override;
  rocksdb::IOStatus FileExists(const std::string& path, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetChildren(const std::string& path, const rocksdb::IOOptions&,
                                std::vector<std::string>* result,
                                rocksdb::IODebugContext*) override;
  rocksdb::IOStatus DeleteFile(const std::string& path, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;
  rocksdb::IOStatus CreateDir(const std::string& path, const rocksdb::IOOptions&,
                              rocksdb::IODebugContext*) override;
  rocksdb::IOStatus CreateDirIfMissing(const std::string& path, const rocksdb::IOOptions&,
                                       rocksdb::IODebugContext*) override;
  rocksdb::IOStatus DeleteDir(const std::string& path, const rocksdb::IOOptions&,
                              rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetFileSize(const std::string& path, const rocksdb::IOOptions&,
                                uint64_t* result, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetFileModificationTime(const std::string& path, const rocksdb::IOOptions&,
                                            uint64_t* result, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus RenameFile(const std::string& from, const std::string& to,
                               const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus LinkFile(const std::string& from, const std::string& to,
                             const rocksdb::IOOptions&, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus LockFile(const std::string& path, const rocksdb::IOOptions&,
                             rocksdb::FileLock** result, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus UnlockFile(rocksdb::FileLock* lock, const rocksdb::IOOptions&,
                               rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetTestDirectory(const rocksdb::IOOptions&, std::string* result,
                                     rocksdb::IODebugContext*) override;
  rocksdb::IOStatus NewLogger(const std::string& path, const rocksdb::IOOptions&,
                              std::shared_ptr<rocksdb::Logger>* result,
                              rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetAbsolutePath(const std::string& path, const rocksdb::IOOptions&,
                                    std::string* result, rocksdb::IODebugContext*) override;
  rocksdb::IOStatus IsDirectory(const std::string& path, const rocksdb::IOOptions&, bool* result,
                                rocksdb::IODebugContext*) override;
  rocksdb::IOStatus GetFreeSpace(const std::string& path, const rocksdb::IOOptions&,
                                 uint64_t* result, rocksdb::IODebugContext*) override;

  // A file or directory apart from its names.
  struct Inode {
    bool is_directory = false;
    std::string path;  // As it was made; for LieAboutSync.

    // Of a file: its bytes, those of its last sync, and the lowest offset changed since.
    std::string bytes;
    std::string durable;
    size_t changed_from = 0;

    // Of a directory: its names, those of its last sync, and the changes since in order; the names
    // of one change happen together.
    std::map<std::string, std::shared_ptr<Inode>> names;
    std::map<std::string, std::shared_ptr<Inode>> durable_names;
    std::vector<std::map<std::string, std::shared_ptr<Inode>>> changes;
  };

  // For the open files: reads and changes of one inode.
  rocksdb::IOStatus ReadAt(const Inode& inode, uint64_t offset, size_t count,
                           rocksdb::Slice* result, char* scratch) const;
  rocksdb::IOStatus WriteAt(Inode& inode, uint64_t offset, const rocksdb::Slice& data);
  rocksdb::IOStatus Append(Inode& inode, const rocksdb::Slice& data);
  rocksdb::IOStatus CutInode(Inode& inode, uint64_t size);
  rocksdb::IOStatus Sync(Inode& inode);
  uint64_t SizeOf(const Inode& inode) const;

 private:
  // Counts a change. True when it takes place: also for the one at which the power goes off, which
  // may reach the disk but is answered with a failure like all that follow.
  bool Change(rocksdb::IOStatus* status);
  // How many of `growth` bytes more fit; fewer than asked for set NoSpace in `status`.
  size_t Fitting(const Inode& inode, size_t growth, rocksdb::IOStatus* status);
  uint64_t FreeBytes() const;
  std::shared_ptr<Inode> Lookup(const std::string& path) const;
  // The directory that holds `path`, and the last part of it.
  std::shared_ptr<Inode> Parent(const std::string& path, std::string* name) const;
  void SetNames(Inode& directory, std::map<std::string, std::shared_ptr<Inode>> change);

  mutable std::mutex mutex_;
  std::condition_variable released_;
  std::string held_suffix_;
  std::shared_ptr<Inode> root_;
  std::set<std::string> locked_;
  std::function<bool(const std::string&)> lies_;
  uint64_t capacity_ = uint64_t{1} << 40;
  bool ran_out_ = false;
  uint64_t operations_ = 0;
  uint64_t power_off_at_ = ~uint64_t{0};
};

}  // namespace assessment

#endif  // TESTS_CRASH_SIMULATED_FILE_SYSTEM_H_
