#include "tests/crash/simulated_file_system.h"

#include <algorithm>
#include <utility>

namespace assessment {
namespace {

using Inode = SimulatedFileSystem::Inode;
using rocksdb::IOStatus;

constexpr size_t kSectorBytes = 512;

IOStatus NotThere(const std::string& path) { return IOStatus::PathNotFound(path); }

class SimulatedSequentialFile : public rocksdb::FSSequentialFile {
 public:
  SimulatedSequentialFile(std::shared_ptr<SimulatedFileSystem> files, std::shared_ptr<Inode> inode)
      : files_(std::move(files)), inode_(std::move(inode)) {}
  IOStatus Read(size_t n, const rocksdb::IOOptions&, rocksdb::Slice* result, char* scratch,
                rocksdb::IODebugContext*) override {
    const IOStatus status = files_->ReadAt(*inode_, offset_, n, result, scratch);
    if (status.ok()) offset_ += result->size();
    return status;
  }
  IOStatus Skip(uint64_t n) override {
    offset_ += n;
    return IOStatus::OK();
  }

 private:
  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<Inode> inode_;
  uint64_t offset_ = 0;
};

class SimulatedRandomAccessFile : public rocksdb::FSRandomAccessFile {
 public:
  SimulatedRandomAccessFile(std::shared_ptr<SimulatedFileSystem> files,
                            std::shared_ptr<Inode> inode)
      : files_(std::move(files)), inode_(std::move(inode)) {}
  IOStatus Read(uint64_t offset, size_t n, const rocksdb::IOOptions&, rocksdb::Slice* result,
                char* scratch, rocksdb::IODebugContext*) const override {
    return files_->ReadAt(*inode_, offset, n, result, scratch);
  }

 private:
  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<Inode> inode_;
};

class SimulatedWritableFile : public rocksdb::FSWritableFile {
 public:
  SimulatedWritableFile(std::shared_ptr<SimulatedFileSystem> files, std::shared_ptr<Inode> inode)
      : files_(std::move(files)), inode_(std::move(inode)) {}
  using rocksdb::FSWritableFile::Append;
  IOStatus Append(const rocksdb::Slice& data, const rocksdb::IOOptions&,
                  rocksdb::IODebugContext*) override {
    return files_->Append(*inode_, data);
  }
  IOStatus Truncate(uint64_t size, const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return files_->CutInode(*inode_, size);
  }
  IOStatus Close(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return IOStatus::OK();
  }
  IOStatus Flush(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return IOStatus::OK();
  }
  IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return files_->Sync(*inode_);
  }
  bool IsSyncThreadSafe() const override { return true; }
  uint64_t GetFileSize(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return files_->SizeOf(*inode_);
  }

 private:
  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<Inode> inode_;
};

class SimulatedRandomRWFile : public rocksdb::FSRandomRWFile {
 public:
  SimulatedRandomRWFile(std::shared_ptr<SimulatedFileSystem> files, std::shared_ptr<Inode> inode)
      : files_(std::move(files)), inode_(std::move(inode)) {}
  IOStatus Write(uint64_t offset, const rocksdb::Slice& data, const rocksdb::IOOptions&,
                 rocksdb::IODebugContext*) override {
    return files_->WriteAt(*inode_, offset, data);
  }
  IOStatus Read(uint64_t offset, size_t n, const rocksdb::IOOptions&, rocksdb::Slice* result,
                char* scratch, rocksdb::IODebugContext*) const override {
    return files_->ReadAt(*inode_, offset, n, result, scratch);
  }
  IOStatus Flush(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return IOStatus::OK();
  }
  IOStatus Sync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return files_->Sync(*inode_);
  }
  IOStatus Close(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return IOStatus::OK();
  }

 private:
  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<Inode> inode_;
};

class SimulatedDirectory : public rocksdb::FSDirectory {
 public:
  SimulatedDirectory(std::shared_ptr<SimulatedFileSystem> files, std::shared_ptr<Inode> inode)
      : files_(std::move(files)), inode_(std::move(inode)) {}
  IOStatus Fsync(const rocksdb::IOOptions&, rocksdb::IODebugContext*) override {
    return files_->Sync(*inode_);
  }

