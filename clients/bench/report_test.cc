#include "clients/bench/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

ReportLine Line() {
  ReportLine line;
  line.workload = "append-1";
  line.description = "durable append";
  line.ledger_size = 62;
  line.first = std::chrono::milliseconds(20);
  line.per_second = 500;
  line.latencies.Add(std::chrono::microseconds(1500));
  line.limits.push_back({"echo", 2000});
  return line;
}

TEST(Report, SaysALineAsOneJsonObject) {
  EXPECT_EQ(ToJson(Line()),
            "{\"workload\": \"append-1\", \"description\": \"durable append\", \"ledger_size\": "
            "62, \"calls\": 1, \"offered_per_second\": 0, \"per_second\": 500.0, \"first_ms\": "
            "20.000, \"p50_ms\": "
            "1.500, \"p99_ms\": 1.500, \"p99_9_ms\": 1.500, \"never_called\": 0, "
            "\"beside_per_second\": 0.0, \"limits\": [{\"limit\": \"echo\", \"per_second\": "
            "2000.0, \"ratio\": 0.250}]}");
}

TEST(Report, ShowsTheRatioToEachLimit) { EXPECT_THAT(ToTable(Line()), HasSubstr("ratio 0.25")); }

TEST(Report, SaysWhatAnOpenLoopLeftUndone) {
  ReportLine line = Line();
  EXPECT_THAT(ToTable(line), Not(HasSubstr("open loop")));
  line.offered_per_second = 1000;
  line.never_called = 7;
  EXPECT_THAT(ToTable(line), HasSubstr("1000 calls due a second, 7 of them never made"));
}

}  // namespace
}  // namespace assessment::bench
