#include "ledger/admission/due_dates.h"

#include <gtest/gtest.h>

namespace assessment::admission {
namespace {

TEST(DueDates, CountStepsFromTheDueDateAndClampThemAtMonthEnds) {
  const DueMoment due{{2022, 1, 31}, std::nullopt};
  EXPECT_EQ(StepDayOf(due, 0), (CivilDay{2022, 2, 1}));
  EXPECT_EQ(StepDayOf(due, 1), (CivilDay{2022, 2, 28}));
  EXPECT_EQ(StepDayOf(due, 2), (CivilDay{2022, 3, 31}));
  EXPECT_EQ(StepDayOf(due, kStepMax), (CivilDay{2024, 1, 31}));
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
  const DueMoment noon{{2022, 6, 1}, 720};
  const DueMoment evening{{2022, 6, 1}, 1080};
  const DueMoment day{{2022, 6, 1}, std::nullopt};
  EXPECT_TRUE(noon.IsBefore(evening));
  EXPECT_TRUE(evening.IsBefore(day));
  EXPECT_FALSE(day.IsBefore(evening));
  EXPECT_FALSE(day.IsBefore(day));
}

TEST(DueDates, ReadAsTheyArePrinted) {
  EXPECT_EQ(FormatDue({{2022, 6, 1}, std::nullopt}), "2022-06-01");
  EXPECT_EQ(FormatDue({{2022, 6, 1}, 1050}), "2022-06-01T17:30");
}

}  // namespace
}  // namespace assessment::admission