 private:
  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<Inode> inode_;
};

class SimulatedLock : public rocksdb::FileLock {
 public:
  explicit SimulatedLock(std::string locked_path) : path(std::move(locked_path)) {}
  const std::string path;
};

class SilentLog : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char*, va_list) override {}
  size_t GetLogFileSize() const override { return 0; }
};

bool EndsWith(const std::string& text, const std::string& suffix) {
  return text.size() >= suffix.size() &&
         text.compare(text.size() - suffix.size(), suffix.size(), suffix) == 0;
}

// The bytes of a file after a power loss: those synced; of what was appended since a random
// beginning, in logs now and then with a sector that never reached the disk; of what was
// overwritten since each sector old, new, or torn. (A MANIFEST with such a sector in its unsynced
// end is refused by the database: nothing is lost, but an operator must act.)
std::string BytesAfterPowerLoss(const Inode& file, std::mt19937_64& random) {
  std::string bytes = file.durable;
  const size_t overwritten_end = std::min(file.durable.size(), file.bytes.size());
  for (size_t begin = file.changed_from; begin < overwritten_end;) {
    const size_t sector_end = std::min((begin / kSectorBytes + 1) * kSectorBytes, overwritten_end);
    const size_t length = sector_end - begin;
    const uint64_t fate = random() % 3;
    const size_t written = fate == 0 ? 0 : fate == 1 ? length : random() % (length + 1);
    bytes.replace(begin, written, file.bytes, begin, written);
    begin = sector_end;
  }
  if (file.bytes.size() > file.durable.size()) {
    const size_t appended = file.bytes.size() - file.durable.size();
    const size_t kept = random() % 4 == 0 ? 0 : random() % (appended + 1);
    bytes.append(file.bytes, file.durable.size(), kept);
    if (kept > 0 && EndsWith(file.path, ".log") && random() % 4 == 0) {
      const size_t hole = file.durable.size() + random() % kept;
      const size_t hole_end =
          std::min((hole / kSectorBytes + 1) * kSectorBytes, file.durable.size() + kept);
      bytes.replace(hole, hole_end - hole, hole_end - hole, '\0');
    }
  }
  return bytes;
}

void MakeDurable(Inode& inode) {
  if (inode.is_directory) {
    inode.durable_names = inode.names;
    inode.changes.clear();
    return;
  }
  inode.durable.resize(inode.bytes.size());
  if (inode.changed_from < inode.bytes.size()) {
    inode.durable.replace(inode.changed_from, std::string::npos, inode.bytes, inode.changed_from);
  }
  inode.changed_from = inode.bytes.size();
}

// Copies a tree; two names of one inode stay two names of one.
class TreeCopy {
 public:
  explicit TreeCopy(std::mt19937_64* power_loss) : random_(power_loss) {}

  std::shared_ptr<Inode> Copy(const std::shared_ptr<Inode>& inode) {
    std::shared_ptr<Inode>& copy = copies_[inode.get()];
    if (copy != nullptr) return copy;
    copy = std::make_shared<Inode>();
    const std::shared_ptr<Inode> result = copy;
    result->is_directory = inode->is_directory;
    result->path = inode->path;
    if (inode->is_directory) {
      for (const auto& [name, child] : NamesLeft(*inode)) result->names[name] = Copy(child);
    } else {
      result->bytes = random_ == nullptr ? inode->bytes : BytesAfterPowerLoss(*inode, *random_);
    }
    MakeDurable(*result);
    return result;
  }

 private:
  std::map<std::string, std::shared_ptr<Inode>> NamesLeft(const Inode& directory) {
    if (random_ == nullptr) return directory.names;
    std::map<std::string, std::shared_ptr<Inode>> names = directory.durable_names;
    // Half of the time nothing unsynced survives, else a beginning of the changes.
    const size_t kept = (*random_)() % 2 == 0 ? 0 : (*random_)() % (directory.changes.size() + 1);
    for (size_t i = 0; i < kept; ++i) {
      for (const auto& [name, child] : directory.changes[i]) {
        if (child == nullptr) {
          names.erase(name);
        } else {
          names[name] = child;
        }
      }
    }
    return names;
  }

