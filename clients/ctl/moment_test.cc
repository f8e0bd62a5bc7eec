#include "clients/ctl/moment.h"

#include <gtest/gtest.h>

namespace assessment::ctl {
namespace {

// 2022-06-30 00:00:00 in Asia/Shanghai.
constexpr UnixMicros kDay = 1'656'518'400'000'000;

TEST(Moment, OfADayIsItsLastMicrosecond) {
  EXPECT_EQ(*ParseLastMomentOf("2022-06-30"), kDay + 86'400'000'000 - 1);
  EXPECT_EQ(*ParseFirstMomentOf("2022-06-30"), kDay);
}

TEST(Moment, OfAMinuteOrSecondIsItsLastMicrosecond) {
  EXPECT_EQ(*ParseLastMomentOf("2022-06-30 00:01"), kDay + 120'000'000 - 1);
  EXPECT_EQ(*ParseLastMomentOf("2022-06-30 00:00:05"), kDay + 6'000'000 - 1);
}

TEST(Moment, ReadsBackWhatIsPrinted) {
  const UnixMicros moment = kDay + 12'345'678'901;
  EXPECT_EQ(*ParseLastMomentOf(MomentText(moment)), moment);
  EXPECT_EQ(*ParseFirstMomentOf(MomentText(moment)), moment);
}

TEST(Moment, RefusesWhatIsNone) {
  for (const char* text : {"", "2022", "2022-02-30", "2022-06-30T10:00:00", "2022-06-30 24:00",
                           "2022-06-30 10:00:61", "2022-06-30 10:00:00.1"}) {
    EXPECT_FALSE(ParseLastMomentOf(text).ok()) << text;
  }
}

TEST(Moment, UnsetIsEmpty) {
  EXPECT_EQ(MomentText(0), "");
  EXPECT_EQ(SecondText(0), "");
  EXPECT_EQ(DateText({}), "");
}

}  // namespace
}  // namespace assessment::ctl
