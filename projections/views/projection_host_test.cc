#include "projections/views/projection_host.h"

#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "ledger/reason/reason_status.h"
#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using testing::LogWriter;
using testing::SampleLedger;

TEST(ProjectionHost, AnswersFromTheDurableSizeWhenNothingIsSaid) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  for (int i = 0; i < 100; ++i) {
    ledger.log.Add(testing::Found("a", "1.1"));
    const auto snapshot = ledger.Ask(ProjectionKind::kScores);
    ASSERT_TRUE(snapshot.ok()) << snapshot.status();
    EXPECT_EQ(snapshot->view->size(), ledger.log.size());
  }
}

TEST(ProjectionHost, RefusesASizeThatTheLogHasNotReached) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const auto as_of = SampleLedger::AtSize(ledger.log.size() + 1);
  EXPECT_EQ(ReasonOf(ledger.Ask(ProjectionKind::kScores, as_of).status()),
            ledger::v1::REASON_SIZE_NOT_REACHED);
  EXPECT_EQ(ReasonOf(ledger.Ask(ProjectionKind::kScores, {}, ledger.log.size() + 1).status()),
            ledger::v1::REASON_SIZE_NOT_REACHED);
}

TEST(ProjectionHost, TakesTheLargestPrefixNotLaterThanAMoment) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const auto size_at = [&ledger](int64_t time) {
    const auto snapshot = ledger.Ask(ProjectionKind::kScores, SampleLedger::AtTime(time));
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return snapshot->view->size();
  };
  EXPECT_EQ(size_at(LogWriter::RecordTimeAt(2)), 3u);
  EXPECT_EQ(size_at(LogWriter::RecordTimeAt(2) - 1), 2u);
  EXPECT_EQ(size_at(LogWriter::RecordTimeAt(2) + 1), 3u);
  EXPECT_EQ(size_at(0), 0u);
}

TEST(ProjectionHost, RefusesAMomentInTheFuture) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const auto as_of = SampleLedger::AtTime(ledger.clock.now + 1);
  EXPECT_EQ(ReasonOf(ledger.Ask(ProjectionKind::kScores, as_of).status()),
            ledger::v1::REASON_TIME_IN_FUTURE);
}

TEST(ProjectionHost, RefusesAMomentBeforeTheSizeSeen) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  EXPECT_EQ(ReasonOf(ledger.Ask(ProjectionKind::kScores, SampleLedger::AtSize(2), 3).status()),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST(ProjectionHost, SaysAtOnceThatAProjectionIsStale) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  EXPECT_TRUE(ledger.Ask(ProjectionKind::kVetoes).ok());
  // Registered twice: admission would have refused it.
  const uint64_t defect = ledger.log.Add(testing::Registered("a", "county a"));
  ledger.log.Add(testing::Found("a", "1.1"));
  for (const ProjectionKind kind : {ProjectionKind::kRegistry, ProjectionKind::kScores,
                                    ProjectionKind::kVetoes, ProjectionKind::kTrail}) {
    const absl::Status stale = ledger.Ask(kind).status();
    EXPECT_EQ(ReasonOf(stale), ledger::v1::REASON_PROJECTION_STALE) << stale;
    // Also when asked for a size it had reached.
    EXPECT_EQ(ReasonOf(ledger.Ask(kind, SampleLedger::AtSize(defect)).status()),
              ledger::v1::REASON_PROJECTION_STALE);
  }
  EXPECT_FALSE(ledger.host().serving());
  const std::vector<Follower::State> states = ledger.host().States();
  EXPECT_EQ(states[0].name, "registry");
  EXPECT_EQ(states[0].size, defect);
  EXPECT_FALSE(states[0].status.ok());
  EXPECT_EQ(states[1].name, "histories");
  EXPECT_TRUE(states[1].status.ok());
}

TEST(ProjectionHost, SaysThatItIsStaleOnceAnAnswerCannotBeFolded) {
  SampleLedger ledger;
  ledger.OpenYear({"a", "b"});
  const uint64_t found = ledger.log.Add(testing::Found("a", "1.1"));
  ledger.log.Add(testing::Confirmed(found));  // Confirms what is no proposal.
  const auto snapshot = ledger.Ask(ProjectionKind::kScores);
  ASSERT_TRUE(snapshot.ok());
  EXPECT_EQ(ReasonOf(testing::SheetOf(*snapshot, "a").status()),
            ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_EQ(ReasonOf(ledger.Ask(ProjectionKind::kScores).status()),
            ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_FALSE(ledger.host().serving());
}

TEST(ProjectionHost, GivesTheSameAnswersAfterARebuild) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  ledger.log.Add(testing::Found("a", "1.1"));
  const auto before = testing::SheetOf(*ledger.Ask(ProjectionKind::kScores), "a");
  ledger.host().Rebuild();
  const auto after = testing::SheetOf(*ledger.Ask(ProjectionKind::kScores), "a");
  EXPECT_EQ(after->SerializeAsString(), before->SerializeAsString());
  ledger.log.Add(testing::Found("a", "1.1"));
  EXPECT_EQ(testing::SheetOf(*ledger.Ask(ProjectionKind::kScores), "a")->final_milli(), 8'000);
}

TEST(ProjectionHost, KeepsASnapshotAsItWasThroughGrowthAndRebuild) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const auto snapshot = ledger.Ask(ProjectionKind::kScores);
  ledger.log.Add(testing::Found("a", "1.1"));
  ledger.host().Rebuild();
  EXPECT_EQ(testing::SheetOf(*snapshot, "a")->final_milli(), 10'000);
}

TEST(ProjectionHost, AnswersManyReadersWhileTheLogGrows) {
  SampleLedger ledger({.resident_records = 50});
  ledger.OpenYear({"a", "b", "c"});
  std::atomic<bool> done = false;
  std::vector<std::thread> readers;
  for (const char* unit : {"a", "b", "c"}) {
    readers.emplace_back([&ledger, &done, unit] {
      while (!done) {
        const auto snapshot = ledger.Ask(ProjectionKind::kScores);
        ASSERT_TRUE(snapshot.ok()) << snapshot.status();
        const auto sheet = testing::SheetOf(*snapshot, unit);
        ASSERT_TRUE(sheet.ok()) << sheet.status();
        // The same size gives the same answer whichever way it is read.
        const auto again =
            ledger.Ask(ProjectionKind::kScores, SampleLedger::AtSize(snapshot->view->size()));
        ASSERT_TRUE(again.ok()) << again.status();
        const auto cycle = again->view->registry().FindCycle(testing::kCycle);
        auto from_past = ScoreAt(*again->view, *cycle, unit, ScoreDetail::kSheet);
        ASSERT_TRUE(from_past.ok()) << from_past.status();
        ASSERT_EQ(from_past->score.SerializeAsString(), sheet->SerializeAsString());
      }
    });
  }
  std::thread rebuilder([&ledger, &done] {
    while (!done) ledger.host().Rebuild();
  });
  for (int i = 0; i < 300; ++i) {
    const std::string unit(1, static_cast<char>('a' + i % 3));
    const uint64_t found = ledger.log.Add(testing::Found(unit, "1.1"));
    if (i % 4 == 0) ledger.log.Add(testing::Confirmed(ledger.log.Add(testing::Proposed(found))));
    if (i % 50 == 0) ledger.log.Add(testing::Renamed("a", "county " + std::to_string(i)));
  }
  done = true;
  for (std::thread& reader : readers) reader.join();
  rebuilder.join();
}

}  // namespace
}  // namespace assessment