  std::mt19937_64* const random_;
  std::map<const Inode*, std::shared_ptr<Inode>> copies_;
};

void CollectFiles(const std::string& path, const Inode& inode,
                  std::map<std::string, std::string>& files) {
  if (!inode.is_directory) {
    files[path] = inode.bytes;
    return;
  }
  for (const auto& [name, child] : inode.names) CollectFiles(path + "/" + name, *child, files);
}

// Each file once, however many names it has.
void CollectInodes(const Inode& inode, std::set<const Inode*>& files) {
  if (!inode.is_directory) files.insert(&inode);
  for (const auto& [name, child] : inode.names) CollectInodes(*child, files);
}

// For each name the path, "d" or "f", and the bytes; a directory before what it holds.
void CollectFields(const std::string& path, const Inode& inode, std::vector<std::string>& fields) {
  fields.push_back(path);
  fields.push_back(inode.is_directory ? "d" : "f");
  fields.push_back(inode.bytes);
  for (const auto& [name, child] : inode.names) CollectFields(path + "/" + name, *child, fields);
}

}  // namespace

SimulatedFileSystem::SimulatedFileSystem() : root_(std::make_shared<Inode>()) {
  root_->is_directory = true;
}

void SimulatedFileSystem::PowerOffAfter(uint64_t operations) {
  const std::lock_guard<std::mutex> lock(mutex_);
  power_off_at_ = operations_ + operations;
}

bool SimulatedFileSystem::power_is_off() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return operations_ >= power_off_at_;
}

uint64_t SimulatedFileSystem::operations() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return operations_;
}

void SimulatedFileSystem::LieAboutSync(std::function<bool(const std::string& path)> lies) {
  const std::lock_guard<std::mutex> lock(mutex_);
  lies_ = std::move(lies);
}

void SimulatedFileSystem::SetCapacity(uint64_t bytes) {
  const std::lock_guard<std::mutex> lock(mutex_);
  capacity_ = bytes;
}

bool SimulatedFileSystem::ran_out() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return ran_out_;
}

void SimulatedFileSystem::HoldWrites(const std::string& suffix) {
  const std::lock_guard<std::mutex> lock(mutex_);
  held_suffix_ = suffix;
}

void SimulatedFileSystem::ReleaseWrites() {
  const std::lock_guard<std::mutex> lock(mutex_);
  held_suffix_.clear();
  released_.notify_all();
}

std::shared_ptr<SimulatedFileSystem> SimulatedFileSystem::AfterPowerLoss(
    std::mt19937_64& random) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto left = std::make_shared<SimulatedFileSystem>();
  left->root_ = TreeCopy(&random).Copy(root_);
  return left;
}

std::shared_ptr<SimulatedFileSystem> SimulatedFileSystem::AfterProcessDeath() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  auto left = std::make_shared<SimulatedFileSystem>();
  left->root_ = TreeCopy(nullptr).Copy(root_);
  return left;
}

std::vector<std::string> SimulatedFileSystem::ToFields() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::vector<std::string> fields;
  for (const auto& [name, child] : root_->names) CollectFields("/" + name, *child, fields);
  return fields;
}

std::shared_ptr<SimulatedFileSystem> SimulatedFileSystem::FromFields(
    const std::vector<std::string>& fields) {
  auto files = std::make_shared<SimulatedFileSystem>();
  for (size_t i = 0; i + 2 < fields.size(); i += 3) {
    auto inode = std::make_shared<Inode>();
    inode->path = fields[i];
    inode->is_directory = fields[i + 1] == "d";
    inode->bytes = fields[i + 2];
    std::string name;
    const std::shared_ptr<Inode> directory = files->Parent(fields[i], &name);
    directory->names[name] = inode;
    MakeDurable(*directory);
    MakeDurable(*inode);
  }
  return files;
}

std::map<std::string, std::string> SimulatedFileSystem::Files() const {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::map<std::string, std::string> files;
  CollectFiles("", *root_, files);
  return files;
}

void SimulatedFileSystem::SetContent(const std::string& path, std::string content) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  inode->bytes = std::move(content);
  inode->changed_from = 0;
  MakeDurable(*inode);
}

