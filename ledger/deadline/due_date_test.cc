#include "ledger/deadline/due_date.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(DueDates, CountStepsFromTheDueDateAndClampThemAtMonthEnds) {
  const CivilInstant due{{2022, 1, 31}, std::nullopt};
  EXPECT_EQ(StepDay(due, 0), (CivilDay{2022, 2, 1}));
  EXPECT_EQ(StepDay(due, 1), (CivilDay{2022, 2, 28}));
  EXPECT_EQ(StepDay(due, 2), (CivilDay{2022, 3, 31}));
  EXPECT_EQ(StepDay(due, kStepMax), (CivilDay{2024, 1, 31}));
}

TEST(DueDates, AddExtensionsAndPausesToSixtyDays) {
  EXPECT_EQ(InvestigationDue({2022, 6, 1}, 0, 0), (CivilDay{2022, 7, 31}));
  EXPECT_EQ(InvestigationDue({2022, 6, 1}, 30, 10), (CivilDay{2022, 9, 9}));
}

TEST(DueDates, GiveAYearForTheEvaluationAndThirtyDaysForThePublication) {
  EXPECT_EQ(FollowUpEvaluationDue({2024, 2, 29}), (CivilDay{2025, 2, 28}));
  EXPECT_EQ(ReportPublicationDue({2022, 1, 31}), (CivilDay{2022, 3, 2}));
}

TEST(DueDates, OrderAMinuteBeforeItsWholeDay) {
  const CivilInstant noon{{2022, 6, 1}, 720};
  const CivilInstant evening{{2022, 6, 1}, 1080};
  const CivilInstant day{{2022, 6, 1}, std::nullopt};
  EXPECT_TRUE(noon.IsBefore(evening));
  EXPECT_TRUE(evening.IsBefore(day));
  EXPECT_FALSE(day.IsBefore(evening));
  EXPECT_FALSE(day.IsBefore(day));
}

TEST(DueDates, ReadAsTheyArePrinted) {
  EXPECT_EQ(FormatInstant({{2022, 6, 1}, std::nullopt}), "2022-06-01");
  EXPECT_EQ(FormatInstant({{2022, 6, 1}, 1050}), "2022-06-01T17:30");
}

}  // namespace
}  // namespace assessment
