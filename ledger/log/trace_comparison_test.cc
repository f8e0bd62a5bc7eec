#include "ledger/log/trace_comparison.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace assessment {
namespace {

// What comparing a list of ten records says of a fold in which `left` leave a trace.
absl::Status Compare(const std::vector<uint64_t>& listed, const std::vector<uint64_t>& left) {
  const TraceList traces{.size = 10, .root = {}, .positions = listed};
  TraceComparison comparison(traces);
  for (uint64_t position = 0; position < traces.size; ++position) {
    const absl::Status compared =
        comparison.Compare(position, std::binary_search(left.begin(), left.end(), position));
    if (!compared.ok()) return compared;
  }
  return absl::OkStatus();
}

TEST(TraceComparisonTest, FindsNothingWrongWithTheListThatTheFoldGives) {
  EXPECT_TRUE(Compare({0, 1, 5, 9}, {0, 1, 5, 9}).ok());
  EXPECT_TRUE(Compare({}, {}).ok());
}

TEST(TraceComparisonTest, NamesThePositionThatTheListLeavesOut) {
  for (const std::vector<uint64_t>& listed : {std::vector<uint64_t>{0, 9}, {0}}) {
    const absl::Status compared = Compare(listed, {0, 5, 9});
    EXPECT_EQ(compared.code(), absl::StatusCode::kDataLoss);
    EXPECT_EQ(std::string(compared.message()), "the list of traces leaves out position 5");
  }
}

TEST(TraceComparisonTest, NamesThePositionThatTheListHasWithoutReason) {
  const absl::Status compared = Compare({0, 5, 9}, {0, 9});
  EXPECT_EQ(compared.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(std::string(compared.message()), "the list of traces has without reason position 5");
}

}  // namespace
}  // namespace assessment