void SimulatedFileSystem::Remove(const std::string& path) {
  const std::lock_guard<std::mutex> lock(mutex_);
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(path, &name);
  directory->names.erase(name);
  MakeDurable(*directory);
}

bool SimulatedFileSystem::Change(IOStatus* status) {
  *status = IOStatus::OK();
  const bool off = operations_ >= power_off_at_;
  if (!off) ++operations_;
  if (operations_ >= power_off_at_) *status = IOStatus::IOError("the power is off");
  return !off;
}

uint64_t SimulatedFileSystem::FreeBytes() const {
  std::set<const Inode*> files;
  CollectInodes(*root_, files);
  uint64_t used = 0;
  for (const Inode* file : files) used += file->bytes.size();
  return capacity_ - std::min(used, capacity_);
}

size_t SimulatedFileSystem::Fitting(const Inode& inode, size_t growth, IOStatus* status) {
  const uint64_t free = FreeBytes();
  if (growth <= free) return growth;
  ran_out_ = true;
  *status = IOStatus::NoSpace(inode.path, "no space left");
  return free;
}

std::shared_ptr<Inode> SimulatedFileSystem::Lookup(const std::string& path) const {
  std::shared_ptr<Inode> inode = root_;
  for (size_t begin = 0; begin < path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    if (end > begin) {
      if (!inode->is_directory) return nullptr;
      const auto child = inode->names.find(path.substr(begin, end - begin));
      if (child == inode->names.end()) return nullptr;
      inode = child->second;
    }
    begin = end + 1;
  }
  return inode;
}

std::shared_ptr<Inode> SimulatedFileSystem::Parent(const std::string& path,
                                                   std::string* name) const {
  std::string plain = path;
  while (!plain.empty() && plain.back() == '/') plain.pop_back();
  const size_t slash = plain.rfind('/');
  *name = plain.substr(slash + 1);
  const std::shared_ptr<Inode> parent = Lookup(plain.substr(0, slash));
  return parent != nullptr && parent->is_directory ? parent : nullptr;
}

void SimulatedFileSystem::SetNames(Inode& directory,
                                   std::map<std::string, std::shared_ptr<Inode>> change) {
  for (const auto& [name, child] : change) {
    if (child == nullptr) {
      directory.names.erase(name);
    } else {
      directory.names[name] = child;
    }
  }
  directory.changes.push_back(std::move(change));
}

IOStatus SimulatedFileSystem::ReadAt(const Inode& inode, uint64_t offset, size_t count,
                                     rocksdb::Slice* result, char* scratch) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  const size_t begin = std::min<size_t>(offset, inode.bytes.size());
  const size_t length = std::min(count, inode.bytes.size() - begin);
  inode.bytes.copy(scratch, length, begin);
  *result = rocksdb::Slice(scratch, length);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::WriteAt(Inode& inode, uint64_t offset, const rocksdb::Slice& data) {
  const std::lock_guard<std::mutex> lock(mutex_);
  IOStatus status;
  if (!Change(&status)) return status;
  size_t size = data.size();
  if (inode.bytes.size() < offset + size) {
    const size_t growth = offset + size - inode.bytes.size();
    const size_t fitting = Fitting(inode, growth, &status);
    inode.bytes.resize(inode.bytes.size() + fitting);
    size -= std::min(size, growth - fitting);
  }
  inode.bytes.replace(std::min<size_t>(offset, inode.bytes.size()), size, data.data(), size);
  inode.changed_from = std::min<size_t>(inode.changed_from, offset);
  return status;
}

IOStatus SimulatedFileSystem::Append(Inode& inode, const rocksdb::Slice& data) {
  const std::lock_guard<std::mutex> lock(mutex_);
  IOStatus status;
  if (!Change(&status)) return status;
  inode.bytes.append(data.data(), Fitting(inode, data.size(), &status));
  return status;
}

IOStatus SimulatedFileSystem::CutInode(Inode& inode, uint64_t size) {
  const std::lock_guard<std::mutex> lock(mutex_);
  IOStatus status;
  if (!Change(&status)) return status;
  inode.bytes.resize(size);
  inode.changed_from = std::min<size_t>(inode.changed_from, size);
  return status;
}

