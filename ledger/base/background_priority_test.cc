#include "ledger/base/background_priority.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

namespace assessment {
namespace {

int NiceOfThisThread() { return getpriority(PRIO_PROCESS, static_cast<id_t>(gettid())); }

TEST(BackgroundPriorityTest, RunsTheWorkWithALowerPriorityThanItsCallers) {
  const int before = NiceOfThisThread();
  int within = -100;
  RunInBackground([&within] { within = NiceOfThisThread(); });
  EXPECT_EQ(within, std::max(before, 10));
  EXPECT_EQ(NiceOfThisThread(), before);
}

TEST(BackgroundPriorityTest, LeavesAThreadThatIsNicerAlreadyAsItIs) {
  int within = -100;
  std::thread([&within] {
    const int nicer = std::max(NiceOfThisThread(), 15);
    ASSERT_EQ(setpriority(PRIO_PROCESS, static_cast<id_t>(gettid()), nicer), 0);
    LowerThreadPriority();
    within = NiceOfThisThread();
  }).join();
  EXPECT_GE(within, 15);
}

}  // namespace
}  // namespace assessment
