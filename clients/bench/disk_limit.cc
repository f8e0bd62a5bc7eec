#include "clients/bench/disk_limit.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace assessment::bench {

absl::StatusOr<double> SyncsPerSecond(const std::string& directory, size_t bytes,
                                      std::chrono::milliseconds duration) {
  const std::string path = absl::StrCat(directory, "/ledger-bench-sync-", getpid());
  const int file = open(path.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
  if (file < 0) {
    return absl::UnavailableError(absl::StrCat("cannot write ", path, ": ", std::strerror(errno)));
  }
  unlink(path.c_str());
  const std::string payload(bytes, 'x');
  const auto begin = std::chrono::steady_clock::now();
  auto now = begin;
  uint64_t syncs = 0;
  while (now - begin < duration) {
    if (write(file, payload.data(), payload.size()) != static_cast<ssize_t>(payload.size()) ||
        fdatasync(file) != 0) {
      const int error = errno;
      close(file);
      return absl::UnavailableError(
          absl::StrCat("cannot sync a file in ", directory, ": ", std::strerror(error)));
    }
    ++syncs;
    now = std::chrono::steady_clock::now();
  }
  close(file);
  return static_cast<double>(syncs) / std::chrono::duration<double>(now - begin).count();
}

}  // namespace assessment::bench