IOStatus SimulatedFileSystem::Sync(Inode& inode) {
  const std::lock_guard<std::mutex> lock(mutex_);
  IOStatus status;
  if (!Change(&status)) return status;
  if (!lies_ || !lies_(inode.path)) MakeDurable(inode);
  return status;
}

uint64_t SimulatedFileSystem::SizeOf(const Inode& inode) const {
  const std::lock_guard<std::mutex> lock(mutex_);
  return inode.bytes.size();
}

IOStatus SimulatedFileSystem::NewSequentialFile(const std::string& path,
                                                const rocksdb::FileOptions&,
                                                std::unique_ptr<rocksdb::FSSequentialFile>* result,
                                                rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || inode->is_directory) return NotThere(path);
  *result = std::make_unique<SimulatedSequentialFile>(shared_from_this(), inode);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::NewRandomAccessFile(
    const std::string& path, const rocksdb::FileOptions&,
    std::unique_ptr<rocksdb::FSRandomAccessFile>* result, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || inode->is_directory) return NotThere(path);
  *result = std::make_unique<SimulatedRandomAccessFile>(shared_from_this(), inode);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::NewWritableFile(const std::string& path, const rocksdb::FileOptions&,
                                              std::unique_ptr<rocksdb::FSWritableFile>* result,
                                              rocksdb::IODebugContext*) {
  std::unique_lock<std::mutex> lock(mutex_);
  released_.wait(lock, [&] { return held_suffix_.empty() || !EndsWith(path, held_suffix_); });
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(path, &name);
  if (directory == nullptr) return NotThere(path);
  IOStatus status;
  if (!Change(&status)) return status;
  auto inode = std::make_shared<Inode>();
  inode->path = path;
  SetNames(*directory, {{name, inode}});
  if (status.ok()) {
    *result = std::make_unique<SimulatedWritableFile>(shared_from_this(), inode);
  }
  return status;
}

IOStatus SimulatedFileSystem::NewRandomRWFile(const std::string& path, const rocksdb::FileOptions&,
                                              std::unique_ptr<rocksdb::FSRandomRWFile>* result,
                                              rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || inode->is_directory) return NotThere(path);
  *result = std::make_unique<SimulatedRandomRWFile>(shared_from_this(), inode);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::NewDirectory(const std::string& path, const rocksdb::IOOptions&,
                                           std::unique_ptr<rocksdb::FSDirectory>* result,
                                           rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || !inode->is_directory) return NotThere(path);
  *result = std::make_unique<SimulatedDirectory>(shared_from_this(), inode);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::FileExists(const std::string& path, const rocksdb::IOOptions&,
                                         rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  return Lookup(path) != nullptr ? IOStatus::OK() : IOStatus::NotFound(path);
}

IOStatus SimulatedFileSystem::GetChildren(const std::string& path, const rocksdb::IOOptions&,
                                          std::vector<std::string>* result,
                                          rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || !inode->is_directory) return NotThere(path);
  result->clear();
  for (const auto& [name, child] : inode->names) result->push_back(name);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::DeleteFile(const std::string& path, const rocksdb::IOOptions&,
                                         rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || inode->is_directory) return NotThere(path);
  IOStatus status;
  if (!Change(&status)) return status;
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(path, &name);
  SetNames(*directory, {{name, nullptr}});
  return status;
}

IOStatus SimulatedFileSystem::CreateDir(const std::string& path, const rocksdb::IOOptions&,
                                        rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (Lookup(path) != nullptr) return IOStatus::IOError(path, "exists");
  std::string name;
  const std::shared_ptr<Inode> parent = Parent(path, &name);
  if (parent == nullptr) return NotThere(path);
  IOStatus status;
  if (!Change(&status)) return status;
  auto inode = std::make_shared<Inode>();
  inode->is_directory = true;
  inode->path = path;
  SetNames(*parent, {{name, inode}});
  return status;
}

