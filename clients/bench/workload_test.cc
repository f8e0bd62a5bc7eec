#include "clients/bench/workload.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace assessment::bench {
namespace {

using std::chrono::milliseconds;

// One client whose first call takes 200 ms and whose others take no time.
Workload StallingOnce() {
  Workload workload;
  workload.call = [](int, uint64_t call) {
    if (call == 0) std::this_thread::sleep_for(milliseconds(200));
    return absl::OkStatus();
  };
  return workload;
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
  Workload slow;
  slow.call = [](int, uint64_t) {
    std::this_thread::sleep_for(milliseconds(50));
    return absl::OkStatus();
  };
  absl::StatusOr<Measured> measured =
      RunWorkload(slow, {.duration = milliseconds(200), .calls_per_second = 100});
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
  Workload slow;
  slow.call = [](int, uint64_t) {
    std::this_thread::sleep_for(milliseconds(50));
    return absl::OkStatus();
  };
  absl::StatusOr<Measured> measured =
      RunWorkload(slow, {.warm_up = milliseconds(10), .duration = milliseconds(10)});
  ASSERT_TRUE(measured.ok());
  EXPECT_EQ(measured->latencies.count(), 1u);
  EXPECT_GE(measured->latencies.Quantile(500), milliseconds(50));
}

TEST(RunWorkload, EndsWithTheFirstFailedCall) {
  Workload failing;
  failing.clients = 4;
  failing.call = [](int client, uint64_t call) {
    return client == 2 && call == 3 ? absl::InternalError("broken") : absl::OkStatus();
  };
  EXPECT_EQ(RunWorkload(failing, {.duration = std::chrono::seconds(60)}).status(),
            absl::InternalError("broken"));
}

TEST(RunWorkload, LetsOneMoreClientWorkBeside) {
  std::atomic<uint64_t> calls{0};
  Workload workload = StallingOnce();
  workload.beside = [&calls](uint64_t) {
    ++calls;
    std::this_thread::sleep_for(milliseconds(1));
    return absl::OkStatus();
  };
  absl::StatusOr<Measured> measured = RunWorkload(workload, {.duration = milliseconds(100)});
  ASSERT_TRUE(measured.ok());
  EXPECT_GT(calls, 0u);
  EXPECT_GT(measured->beside_per_second, 0);
}

}  // namespace
}  // namespace assessment::bench
