#include "clients/bench/arrival_schedule.h"

#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr ArrivalSchedule::TimePoint kBegin{hours(1)};

TEST(ArrivalSchedule, SpacesTheCallsEvenly) {
  const ArrivalSchedule schedule(kBegin, 250);
  EXPECT_EQ(schedule.DueAt(0), kBegin);
  EXPECT_EQ(schedule.DueAt(1), kBegin + milliseconds(4));
  EXPECT_EQ(schedule.DueAt(2), kBegin + milliseconds(8));
}

TEST(ArrivalSchedule, DoesNotDriftWhenTheIntervalIsNoWholeNumber) {
  const ArrivalSchedule schedule(kBegin, 3);
  EXPECT_EQ(schedule.DueAt(3 * 3600), kBegin + hours(1));
}

}  // namespace
}  // namespace assessment::bench