IOStatus SimulatedFileSystem::CreateDirIfMissing(const std::string& path,
                                                 const rocksdb::IOOptions& options,
                                                 rocksdb::IODebugContext* debug) {
  if (FileExists(path, options, debug).ok()) return IOStatus::OK();
  return CreateDir(path, options, debug);
}

IOStatus SimulatedFileSystem::DeleteDir(const std::string& path, const rocksdb::IOOptions&,
                                        rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr || !inode->is_directory) return NotThere(path);
  if (!inode->names.empty()) return IOStatus::IOError(path, "not empty");
  IOStatus status;
  if (!Change(&status)) return status;
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(path, &name);
  SetNames(*directory, {{name, nullptr}});
  return status;
}

IOStatus SimulatedFileSystem::GetFileSize(const std::string& path, const rocksdb::IOOptions&,
                                          uint64_t* result, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr) return NotThere(path);
  *result = inode->bytes.size();
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::GetFileModificationTime(const std::string& path,
                                                      const rocksdb::IOOptions& options,
                                                      uint64_t* result,
                                                      rocksdb::IODebugContext* debug) {
  *result = 0;
  return FileExists(path, options, debug);
}

IOStatus SimulatedFileSystem::RenameFile(const std::string& from, const std::string& to,
                                         const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(from);
  std::string from_name;
  std::string to_name;
  const std::shared_ptr<Inode> from_directory = Parent(from, &from_name);
  const std::shared_ptr<Inode> to_directory = Parent(to, &to_name);
  if (inode == nullptr || to_directory == nullptr) return NotThere(from);
  IOStatus status;
  if (!Change(&status)) return status;
  if (from_directory == to_directory) {
    SetNames(*from_directory, {{from_name, nullptr}, {to_name, inode}});
  } else {
    SetNames(*to_directory, {{to_name, inode}});
    SetNames(*from_directory, {{from_name, nullptr}});
  }
  return status;
}

IOStatus SimulatedFileSystem::LinkFile(const std::string& from, const std::string& to,
                                       const rocksdb::IOOptions&, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(from);
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(to, &name);
  if (inode == nullptr || directory == nullptr) return NotThere(from);
  if (directory->names.count(name) > 0) return IOStatus::IOError(to, "exists");
  IOStatus status;
  if (!Change(&status)) return status;
  SetNames(*directory, {{name, inode}});
  return status;
}

IOStatus SimulatedFileSystem::LockFile(const std::string& path, const rocksdb::IOOptions&,
                                       rocksdb::FileLock** result, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (!locked_.insert(path).second) return IOStatus::IOError(path, "is locked");
  std::string name;
  const std::shared_ptr<Inode> directory = Parent(path, &name);
  if (directory != nullptr && directory->names.count(name) == 0) {
    SetNames(*directory, {{name, std::make_shared<Inode>()}});
  }
  *result = new SimulatedLock(path);
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::UnlockFile(rocksdb::FileLock* lock, const rocksdb::IOOptions&,
                                         rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> guard(mutex_);
  locked_.erase(static_cast<SimulatedLock*>(lock)->path);
  delete lock;
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::GetTestDirectory(const rocksdb::IOOptions&, std::string* result,
                                               rocksdb::IODebugContext*) {
  *result = "/test";
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::NewLogger(const std::string&, const rocksdb::IOOptions&,
                                        std::shared_ptr<rocksdb::Logger>* result,
                                        rocksdb::IODebugContext*) {
  *result = std::make_shared<SilentLog>();
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::GetAbsolutePath(const std::string& path, const rocksdb::IOOptions&,
                                              std::string* result, rocksdb::IODebugContext*) {
  *result = path;
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::IsDirectory(const std::string& path, const rocksdb::IOOptions&,
                                          bool* result, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  const std::shared_ptr<Inode> inode = Lookup(path);
  if (inode == nullptr) return NotThere(path);
  *result = inode->is_directory;
  return IOStatus::OK();
}

IOStatus SimulatedFileSystem::GetFreeSpace(const std::string&, const rocksdb::IOOptions&,
                                           uint64_t* result, rocksdb::IODebugContext*) {
  const std::lock_guard<std::mutex> lock(mutex_);
  *result = FreeBytes();
  return IOStatus::OK();
}

}  // namespace assessment
