#include "projections/yearend/carry_over.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kLast[] = "last";
constexpr char kNext[] = "next";

// A year of unit-1 that is over when the ledger stands on 1 December 2022, and the next one.
class CarryOverTest : public ::testing::Test {
 protected:
  CarryOverTest() {
    year_.ledger().Must(Opened(kLast, 2022));
    year_.ledger().Must(AccidentReported("x-1", "unit-1"));
    year_.ledger().Must(
        AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR));
  }

  static EventContent Opened(const std::string& cycle, int32_t year) {
    EventContent content = CycleOpened(cycle, {"unit-1"}, 1);
    event::v1::CycleOpened& opened = *content.mutable_cycle_opened();
    opened.set_year(year);
    *opened.mutable_window_from() = Date(year - 1, 11, 1);
    *opened.mutable_window_to() = Date(year, 10, 31);
    *opened.mutable_facts_until() = Date(year, 11, 15);
    return content;
  }
  static EventContent Baseline(uint32_t accidents, uint32_t deaths) {
    EventContent content = BaselineSet("unit-1", accidents, deaths);
    content.mutable_baseline_set()->set_year(2023);
    return content;
  }
  static EventContent OnPaper(EventContent content) {
    content.mutable_paper()->set_issuer("安委办");
    content.mutable_paper()->set_number("〔2022〕9号");
    *content.mutable_paper()->mutable_date() = Date(2022, 11, 30);
    return content;
  }

  projections::v1::GetCarryOverResponse Carried(const std::string& cycle = kLast) const {
    const YearEndLedger::Now now = year_.Look();
    const auto carried = FindCarryOver(now.view(), *now.view().registry().FindCycle(cycle));
    EXPECT_TRUE(carried.ok()) << carried.status();
    return *carried;
  }
  // Subjects of what blocks the next year because of last year's figures.
  std::vector<std::string> Blocked() const {
    const YearEndLedger::Now now = year_.Look();
    const auto list = MakeChecklist(now.view(), *now.view().registry().FindCycle(kNext));
    EXPECT_TRUE(list.ok()) << list.status();
    std::vector<std::string> subjects;
    for (const projections::v1::Blocking& entry : list->blocking) {
      if (entry.entry() != projections::v1::BLOCKING_ENTRY_BASELINE_DIFFERS) continue;
      subjects.push_back(entry.subject());
    }
    return subjects;
  }

  YearEndLedger year_;
};

TEST_F(CarryOverTest, CountsTheYearAsTheSchemesOwnClausesDo) {
  const projections::v1::GetCarryOverResponse carried = Carried();
  EXPECT_EQ(carried.year(), 2023);
  EXPECT_EQ(carried.not_covered(), projections::v1::YEAR_NOT_COVERED_UNSPECIFIED);
  ASSERT_EQ(carried.baselines_size(), 1);
  EXPECT_EQ(carried.baselines(0).unit(), "unit-1");
  EXPECT_EQ(carried.baselines(0).counted().accidents(), 1u);
  EXPECT_EQ(carried.baselines(0).counted().deaths(), 1u);
  EXPECT_FALSE(carried.baselines(0).has_set());
}

TEST_F(CarryOverTest, CountsNoAccidentThatTheClausesDoNotCount) {
  EventContent before = AccidentReported("x-2", "unit-1");
  *before.mutable_accident_reported()->mutable_occurred_at()->mutable_date() = Date(2021, 10, 31);
  year_.ledger().Must(before);
  year_.ledger().Must(
      AccidentAttributed("x-2", "unit-1", event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR));
  year_.ledger().Must(AccidentReported("x-3", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-3", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  ASSERT_EQ(Carried().baselines_size(), 1);
  EXPECT_EQ(Carried().baselines(0).counted().accidents(), 1u);
}

TEST_F(CarryOverTest, CountsNothingOfAYearThatIsNotOver) {
  const projections::v1::GetCarryOverResponse carried = Carried(kCycle);
  EXPECT_EQ(carried.not_covered(), projections::v1::YEAR_NOT_COVERED_NOT_OVER);
  EXPECT_THAT(carried.baselines(), IsEmpty());
}

TEST_F(CarryOverTest, BlocksByATypedFigureThatDiffersUntilADocumentConfirmsIt) {
  year_.ledger().Must(Opened(kNext, 2023));
  EXPECT_THAT(Blocked(), IsEmpty()) << "nothing was typed";
  year_.ledger().Must(Baseline(3, 1));
  EXPECT_TRUE(Carried().baselines(0).differs());
  EXPECT_THAT(Blocked(), ElementsAre("accidents 3/1 deaths 1/1"));
  year_.ledger().Must(OnPaper(Baseline(3, 1)));
  EXPECT_THAT(Blocked(), IsEmpty());
  EXPECT_TRUE(Carried().baselines(0).differs());
  EXPECT_TRUE(Carried().baselines(0).on_paper());
}

TEST_F(CarryOverTest, BlocksNoLongerOnceTheFigureIsTheLedgersOwn) {
  year_.ledger().Must(Opened(kNext, 2023));
  year_.ledger().Must(Baseline(0, 0));
  EXPECT_FALSE(Blocked().empty());
  year_.ledger().Must(OnPaper(Baseline(1, 1)));
  EXPECT_THAT(Blocked(), IsEmpty());
  EXPECT_FALSE(Carried().baselines(0).differs());
}

TEST_F(CarryOverTest, ListsTheInvestigationUntilTheReportIsApprovedAndThenTheEvaluation) {
  ASSERT_EQ(Carried().unfinished_size(), 1);
  EXPECT_EQ(Carried().unfinished(0).accident(), "x-1");
  EXPECT_EQ(Carried().unfinished(0).clock(), event::v1::CLOCK_INVESTIGATION);
  EXPECT_THAT(Carried().unfinished(0).units(), ElementsAre("unit-1"));
  year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  ASSERT_EQ(Carried().unfinished_size(), 1);
  EXPECT_EQ(Carried().unfinished(0).clock(), event::v1::CLOCK_FOLLOW_UP_EVALUATION);
  EXPECT_TRUE(Carried().unfinished(0).has_due());
}

}  // namespace
}  // namespace assessment::testing
