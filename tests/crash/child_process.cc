#include "tests/crash/child_process.h"

#include <sys/wait.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "ledger/base/check.h"
#include "ledger/log/key_layout.h"

// The packaged database is built with assertions. One of them can fail on its background threads
// once every call of the file system fails, after the power is gone: the process ends, as it would
// have a moment later. Told apart here from this project's own checks, which abort.
extern "C" void __assert_fail(const char* assertion, const char* file, unsigned int line,
                              const char* function) noexcept {
  std::fprintf(stderr, "%s:%u: %s: assertion %s\n", file, line, function, assertion);
  _exit(assessment::kEndedByLibraryAssertion);
}

namespace assessment {
namespace {

void WriteAll(int fd, absl::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(fd, bytes.data(), bytes.size());
    CHECK(written > 0);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
}

std::string ReadAllBytes(int fd) {
  std::string bytes;
  char buffer[65536];
  while (true) {
    const ssize_t count = read(fd, buffer, sizeof(buffer));
    CHECK(count >= 0);
    if (count == 0) return bytes;
    bytes.append(buffer, static_cast<size_t>(count));
  }
}

}  // namespace

ChildProcess::ChildProcess(const std::function<std::vector<std::string>()>& body) {
  int ends[2];
  CHECK(pipe(ends) == 0);
  pid_ = fork();
  CHECK(pid_ >= 0);
  end_ = ends[0];
  if (pid_ > 0) {
    close(ends[1]);
    return;
  }
  close(ends[0]);
  std::string bytes;
  for (const std::string& field : body()) {
    AppendBigEndian64(field.size(), bytes);
    bytes.append(field);
  }
  WriteAll(ends[1], bytes);
  _exit(0);
}

absl::StatusOr<std::vector<std::string>> ChildProcess::Finish() {
  const std::string bytes = ReadAllBytes(end_);
  close(end_);
  int status = 0;
  CHECK(waitpid(pid_, &status, 0) == pid_);
  if (WIFEXITED(status) && WEXITSTATUS(status) == kEndedByLibraryAssertion) {
    return absl::UnavailableError("an assertion of a library ended the child");
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return absl::AbortedError(absl::StrCat("the child ended with wait status ", status));
  }
  std::vector<std::string> fields;
  absl::string_view rest = bytes;
  while (!rest.empty()) {
    const uint64_t length = ReadBigEndian64(rest);
    CHECK(rest.size() >= 8 + length);
    fields.emplace_back(rest.substr(8, length));
    rest.remove_prefix(8 + length);
  }
  return fields;
}

absl::StatusOr<std::vector<std::string>> RunInChild(
    const std::function<std::vector<std::string>()>& body) {
  return ChildProcess(body).Finish();
}

}  // namespace assessment
