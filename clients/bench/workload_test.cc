#include "clients/bench/workload.h"

#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <thread>

#include "clients/bench/blocking_caller.h"

namespace assessment::bench {
namespace {

using std::chrono::milliseconds;

// As many clients, each of which makes this call.
Workload Callers(int count, const BlockingCaller::Call& call) {
  Workload workload;
  for (int i = 0; i < count; ++i) {
    workload.callers.push_back(std::make_unique<BlockingCaller>(call));
  }
  return workload;
}

// One client whose first call takes 200 ms and whose others take no time.
Workload StallingOnce() {
  return Callers(1, [](uint64_t call) {
    if (call == 0) std::this_thread::sleep_for(milliseconds(200));
    return absl::OkStatus();
  });
}

// One client whose calls take 50 ms.
Workload Slow() {
  return Callers(1, [](uint64_t) {
    std::this_thread::sleep_for(milliseconds(50));
    return absl::OkStatus();
  });
}

TEST(RunWorkload, ChargesAStallToEveryCallThatWasDueMeanwhile) {
  absl::StatusOr<Measured> measured =
      RunWorkload(StallingOnce(), {.duration = milliseconds(300), .calls_per_second = 100});
  ASSERT_TRUE(measured.ok());
  EXPECT_EQ(measured->latencies.count(), 30u);
  // Twenty of the thirty were due while the first took its time.
  EXPECT_GE(measured->latencies.Quantile(500), milliseconds(40));
}

TEST(RunWorkload, CountsWhatWasDueAndNeverCalled) {
  absl::StatusOr<Measured> measured =
      RunWorkload(Slow(), {.duration = milliseconds(200), .calls_per_second = 100});
  ASSERT_TRUE(measured.ok());
  EXPECT_EQ(measured->latencies.count(), 20u);
  EXPECT_GE(measured->never_called, 10u);
}

TEST(RunWorkload, MeasuresNothingOfTheWarmUp) {
  absl::StatusOr<Measured> measured =
      RunWorkload(StallingOnce(), {.warm_up = milliseconds(100), .duration = milliseconds(200)});
  ASSERT_TRUE(measured.ok());
  EXPECT_LT(measured->latencies.Quantile(1000), milliseconds(200));
}

TEST(RunWorkload, MeasuresACallThatTakesLongerThanTheRun) {
  absl::StatusOr<Measured> measured =
      RunWorkload(Slow(), {.warm_up = milliseconds(10), .duration = milliseconds(10)});
  ASSERT_TRUE(measured.ok());
  EXPECT_EQ(measured->latencies.count(), 1u);
  EXPECT_GE(measured->latencies.Quantile(500), milliseconds(50));
}

TEST(RunWorkload, KeepsOneCallOfEachClientInFlight) {
  std::atomic<int> in_flight{0};
  std::atomic<int> most{0};
  const Workload workload = Callers(3, [&in_flight, &most](uint64_t) {
    const int now = ++in_flight;
    for (int seen = most; seen < now && !most.compare_exchange_weak(seen, now);) {
    }
    std::this_thread::sleep_for(milliseconds(20));
    --in_flight;
    return absl::OkStatus();
  });
  ASSERT_TRUE(RunWorkload(workload, {.duration = milliseconds(200)}).ok());
  EXPECT_EQ(most, 3);
  EXPECT_EQ(in_flight, 0);
}

TEST(RunWorkload, MeasuresACallOfEveryClient) {
  absl::StatusOr<Measured> measured =
      RunWorkload(Callers(5, [](uint64_t) { return absl::OkStatus(); }), {});
  ASSERT_TRUE(measured.ok());
  EXPECT_EQ(measured->latencies.count(), 5u);
}

TEST(RunWorkload, EndsWithTheFirstFailedCall) {
  Workload failing = Callers(3, [](uint64_t) { return absl::OkStatus(); });
  failing.callers.push_back(std::make_unique<BlockingCaller>(
      [](uint64_t call) { return call == 3 ? absl::InternalError("broken") : absl::OkStatus(); }));
  EXPECT_EQ(RunWorkload(failing, {.duration = std::chrono::seconds(60)}).status(),
            absl::InternalError("broken"));
}

TEST(RunWorkload, EndsAnOpenLoopWithTheFirstFailedCall) {
  const Workload failing = Callers(2, [](uint64_t call) {
    return call == 3 ? absl::InternalError("broken") : absl::OkStatus();
  });
  EXPECT_EQ(RunWorkload(failing, {.duration = std::chrono::seconds(60), .calls_per_second = 1000})
                .status(),
            absl::InternalError("broken"));
}

TEST(RunWorkload, EndsWhenTheClientBesideFails) {
  Workload workload = Callers(2, [](uint64_t) { return absl::OkStatus(); });
  workload.beside =
      std::make_unique<BlockingCaller>([](uint64_t) { return absl::InternalError("broken"); });
  EXPECT_EQ(RunWorkload(workload, {.duration = std::chrono::seconds(60)}).status(),
            absl::InternalError("broken"));
}

TEST(RunWorkload, LetsOneMoreClientWorkBeside) {
  std::atomic<uint64_t> calls{0};
  Workload workload = StallingOnce();
  workload.beside = std::make_unique<BlockingCaller>([&calls](uint64_t) {
    ++calls;
    std::this_thread::sleep_for(milliseconds(1));
    return absl::OkStatus();
  });
  absl::StatusOr<Measured> measured = RunWorkload(workload, {.duration = milliseconds(100)});
  ASSERT_TRUE(measured.ok());
  EXPECT_GT(calls, 0u);
  EXPECT_GT(measured->beside_per_second, 0);
}

TEST(TimeOneCall, MakesOneCallOfTheFirstClient) {
  std::atomic<uint64_t> calls{0};
  const Workload workload = Callers(4, [&calls](uint64_t) {
    ++calls;
    std::this_thread::sleep_for(milliseconds(10));
    return absl::OkStatus();
  });
  const absl::StatusOr<std::chrono::nanoseconds> time = TimeOneCall(workload);
  ASSERT_TRUE(time.ok());
  EXPECT_GE(*time, milliseconds(10));
  EXPECT_EQ(calls, 1u);
}

}  // namespace
}  // namespace assessment::bench
