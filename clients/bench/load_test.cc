#include "clients/bench/load.h"

#include <gtest/gtest.h>

#include "clients/bench/bench_events.h"
#include "clients/bench/echo_server.h"

namespace assessment::bench {
namespace {

LoadOptions ShortRun(const std::string& address) {
  LoadOptions options;
  options.address = address;
  options.in_flight = 5;
  options.connections = 2;
  options.threads = 2;
  options.warm_up = std::chrono::milliseconds(20);
  options.duration = std::chrono::milliseconds(100);
  return options;
}

std::function<MakeRequest(int)> BatchesOf(const BenchLedger& ledger, int events) {
  return [&ledger, events](int thread) -> MakeRequest {
    auto maker = std::make_shared<FindingMaker>(ledger, KeyOrder::kOrdered, SystemClock(),
                                                static_cast<uint64_t>(thread));
    return [maker, events] { return maker->NextBatch(events); };
  };
}

TEST(RunLoad, CountsCallsEventsAndLatencies) {
  const EchoServer echo;
  const BenchLedger ledger{.ledger = "l", .token = "t", .units = {"a"}};
  LoadResult result = RunLoad(ShortRun(echo.address()), BatchesOf(ledger, 3));
  EXPECT_EQ(result.failures, 0u) << result.first_failure;
  EXPECT_GT(result.calls, 0u);
  EXPECT_EQ(result.events, 3 * result.calls);
  EXPECT_EQ(result.latencies.count(), result.calls);
  EXPECT_GT(result.latencies.Percentile(500).count(), 0);
}

TEST(RunLoad, StopsAtTheFirstFailureAndShowsIt) {
  LoadOptions options = ShortRun("127.0.0.1:1");
  options.duration = std::chrono::seconds(60);
  const BenchLedger ledger{.ledger = "l", .token = "t", .units = {"a"}};
  const LoadResult result = RunLoad(options, BatchesOf(ledger, 1));
  EXPECT_GT(result.failures, 0u);
  EXPECT_FALSE(result.first_failure.empty());
}

}  // namespace
}  // namespace assessment::bench
