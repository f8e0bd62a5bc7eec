#include "ledger/base/private_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

absl::Status FileError(absl::string_view what, const std::string& path, int error) {
  return absl::InternalError(absl::StrCat(what, " ", path, ": ", std::strerror(error)));
}

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }

 private:
  const int fd_;
};

std::string DirectoryOf(const std::string& path) {
  const size_t slash = path.rfind('/');
  if (slash == std::string::npos) return ".";
  return slash == 0 ? "/" : path.substr(0, slash);
}

absl::Status SyncDirectory(const std::string& directory) {
  const Descriptor fd(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (fd.get() < 0) return FileError("cannot open directory", directory, errno);
  if (::fsync(fd.get()) != 0) return FileError("cannot sync directory", directory, errno);
  return absl::OkStatus();
}

absl::Status WriteAll(int fd, absl::string_view content, const std::string& path) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      return FileError("cannot write", path, errno);
    }
    content.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(fd) != 0) return FileError("cannot sync", path, errno);
  return absl::OkStatus();
}

absl::Status ReplaceFile(const std::string& path, absl::string_view content, mode_t mode) {
  const std::string aside = path + ".new";
  {
    const Descriptor fd(::open(aside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode));
    if (fd.get() < 0) return FileError("cannot create", aside, errno);
    // A file left behind by a crash keeps the mode it had.
    if (::fchmod(fd.get(), mode) != 0) return FileError("cannot set the mode of", aside, errno);
    RETURN_IF_ERROR(WriteAll(fd.get(), content, aside));
  }
  if (::rename(aside.c_str(), path.c_str()) != 0) return FileError("cannot replace", path, errno);
  return SyncDirectory(DirectoryOf(path));
}

}  // namespace

absl::Status ReplacePrivateFile(const std::string& path, absl::string_view content) {
  return ReplaceFile(path, content, 0600);
}

absl::Status ReplaceReadableFile(const std::string& path, absl::string_view content) {
  return ReplaceFile(path, content, 0644);
}

absl::StatusOr<std::string> ReadPrivateFile(const std::string& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (fd.get() < 0) {
    if (errno == ENOENT) return absl::NotFoundError(absl::StrCat("no file ", path));
    return FileError("cannot open", path, errno);
  }
  struct stat status;
  if (::fstat(fd.get(), &status) != 0) return FileError("cannot look at", path, errno);
  if ((status.st_mode & 077) != 0) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s has mode %04o, expected 0600: others may have seen what it holds, so "
                        "replace that, then run chmod 600",
                        path, status.st_mode & 0777));
  }
  std::string content;
  char buffer[16384];
  for (;;) {
    const ssize_t got = ::read(fd.get(), buffer, sizeof(buffer));
    if (got < 0) {
      if (errno == EINTR) continue;
      return FileError("cannot read", path, errno);
    }
    if (got == 0) return content;
    content.append(buffer, static_cast<size_t>(got));
  }
}

absl::Status MakePrivateDirectory(const std::string& path) {
  if (::mkdir(path.c_str(), 0700) == 0) return SyncDirectory(DirectoryOf(path));
  if (errno != EEXIST) return FileError("cannot make directory", path, errno);
  struct stat status;
  if (::stat(path.c_str(), &status) != 0) return FileError("cannot look at", path, errno);
  if (!S_ISDIR(status.st_mode)) {
    return absl::FailedPreconditionError(absl::StrCat(path, " is there and is no directory"));
  }
  return absl::OkStatus();
}

}  // namespace assessment
