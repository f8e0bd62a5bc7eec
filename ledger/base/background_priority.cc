#include "ledger/base/background_priority.h"

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#endif

#include <thread>

namespace assessment {

void LowerThreadPriority() {
#ifdef __linux__
  // A thread of it gets about a tenth of what one of the usual niceness gets on a busy processor.
  constexpr int kBackgroundNice = 10;
  const auto self = static_cast<id_t>(gettid());
  errno = 0;
  const int present = getpriority(PRIO_PROCESS, self);
  // A process that was started nicer still stays so.
  if (errno != 0 || present >= kBackgroundNice) return;
  setpriority(PRIO_PROCESS, self, kBackgroundNice);
#endif
}

void RunInBackground(absl::FunctionRef<void()> work) {
  std::thread([work] {
    LowerThreadPriority();
    work();
  }).join();
}

}  // namespace assessment
