#include "ledger/admission/same_event.h"

#include <gtest/gtest.h>

#include "tests/support/event_builders.h"

namespace assessment::testing {
namespace {

using admission::FirstDifference;
using event::v1::Event;

Event TwoSubjects() { return MakeEvent(FindingRecorded("unit-1", "1.1", {"a", "b"}), "k"); }

TEST(SameEvent, FindsNoDifferenceInTheSame) {
  EXPECT_EQ(FirstDifference(TwoSubjects(), TwoSubjects()), std::nullopt);
}

TEST(SameEvent, NamesTheFieldThatDiffers) {
  Event again = TwoSubjects();
  again.mutable_content()->mutable_finding_recorded()->mutable_subjects(1)->set_code("c");
  EXPECT_EQ(FirstDifference(TwoSubjects(), again), "content.finding_recorded.subjects[1].code");
}

TEST(SameEvent, NamesTheEntryThatOnlyOneHas) {
  Event again = TwoSubjects();
  again.mutable_content()->mutable_finding_recorded()->add_subjects();
  EXPECT_EQ(FirstDifference(TwoSubjects(), again), "content.finding_recorded.subjects[2]");
}

TEST(SameEvent, NamesAFieldThatOnlyTheFirstHas) {
  Event again = TwoSubjects();
  again.mutable_content()->clear_decided_by();
  EXPECT_EQ(FirstDifference(TwoSubjects(), again), "content.decided_by[0]");
}

TEST(SameEvent, NamesTheSmallestFieldNumberFirst) {
  Event again = TwoSubjects();
  again.mutable_content()->mutable_finding_recorded()->set_unit("unit-2");
  *again.mutable_content()->mutable_occurred_on() = Date(2022, 6, 2);
  EXPECT_EQ(FirstDifference(TwoSubjects(), again), "content.occurred_on.day");
}

TEST(SameEvent, TellsAnotherKindOfEvent) {
  const Event reviewed = MakeEvent(ItemReviewed("unit-1", {"1"}), "k");
  EXPECT_EQ(FirstDifference(TwoSubjects(), reviewed), "content.finding_recorded");
}

TEST(SameEvent, TellsUnsetFromZeroWhereTheFieldDoes) {
  const Event first = MakeEvent(PointsJudged("unit-1", "3.1", 0), "k");
  const Event again = MakeEvent(PointsJudged("unit-1", "3.1", 0, 0), "k");
  EXPECT_EQ(FirstDifference(first, again), "content.points_judged.replaces_position");
}

}  // namespace
}  // namespace assessment::testing
