#ifndef TESTS_CRASH_CHILD_PROCESS_H_
#define TESTS_CRASH_CHILD_PROCESS_H_

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace assessment {

// Runs `body` in a forked child that ends right after it, without destructors and without waiting
// for threads, as a process does when it is killed; returns what `body` returned. ABORTED when the
// child ended otherwise. The caller must have no other threads.
absl::StatusOr<std::vector<std::string>> RunInChild(
    const std::function<std::vector<std::string>()>& body);

}  // namespace assessment

#endif  // TESTS_CRASH_CHILD_PROCESS_H_
