#include "ledger/service/worker_pool.h"

#include <atomic>
#include <future>

#include "gtest/gtest.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/call_limits.h"

namespace assessment {
namespace {

TEST(WorkerPool, RunsEveryCallItTookBeforeItStops) {
  std::atomic<int> ran = 0;
  WorkerPool pool(3, 1000);
  for (int i = 0; i < 500; ++i) ASSERT_TRUE(pool.Submit([&ran] { ++ran; }).ok());
  pool.Stop();
  EXPECT_EQ(ran, 500);
}

TEST(WorkerPool, RefusesCallsBeyondItsQueue) {
  // Before the pool: its thread uses them until the pool is gone.
  std::promise<void> started;
  std::promise<void> release;
  WorkerPool pool(1, 1);
  ASSERT_TRUE(pool.Submit([&] {
                    started.set_value();
                    release.get_future().wait();
                  })
                  .ok());
  started.get_future().wait();
  EXPECT_TRUE(pool.Submit([] {}).ok());
  EXPECT_EQ(ReasonOf(pool.Submit([] {})), ledger::v1::REASON_QUEUE_FULL);
  release.set_value();
}

TEST(WorkerPool, LeavesRoomForOthersWhenOneCallerFillsItsHalf) {
  std::promise<void> started;
  std::promise<void> release;
  WorkerPool pool(1, 4);
  ASSERT_TRUE(pool.Submit([&] {
                    started.set_value();
                    release.get_future().wait();
                  })
                  .ok());
  started.get_future().wait();
  EXPECT_TRUE(pool.SubmitFor("a", [] {}).ok());
  EXPECT_TRUE(pool.SubmitFor("a", [] {}).ok());
  EXPECT_EQ(ReasonOf(pool.SubmitFor("a", [] {})), ledger::v1::REASON_QUEUE_FULL);
  EXPECT_TRUE(pool.SubmitFor("b", [] {}).ok());
  release.set_value();
}

TEST(WorkerPool, RefusesCallsOnceItStopped) {
  WorkerPool pool(1, 1);
  pool.Stop();
  EXPECT_EQ(ReasonOf(pool.Submit([] {})), ledger::v1::REASON_SHUTTING_DOWN);
}

TEST(CallLimits, BoundOneCallerAndAllTogether) {
  CallLimits limits(3, 2);
  EXPECT_TRUE(limits.Enter("a").ok());
  EXPECT_TRUE(limits.Enter("a").ok());
  EXPECT_EQ(ReasonOf(limits.Enter("a")), ledger::v1::REASON_QUEUE_FULL);
  EXPECT_TRUE(limits.Enter("b").ok());
  EXPECT_EQ(ReasonOf(limits.Enter("c")), ledger::v1::REASON_QUEUE_FULL);
  limits.Leave("a");
  EXPECT_TRUE(limits.Enter("c").ok());
}

}  // namespace
}  // namespace assessment
