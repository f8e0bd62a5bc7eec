#include "projections/views/projection_traces.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using testing::LogWriter;
using testing::SampleLedger;

class ProjectionTracesTest : public ::testing::Test {
 protected:
  ProjectionTracesTest() {
    ledger_.OpenYear({"a", "b"});
    for (int i = 0; i < 20; ++i) ledger_.log.Add(testing::Found("a", "1.1"));
    ledger_.log.Add(testing::Renamed("a", "county a again"));
    while (ledger_.host().Traces().size < ledger_.log.size()) std::this_thread::yield();
    traces_ = ledger_.host().Traces();
  }

  absl::Status Check() const {
    return CheckProjectionTraces(LogWriter::kLedger, ledger_.log.log(), traces_,
                                 [] { return false; });
  }

  SampleLedger ledger_;
  TraceList traces_;
};

TEST_F(ProjectionTracesTest, FindsNothingWrongWithWhatTheProjectionsLeft) {
  EXPECT_LT(traces_.positions.size(), 10u) << "findings leave none";
  const absl::Status checked = Check();
  EXPECT_TRUE(checked.ok()) << checked;
}

TEST_F(ProjectionTracesTest, FindsATraceThatTheListLeavesOut) {
  traces_.positions.pop_back();
  EXPECT_EQ(Check().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ProjectionTracesTest, FindsATraceThatTheListInvents) {
  traces_.positions.insert(traces_.positions.end() - 1, traces_.positions.back() - 1);
  EXPECT_EQ(Check().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ProjectionTracesTest, GiveTheAnswersOfTheWholeLog) {
  ProjectionHost from_traces(LogWriter::kLedger, ledger_.log.log(), {&ledger_.clock});
  from_traces.StartFrom(traces_);
  ledger_.log.Add(testing::Found("a", "1.1"));
  for (const uint64_t size : {ledger_.log.size(), traces_.size, traces_.size - 5}) {
    const auto as_of = SampleLedger::AtSize(size);
    const auto whole = ledger_.Ask(ProjectionKind::kScores, as_of);
    const auto traced =
        from_traces.Ask(ProjectionKind::kScores, as_of, 0,
                        std::chrono::steady_clock::now() + std::chrono::seconds(60));
    ASSERT_TRUE(whole.ok()) << whole.status();
    ASSERT_TRUE(traced.ok()) << traced.status();
    EXPECT_EQ(testing::SheetOf(*traced, "a")->SerializeAsString(),
              testing::SheetOf(*whole, "a")->SerializeAsString());
  }
}

}  // namespace
}  // namespace assessment
