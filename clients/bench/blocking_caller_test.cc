#include "clients/bench/blocking_caller.h"

#include <gtest/gtest.h>

#include <thread>

#include "clients/bench/workload.h"

namespace assessment::bench {
namespace {

TEST(BlockingCaller, MakesItsCallsOnOneThreadOfItsOwn) {
  std::vector<std::thread::id> threads;
  Workload workload;
  workload.callers.push_back(std::make_unique<BlockingCaller>([&threads](uint64_t call) {
    EXPECT_EQ(call, threads.size());
    threads.push_back(std::this_thread::get_id());
    return absl::OkStatus();
  }));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(TimeOneCall(workload).ok());
  ASSERT_EQ(threads.size(), 3u);
  EXPECT_NE(threads[0], std::this_thread::get_id());
  EXPECT_EQ(threads[0], threads[2]);
}

TEST(BlockingCaller, EndsWithoutHavingCalled) {
  BlockingCaller([](uint64_t) { return absl::OkStatus(); });
}

}  // namespace
}  // namespace assessment::bench
