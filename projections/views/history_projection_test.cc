#include "projections/views/history_projection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ledger/reason/reason_status.h"
#include "projections/views/testing/log_writer.h"
#include "projections/views/testing/sample_events.h"

namespace assessment {
namespace {

using testing::Confirmed;
using testing::Found;
using testing::LogWriter;
using testing::Proposed;
using Keep = HistoryProjection::Keep;

class HistoryProjectionTest : public ::testing::Test {
 protected:
  // Brings `histories` to the log's size.
  void Follow(HistoryProjection& histories) {
    const absl::Status followed = log_.log().Read(
        histories.size(), log_.size(), [&](uint64_t, const Record& record) -> absl::Status {
          return histories.Apply(std::make_shared<const ParsedRecord>(*ParseRecord(record)));
        });
    EXPECT_TRUE(followed.ok()) << followed;
  }

  static std::vector<uint64_t> Positions(HistoryProjection& histories, const std::string& unit,
                                         uint64_t size, Keep keep = Keep::kYes) {
    const absl::StatusOr<StreamPointer> stream =
        histories.StreamAt(IndexKey::Unit(unit), size, keep);
    EXPECT_TRUE(stream.ok()) << stream.status();
    std::vector<uint64_t> positions;
    for (const RecordPointer& record : (*stream)->records()) {
      positions.push_back(record->header.position());
    }
    return positions;
  }

  LogWriter log_;
};

using Numbers = std::vector<uint64_t>;

TEST_F(HistoryProjectionTest, GivesAUnitsEventsAtAnySizeReached) {
  HistoryProjection histories(log_.log());
  for (const char* unit : {"a", "b", "a", "a"}) log_.Add(Found(unit, "1.1"));
  Follow(histories);
  EXPECT_EQ(Positions(histories, "a", 4), (Numbers{0, 2, 3}));
  EXPECT_EQ(Positions(histories, "a", 3), (Numbers{0, 2}));
  EXPECT_EQ(Positions(histories, "a", 0), Numbers{});
  EXPECT_EQ(Positions(histories, "nobody", 4), Numbers{});
}

TEST_F(HistoryProjectionTest, GrowsAStreamThatItKeeps) {
  HistoryProjection histories(log_.log());
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_EQ(Positions(histories, "a", 1), Numbers{0});
  log_.Add(Found("b", "1.1"));
  log_.Add(Found("a", "1.1"));
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_EQ(Positions(histories, "a", 3), (Numbers{0, 2}));
  EXPECT_EQ(Positions(histories, "a", 4), (Numbers{0, 2, 3}));
  EXPECT_EQ(histories.resident_records(), 3u);
}

TEST_F(HistoryProjectionTest, GivesThePastOfAStreamThatItKeepsWithoutLaterCorrections) {
  HistoryProjection histories(log_.log());
  const uint64_t found = log_.Add(Found("a", "1.1"));
  const uint64_t confirmed = log_.Add(Confirmed(log_.Add(Proposed(found))));
  Follow(histories);
  const auto present = histories.StreamAt(IndexKey::Unit("a"), log_.size(), Keep::kYes);
  ASSERT_TRUE(present.ok()) << present.status();
  EXPECT_EQ((*present)->VoidedBy(found), confirmed);
  for (const Keep keep : {Keep::kYes, Keep::kNo}) {
    const auto past = histories.StreamAt(IndexKey::Unit("a"), confirmed, keep);
    ASSERT_TRUE(past.ok()) << past.status();
    EXPECT_EQ((*past)->records().size(), 2u);
    EXPECT_EQ((*past)->VoidedBy(found), std::nullopt);
  }
  EXPECT_EQ(histories.resident_records(), 3u);
}

TEST_F(HistoryProjectionTest, LeavesAStreamOnceGivenAsItWas) {
  HistoryProjection histories(log_.log());
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  const StreamPointer before = *histories.StreamAt(IndexKey::Unit("a"), 1, Keep::kYes);
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_EQ(Positions(histories, "a", 2), (Numbers{0, 1}));
  EXPECT_EQ(before->records().size(), 1u);
}

TEST_F(HistoryProjectionTest, KeepsNothingOfQuestionsAboutThePast) {
  HistoryProjection histories(log_.log());
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_EQ(Positions(histories, "a", 1, Keep::kNo), Numbers{0});
  EXPECT_EQ(histories.resident_records(), 0u);
}

TEST_F(HistoryProjectionTest, KeepsNoMoreRecordsThanItsBoundAndForgetsTheLongestUnasked) {
  HistoryProjection histories(log_.log(), 3);
  for (const char* unit : {"a", "b", "c"}) log_.Add(Found(unit, "1.1"));
  Follow(histories);
  for (const char* unit : {"a", "b", "c", "a"}) Positions(histories, unit, 3);
  EXPECT_EQ(histories.resident_records(), 3u);
  log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_EQ(histories.resident_records(), 3u);  // b went.
  EXPECT_EQ(Positions(histories, "a", 4), (Numbers{0, 3}));
  EXPECT_EQ(Positions(histories, "b", 4), Numbers{1});
  for (int i = 0; i < 10; ++i) log_.Add(Found("a", "1.1"));
  Follow(histories);
  EXPECT_LE(histories.resident_records(), 3u);
  EXPECT_EQ(Positions(histories, "a", 14).size(), 12u);
}

TEST_F(HistoryProjectionTest, StopsForGoodAtAnEventThatCannotBeFolded) {
  HistoryProjection histories(log_.log());
  log_.Add(Found("a", "1.1"));
  // A confirmation of what is no proposal: admission would have refused it.
  log_.Add(Confirmed(0));
  log_.Add(Found("b", "1.1"));
  Follow(histories);
  EXPECT_TRUE(histories.health().ok());
  const auto broken = histories.StreamAt(IndexKey::Unit("a"), 3, Keep::kYes);
  EXPECT_EQ(ReasonOf(broken.status()), ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_FALSE(histories.health().ok());
  EXPECT_FALSE(histories.StreamAt(IndexKey::Unit("b"), 3, Keep::kYes).ok());
  const uint64_t next = log_.Add(Found("b", "1.1"));
  const Record record = *log_.log().Get(next);
  EXPECT_FALSE(histories.Apply(std::make_shared<const ParsedRecord>(*ParseRecord(record))).ok());
}

}  // namespace
}  // namespace assessment
