#include "ledger/admission/trace_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::HasSubstr;

class TraceCheckTest : public ::testing::Test {
 protected:
  TraceCheckTest() {
    ledger_.SetUpCycle();
    traces_.size = ledger_.log().DurableTail().size;
    Admission admission(kLedger, ledger_.log(), [] { return std::string(); });
    EXPECT_TRUE(admission.Replay().ok());
    traces_.positions = admission.replayed_traces();
  }

  absl::Status Check() {
    TraceCheck check(kLedger, ledger_.log(), traces_);
    return ledger_.log().Read(0, ledger_.log().DurableTail().size,
                              [&check](uint64_t position, const Record& record) {
                                return check.Visit(position, record);
                              });
  }

  TestLedger ledger_;
  TraceList traces_;
};

TEST_F(TraceCheckTest, FindsNothingWrongWithTheListOfTheLog) {
  const absl::Status checked = Check();
  EXPECT_TRUE(checked.ok()) << checked;
}

TEST_F(TraceCheckTest, NamesAPositionThatTheListLeavesOut) {
  traces_.positions.erase(traces_.positions.begin() + 2);
  const absl::Status checked = Check();
  EXPECT_EQ(checked.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(checked.message()), HasSubstr("leaves out position 2"));
}

TEST_F(TraceCheckTest, LooksAtNothingBeyondTheSizeOfTheList) {
  traces_.size = 2;
  traces_.positions = {0, 1};
  EXPECT_TRUE(Check().ok());
}

}  // namespace
}  // namespace assessment::testing
