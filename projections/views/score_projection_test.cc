#include "projections/views/score_projection.h"

#include <gtest/gtest.h>

#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using testing::SampleLedger;

int64_t FinalAt(const SampleLedger& ledger, const projections::v1::AsOf& as_of = {}) {
  const auto snapshot = ledger.Ask(ProjectionKind::kScores, as_of);
  EXPECT_TRUE(snapshot.ok()) << snapshot.status();
  const auto sheet = testing::SheetOf(*snapshot, "a");
  EXPECT_TRUE(sheet.ok()) << sheet.status();
  return sheet->final_milli();
}

TEST(ScoreProjection, FollowsTheEventsOfTheUnit) {
  SampleLedger ledger;
  ledger.OpenYear({"a", "b"});
  EXPECT_EQ(FinalAt(ledger), 10'000);
  ledger.log.Add(testing::Found("a", "1.1"));
  EXPECT_EQ(FinalAt(ledger), 9'000);
  ledger.log.Add(testing::Found("b", "1.1"));
  EXPECT_EQ(FinalAt(ledger), 9'000);
}

TEST(ScoreProjection, FollowsACorrection) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const uint64_t found = ledger.log.Add(testing::Found("a", "1.1"));
  EXPECT_EQ(FinalAt(ledger), 9'000);
  ledger.log.Add(
      testing::Confirmed(ledger.log.Add(testing::Proposed(found, testing::Found("a", "1.2")))));
  EXPECT_EQ(FinalAt(ledger), 8'000);
}

TEST(ScoreProjection, FollowsTheAdoptionOfAnotherScheme) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  ledger.log.Add(testing::Found("a", "1.1"));
  EXPECT_EQ(FinalAt(ledger), 9'000);
  ledger.log.Add(testing::Published(2, 3000));
  EXPECT_EQ(FinalAt(ledger), 9'000);
  ledger.log.Add(testing::Adopted(2));
  EXPECT_EQ(FinalAt(ledger), 7'000);
}

TEST(ScoreProjection, GivesEarlierSizesAsTheyWere) {
  SampleLedger ledger;
  ledger.OpenYear({"a"});
  const uint64_t first = ledger.log.Add(testing::Found("a", "1.1"));
  ledger.log.Add(testing::Confirmed(ledger.log.Add(testing::Proposed(first))));
  EXPECT_EQ(FinalAt(ledger), 10'000);
  EXPECT_EQ(FinalAt(ledger, SampleLedger::AtSize(first)), 10'000);
  EXPECT_EQ(FinalAt(ledger, SampleLedger::AtSize(first + 1)), 9'000);
  EXPECT_EQ(FinalAt(ledger, SampleLedger::AtSize(first + 2)), 9'000);
  EXPECT_EQ(FinalAt(ledger, SampleLedger::AtSize(first + 3)), 10'000);
}

TEST(ScoreProjection, KeepsASheetWhileNothingItRestsOnIsTouched) {
  SampleLedger ledger;
  ledger.OpenYear({"a", "b"});
  const auto sheet = [&ledger] {
    const auto snapshot = ledger.Ask(ProjectionKind::kScores);
    return *snapshot->projections->scores().Sheet(
        *snapshot->view, *snapshot->view->registry().FindCycle(testing::kCycle), "a");
  };
  const auto first = sheet();
  ledger.log.Add(testing::Found("b", "1.1"));
  EXPECT_EQ(sheet(), first);
  ledger.log.Add(testing::Found("a", "1.1"));
  EXPECT_NE(sheet(), first);
}

TEST(ScoreProjection, ReflectsTheSizeOfTheViewWhateverSheetWasKept) {
  SampleLedger ledger;
  ledger.OpenYear({"a", "b"});
  EXPECT_EQ(FinalAt(ledger), 10'000);
  ledger.log.Add(testing::Found("b", "1.1"));
  const auto sheet = testing::SheetOf(*ledger.Ask(ProjectionKind::kScores), "a");
  EXPECT_EQ(sheet->size(), ledger.log.size());
  EXPECT_EQ(sheet->record_time_micros(), testing::LogWriter::RecordTimeAt(ledger.log.size() - 1));
}

}  // namespace
}  // namespace assessment
