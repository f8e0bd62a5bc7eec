#include "projections/scoring/deadline.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

Deadline DueOn(const CivilDay& day) {
  Deadline deadline;
  deadline.clock = event::v1::CLOCK_VERIFICATION;
  deadline.due = CivilInstant{day, std::nullopt};
  deadline.due_position = 1;
  return deadline;
}

TEST(StepDay, IsTheDayAfterAndThenTheSameDayOfEachMonthClampedAtItsEnd) {
  const CivilInstant due = {{2022, 1, 31}, std::nullopt};
  EXPECT_EQ(StepDay(due, 0), (CivilDay{2022, 2, 1}));
  EXPECT_EQ(StepDay(due, 1), (CivilDay{2022, 2, 28}));
  EXPECT_EQ(StepDay(due, 2), (CivilDay{2022, 3, 31}));
}

TEST(StepStands, NotWhenDoneOnTheDueDate) {
  Deadline deadline = DueOn({2022, 3, 31});
  EXPECT_TRUE(StepStands(deadline, 0)) << "never done";
  deadline.done = CivilInstant{{2022, 3, 31}, std::nullopt};
  EXPECT_FALSE(StepStands(deadline, 0));
  deadline.done->day = {2022, 4, 1};
  EXPECT_TRUE(StepStands(deadline, 0)) << "late is late";
}

TEST(StepStands, OnTheDayThatIsExactlyAMonthLate) {
  Deadline deadline = DueOn({2022, 3, 31});
  deadline.done = CivilInstant{{2022, 4, 29}, std::nullopt};
  EXPECT_FALSE(StepStands(deadline, 1));
  deadline.done->day = {2022, 4, 30};
  EXPECT_TRUE(StepStands(deadline, 1));
  EXPECT_FALSE(StepStands(deadline, 2));
}

TEST(StepStands, WhenDoneOnTheDueDateAfterItsMinute) {
  Deadline deadline = DueOn({2022, 3, 31});
  deadline.due->minute = 12 * 60;
  deadline.done = CivilInstant{{2022, 3, 31}, 12 * 60};
  EXPECT_FALSE(StepStands(deadline, 0));
  deadline.done->minute = 12 * 60 + 1;
  EXPECT_TRUE(StepStands(deadline, 0));
  deadline.done->minute.reset();
  EXPECT_FALSE(StepStands(deadline, 0)) << "a day without a minute is in time";
}

TEST(StepStands, NotOnceWithdrawnButEarlierStepsDo) {
  Deadline deadline = DueOn({2022, 3, 31});
  deadline.withdrawn_on = CivilDay{2022, 4, 15};
  EXPECT_TRUE(StepStands(deadline, 0));
  EXPECT_FALSE(StepStands(deadline, 1));
}

TEST(StepStands, NeverWhileNothingIsDue) {
  Deadline deadline = DueOn({2022, 3, 31});
  deadline.due.reset();
  EXPECT_FALSE(StepStands(deadline, 0));
}

TEST(Judge, NamesWhatContradictsAStep) {
  Deadline deadline = DueOn({2022, 3, 31});
  deadline.done = CivilInstant{{2022, 3, 30}, std::nullopt};
  deadline.done_position = 7;
  RecordedStep step{0, *deadline.due, StepDay(*deadline.due, 0), nullptr};
  EXPECT_EQ(Judge(deadline, step).contradicted_by, 7u);
  step.due.day = {2022, 2, 28};
  EXPECT_EQ(Judge(deadline, step).contradicted_by, 1u) << "the due date is another by now";
  deadline.done.reset();
  step.due = *deadline.due;
  EXPECT_TRUE(Judge(deadline, step).stands);
}

TEST(FormatInstant, PrintsTheMinuteOnlyWhereThereIsOne) {
  EXPECT_EQ(FormatInstant({{2022, 3, 31}, std::nullopt}), "2022-03-31");
  EXPECT_EQ(FormatInstant({{2022, 3, 31}, 9 * 60 + 5}), "2022-03-31T09:05");
}

}  // namespace
}  // namespace assessment
