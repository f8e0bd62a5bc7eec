#include "projections/views/preview.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using projections::v1::ScoreChange;
using testing::SampleLedger;

class PreviewTest : public ::testing::Test {
 protected:
  PreviewTest() { ledger_.OpenYear({"a", "b", "c"}); }

  std::vector<ScoreChange> Preview(const std::vector<CommitEntry>& entries) {
    const auto changes = ledger_.host().Changes(
        ledger_.log.size(), entries, std::chrono::steady_clock::now() + std::chrono::seconds(60));
    EXPECT_TRUE(changes.ok()) << changes.status();
    return *changes;
  }

  std::map<std::string, int64_t> Finals() {
    const auto snapshot = ledger_.Ask(ProjectionKind::kScores);
    std::map<std::string, int64_t> finals;
    for (const std::string& unit : snapshot->view->registry().FindCycle(testing::kCycle)->units) {
      finals[unit] = testing::SheetOf(*snapshot, unit)->final_milli();
    }
    return finals;
  }

  // Previews `contents`, appends them, and expects that what was previewed has happened.
  std::vector<ScoreChange> ExpectToHappen(const std::vector<EventContent>& contents) {
    const std::vector<CommitEntry> entries = ledger_.log.Finish(contents);
    const std::map<std::string, int64_t> before = Finals();
    const std::vector<ScoreChange> changes = Preview(entries);
    EXPECT_EQ(Finals(), before) << "a preview changes nothing";
    ledger_.log.Append(entries);
    std::map<std::string, int64_t> expected = before;
    for (const ScoreChange& change : changes) {
      EXPECT_EQ(change.final_before_milli(), before.at(change.unit()));
      expected[change.unit()] = change.final_after_milli();
    }
    EXPECT_EQ(Finals(), expected);
    return changes;
  }

  SampleLedger ledger_;
};

TEST_F(PreviewTest, TellsWhatHappensAfterTheAppend) {
  const std::vector<ScoreChange> changes =
      ExpectToHappen({testing::Found("a", "1.1"), testing::Found("b", "1.2")});
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].unit(), "a");
  EXPECT_EQ(changes[0].final_after_milli(), 9'000);
  EXPECT_EQ(changes[1].final_after_milli(), 8'000);
  EXPECT_EQ(changes[0].grade_after(), "good");
}

TEST_F(PreviewTest, LeavesOutWhatStaysTheSame) {
  EXPECT_TRUE(ExpectToHappen({testing::Reviewed("a", {"1"})}).empty());
}

TEST_F(PreviewTest, TellsTheEffectOfACorrectionThatRefersToTheSameBatch) {
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  const std::vector<ScoreChange> changes =
      ExpectToHappen({testing::Proposed(found), testing::Confirmed(found + 1)});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].final_after_milli(), 10'000);
}

TEST_F(PreviewTest, TellsWhichVetoesChangeForUnitsThatTheEventDoesNotName) {
  ledger_.log.Add(testing::AccidentReported("x", "b", 1));
  ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  const std::vector<ScoreChange> changes =
      ExpectToHappen({testing::AccidentRuled("x", event::v1::FINDING_YES)});
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].unit(), "a");
  ASSERT_EQ(changes[0].vetoes_changed_size(), 1);
  EXPECT_EQ(changes[0].vetoes_changed(0).state(), projections::v1::VETO_STATE_IN_FORCE);
}

TEST_F(PreviewTest, TellsTheEffectOfAnAdoptionOnEveryUnitOfTheCycle) {
  ledger_.log.Add(testing::Found("a", "1.1"));
  ledger_.log.Add(testing::Found("c", "1.1"));
  const std::vector<ScoreChange> changes =
      ExpectToHappen({testing::Published(2, 3000), testing::Adopted(2)});
  ASSERT_EQ(changes.size(), 2u);
  EXPECT_EQ(changes[0].final_after_milli(), 7'000);
  EXPECT_EQ(changes[1].unit(), "c");
}

TEST_F(PreviewTest, TellsWhoIsNoLongerScored) {
  EventContent content;
  content.mutable_cycle_units_changed()->set_cycle(testing::kCycle);
  content.mutable_cycle_units_changed()->add_removed("b");
  const std::vector<ScoreChange> changes = Preview(ledger_.log.Finish({content}));
  ASSERT_EQ(changes.size(), 1u);
  EXPECT_EQ(changes[0].unit(), "b");
  EXPECT_EQ(changes[0].final_before_milli(), 10'000);
  EXPECT_FALSE(changes[0].has_final_after_milli());
}

}  // namespace
}  // namespace assessment
