#include "ledger/log/trace_list.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "assessment/storage/v1/trace_list.pb.h"

namespace assessment {
namespace {

TraceList SomeTraces() { return {1000, Sha256("root"), {0, 1, 2, 17, 300, 999}}; }

TEST(TraceListTest, ReadsWhatItWrote) {
  for (const TraceList& list : {SomeTraces(), TraceList(), TraceList{1, Sha256("r"), {0}}}) {
    const absl::StatusOr<TraceList> read =
        DecodeTraceList("141100", EncodeTraceList("141100", list));
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(*read, list);
  }
}

TEST(TraceListTest, RefusesAListWithAnyByteChangedOrCutOff) {
  const std::string bytes = EncodeTraceList("141100", SomeTraces());
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    EXPECT_FALSE(DecodeTraceList("141100", damaged).ok()) << "byte " << i;
    EXPECT_FALSE(DecodeTraceList("141100", bytes.substr(0, i)).ok()) << "length " << i;
  }
}

TEST(TraceListTest, RefusesTheListOfAnotherLedger) {
  EXPECT_FALSE(DecodeTraceList("140700", EncodeTraceList("141100", SomeTraces())).ok());
}

TEST(TraceListTest, SaysThatAListWasMadeByOtherRules) {
  storage::v1::TraceList other;
  other.set_rules(kTraceRules + 1);
  const std::string bytes = other.SerializeAsString();
  EXPECT_EQ(DecodeTraceList("", absl::StrCat(Sha256(bytes).view(), bytes)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(TraceListTest, RefusesPositionsThatDoNotAscendBelowTheSize) {
  for (const std::vector<uint64_t>& positions :
       {std::vector<uint64_t>{0, 0}, {5, 4}, {1000}, {~uint64_t{0}}}) {
    const TraceList wrong{1000, Sha256("root"), positions};
    EXPECT_FALSE(DecodeTraceList("141100", EncodeTraceList("141100", wrong)).ok());
  }
}

}  // namespace
}  // namespace assessment
