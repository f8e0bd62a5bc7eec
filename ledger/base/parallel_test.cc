#include "ledger/base/parallel.h"

#include <atomic>
#include <thread>
#include <vector>

#include "gtest/gtest.h"

namespace assessment {
namespace {

TEST(RunTasks, DoesEachTaskOnceWhateverTheNumberOfWorkers) {
  for (const size_t workers : {1, 2, 7}) {
    std::vector<std::atomic<int>> done(100);
    RunTasks(done.size(), workers, [&](size_t worker, size_t task) {
      EXPECT_LT(worker, workers);
      ++done[task];
    });
    for (const std::atomic<int>& count : done) EXPECT_EQ(count, 1);
  }
}

TEST(RunTasks, KeepsToTheCallingThreadWithOneWorker) {
  const std::thread::id caller = std::this_thread::get_id();
  std::vector<size_t> tasks;
  RunTasks(3, 1, [&](size_t, size_t task) {
    EXPECT_EQ(std::this_thread::get_id(), caller);
    tasks.push_back(task);
  });
  EXPECT_EQ(tasks, (std::vector<size_t>{0, 1, 2}));
}

TEST(RunTasks, ReturnsAtOnceWithoutTasks) {
  RunTasks(0, 4, [](size_t, size_t) { FAIL(); });
}

}  // namespace
}  // namespace assessment
