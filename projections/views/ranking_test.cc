#include "projections/views/ranking.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using projections::v1::RankedScore;
using testing::SampleLedger;

class RankingTest : public ::testing::Test {
 protected:
  // Looks at everything of a unit that was found against once for each of `findings`.
  void Complete(const std::string& unit, int findings) {
    for (int i = 0; i < findings; ++i) ledger_.log.Add(testing::Found(unit, "1.1"));
    ledger_.log.Add(testing::Reviewed(unit, {"1", "2"}));
    ledger_.log.Add(testing::Judged(unit, 5000));
  }

  std::vector<RankedScore> Rank() {
    const auto snapshot = ledger_.Ask(ProjectionKind::kScores);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    const auto ranked =
        RankScores(*snapshot->view, *snapshot->view->registry().FindCycle(testing::kCycle),
                   snapshot->projections->scores());
    EXPECT_TRUE(ranked.ok()) << ranked.status();
    return *ranked;
  }

  // "pool rank unit final grade", a line each.
  std::string Table() {
    std::string table;
    for (const RankedScore& score : Rank()) {
      absl::StrAppend(&table, score.pool(), " ",
                      score.has_rank() ? absl::StrCat(score.rank()) : "-", " ", score.unit(), " ",
                      score.final_milli(), " ", score.grade(), "\n");
    }
    return table;
  }

  SampleLedger ledger_;
};

TEST_F(RankingTest, SharesARankAmongEqualScoresAndSkipsTheNext) {
  ledger_.OpenYear({"a", "b", "c", "d"});
  Complete("a", 3);
  Complete("b", 1);
  Complete("c", 0);
  Complete("d", 1);
  EXPECT_EQ(Table(),
            "others 1 c 10000 good\n"
            "others 2 b 9000 good\n"
            "others 2 d 9000 good\n"
            "others 4 a 7000 fair\n");
}

TEST_F(RankingTest, ListsWhatWasNotLookedAtWithoutRankAndGrade) {
  ledger_.OpenYear({"a", "b"});
  Complete("b", 2);
  EXPECT_EQ(Table(),
            "others 1 b 8000 good\n"
            "others - a 10000 \n");
}

TEST_F(RankingTest, RanksEachPoolByItself) {
  ledger_.OpenYear({"a", "b", "c"});
  ledger_.log.Add(testing::Tagged("c", "mining"));
  Complete("a", 1);
  Complete("b", 0);
  Complete("c", 4);
  EXPECT_EQ(Table(),
            "mining 1 c 6000 fair\n"
            "others 1 b 10000 good\n"
            "others 2 a 9000 good\n");
}

TEST_F(RankingTest, LeavesAVetoedUnitItsRankAndShowsTheVetoBesideIt) {
  ledger_.OpenYear({"a", "b"});
  Complete("a", 0);
  Complete("b", 1);
  ledger_.log.Add(testing::AccidentReported("x", "a", 1));
  ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  EXPECT_EQ(Table(),
            "others 1 a 10000 poor\n"
            "others 2 b 9000 good\n");
  const std::vector<RankedScore> ranked = Rank();
  ASSERT_EQ(ranked[0].vetoes_size(), 1);
  EXPECT_EQ(ranked[0].vetoes(0).veto(), "V1");
  EXPECT_EQ(ranked[0].vetoes(0).state(), projections::v1::VETO_STATE_PENDING);
  EXPECT_TRUE(ranked[0].provisional());
  EXPECT_EQ(ranked[1].vetoes_size(), 0);
}

TEST_F(RankingTest, IsTheSameWhenManySheetsAreComputedAtOnce) {
  std::vector<std::string> units;
  for (int i = 0; i < 150; ++i) units.push_back(absl::StrCat("u", i));
  ledger_.OpenYear(units);
  for (int i = 0; i < 150; ++i) Complete(units[static_cast<size_t>(i)], i % 7);
  const std::string at_once = Table();
  const auto snapshot = ledger_.Ask(ProjectionKind::kScores);
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  const CycleEntry& cycle = *snapshot->view->registry().FindCycle(testing::kCycle);
  std::vector<std::shared_ptr<const UnitScore>> sheets;
  for (const std::string& unit : units) {
    auto score = ScoreAt(*snapshot->view, cycle, unit, ScoreDetail::kSheet);
    ASSERT_TRUE(score.ok()) << score.status();
    sheets.push_back(std::make_shared<const UnitScore>(*std::move(score)));
  }
  const std::vector<RankedScore> one_by_one = RankSheets(snapshot->view->registry(), cycle, sheets);
  const std::vector<RankedScore> ranked = Rank();
  ASSERT_EQ(ranked.size(), one_by_one.size());
  for (size_t i = 0; i < ranked.size(); ++i) {
    EXPECT_EQ(ranked[i].SerializeAsString(), one_by_one[i].SerializeAsString());
  }
  EXPECT_EQ(Table(), at_once);
}

TEST_F(RankingTest, ScoresOfManyUnitsComeInTheirOrder) {
  std::vector<std::string> units;
  for (int i = 0; i < 100; ++i) units.push_back(absl::StrCat("u", i));
  ledger_.OpenYear(units);
  const auto snapshot = ledger_.Ask(ProjectionKind::kScores);
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  const CycleEntry& cycle = *snapshot->view->registry().FindCycle(testing::kCycle);
  std::vector<std::string> taken;
  ASSERT_TRUE(ScoreEach(*snapshot->view, cycle, units, ScoreDetail::kSheet, [&](UnitScore score) {
                taken.push_back(score.score.unit());
                return absl::OkStatus();
              }).ok());
  EXPECT_EQ(taken, units);
  const absl::Status enough = absl::CancelledError("enough");
  EXPECT_EQ(ScoreEach(*snapshot->view, cycle, units, ScoreDetail::kSheet,
                      [&](UnitScore) { return enough; }),
            enough);
}

}  // namespace
}  // namespace assessment
