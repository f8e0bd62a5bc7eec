#include "projections/deadlines/clock_watch.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

constexpr int64_t kMinute = int64_t{60} * 1'000'000;
constexpr int64_t kDay = int64_t{24} * 60 * kMinute;
constexpr UnixMicros kNow = 1'800'000'000'000'000;

TEST(ClockWatch, FindsNothingWhileTheClockMovesWithTime) {
  ClockWatch watch;
  for (int64_t passed = 0; passed < 3 * kDay; passed += kDay / 4) {
    watch.Observe(kNow + passed, passed);
    EXPECT_EQ(watch.ahead_micros(), 0);
  }
}

TEST(ClockWatch, TellsByHowMuchTheClockWentAhead) {
  ClockWatch watch;
  watch.Observe(kNow, 0);
  watch.Observe(kNow + 2 * kDay + kMinute, kMinute);
  EXPECT_EQ(watch.ahead_micros(), 2 * kDay);
}

TEST(ClockWatch, FollowsAClockThatIsKeptRightInSmallSteps) {
  ClockWatch watch;
  UnixMicros now = kNow;
  for (int64_t passed = 0; passed < kDay; passed += 20 * kMinute, now += 29 * kMinute) {
    watch.Observe(now, passed);
  }
  EXPECT_EQ(watch.ahead_micros(), 0);
}

TEST(ClockWatch, IsContentAgainWhenTheClockComesBack) {
  ClockWatch watch;
  watch.Observe(kNow, 0);
  watch.Observe(kNow + kDay, kMinute);
  watch.Observe(kNow + 2 * kMinute, 2 * kMinute);
  EXPECT_EQ(watch.ahead_micros(), 0);
}

TEST(ClockWatch, NoticesThatAClockSetBackComesForwardAgain) {
  ClockWatch watch;
  watch.Observe(kNow, 0);
  watch.Observe(kNow - kDay, kMinute);
  EXPECT_EQ(watch.ahead_micros(), 0);
  watch.Observe(kNow + 2 * kMinute, 2 * kMinute);
  EXPECT_EQ(watch.ahead_micros(), kDay + kMinute);
}

TEST(ClockWatch, TakesTheWordOfWhoeverSaysThatTheClockIsRight) {
  ClockWatch watch;
  watch.Observe(kNow, 0);
  watch.Observe(kNow + kDay, 0);
  watch.Trust(kNow + kDay, 0);
  EXPECT_EQ(watch.ahead_micros(), 0);
  watch.Observe(kNow + kDay + kMinute, kMinute);
  EXPECT_EQ(watch.ahead_micros(), 0);
}

TEST(ClockWatch, ComparesWithNothingAfterAClockThatIsKnownToBeWrong) {
  ClockWatch watch;
  watch.Observe(kNow - 30 * kDay, 0);
  watch.Forget();
  watch.Observe(kNow, kMinute);
  EXPECT_EQ(watch.ahead_micros(), 0);
}

}  // namespace
}  // namespace assessment
