#ifndef TESTS_CRASH_CHILD_PROCESS_H_
#define TESTS_CRASH_CHILD_PROCESS_H_

#include <sys/types.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace assessment {

// Exit status of a child that an assertion inside a library ended.
inline constexpr int kEndedByLibraryAssertion = 99;

// A forked child that runs `body` and ends right after it, without destructors and without waiting
// for threads, as a process does when it is killed. Whoever starts one must have no other threads.
class ChildProcess {
 public:
  explicit ChildProcess(const std::function<std::vector<std::string>()>& body);

  // Waits for the end and returns what `body` returned. ABORTED with the wait status when the child
  // ended otherwise. Call once.
  absl::StatusOr<std::vector<std::string>> Finish();

 private:
  pid_t pid_ = 0;
  int end_ = -1;
};

// Starts a child and waits for it.
absl::StatusOr<std::vector<std::string>> RunInChild(
    const std::function<std::vector<std::string>()>& body);

}  // namespace assessment

#endif  // TESTS_CRASH_CHILD_PROCESS_H_
