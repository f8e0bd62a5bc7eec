#include "clients/bench/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A second of calls that each took a millisecond.
Measurement Measured(const std::string& workload, uint64_t calls, int batch = 1) {
  Measurement measurement;
  measurement.workload = workload;
  measurement.clients = 1;
  measurement.connections = 1;
  measurement.batch = batch;
  measurement.measured = std::chrono::seconds(1);
  measurement.calls = calls;
  measurement.events = calls * static_cast<uint64_t>(batch);
  measurement.latency.Record(std::chrono::milliseconds(1));
  return measurement;
}

TEST(ParseStoreLimits, ReadsOneObjectOfNumbers) {
  const auto limits = ParseStoreLimits("{\"fdatasync_per_second\": 5000, \"payload_bytes\": 400}");
  ASSERT_TRUE(limits.ok()) << limits.status();
  EXPECT_EQ(limits->at("fdatasync_per_second"), 5'000);
  EXPECT_EQ(limits->at("payload_bytes"), 400);
}

TEST(ParseStoreLimits, RefusesWhatIsNoObjectOfNumbers) {
  for (const char* text : {"", "[1]", "{\"a\": \"b\"}", "{"}) {
    EXPECT_EQ(ParseStoreLimits(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(Ratios, AreOfEventsToTheEchoOfTheSameShape) {
  const auto ratios = Ratios({Measured("echo", 1'000), Measured("append", 700)}, {});
  ASSERT_EQ(ratios.size(), 1u);
  EXPECT_EQ(ratios[0].workload, "append");
  EXPECT_DOUBLE_EQ(ratios[0].ratio, 0.7);
}

TEST(Ratios, BoundOneClientByARoundTripAndASync) {
  const auto ratios = Ratios({Measured("echo-one", 10'000), Measured("append-one", 2'000)},
                             {{"fdatasync_per_second", 5'000}});
  ASSERT_EQ(ratios.size(), 2u);
  EXPECT_NEAR(ratios[0].limit_per_second, 10'000.0 / 3, 1e-6);
  EXPECT_NEAR(ratios[0].ratio, 0.6, 1e-6);
}

TEST(Ratios, AreLeftOutWhereOneSideWasNotMeasured) {
  EXPECT_THAT(Ratios({Measured("append", 700)}, {}), IsEmpty());
  EXPECT_THAT(Ratios({Measured("echo", 700)}, {{"rocksdb_sync_puts_64_threads", 1}}), IsEmpty());
}

TEST(RenderTable, ShowsRatesLatenciesAndRatios) {
  Report report;
  report.machine = {.cores = 2, .memory_mib = 24'000, .processor = "some processor"};
  report.event_bytes = 400;
  report.seconds = 1;
  report.measurements = {Measured("echo", 30'000), Measured("append", 1'234'567)};
  report.limits = {{"fdatasync_per_second", 5'000}};
  const std::string table = RenderTable(report);
  EXPECT_THAT(table, HasSubstr("2 cores, 24,000 MiB of memory, some processor"));
  EXPECT_THAT(table, HasSubstr("1,234,567"));
  EXPECT_THAT(table, HasSubstr("41.15 of gRPC echo"));
  EXPECT_THAT(table, ContainsRegex("limit +5,000 +fdatasync"));
}

TEST(RenderTable, TellsWhyClientsEnded) {
  Report report;
  report.measurements = {Measured("append", 1)};
  report.measurements[0].failures = 2;
  report.measurements[0].first_failure = "connection refused";
  EXPECT_THAT(RenderTable(report),
              HasSubstr("append: 2 clients ended because a call failed: connection refused"));
}

}  // namespace
}  // namespace assessment::bench
