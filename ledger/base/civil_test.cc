#include "ledger/base/civil.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(CivilDay, KnowsWhichDaysExist) {
  EXPECT_TRUE(IsValid({2024, 2, 29}));
  EXPECT_FALSE(IsValid({2022, 2, 29}));
  EXPECT_FALSE(IsValid({2022, 13, 1}));
  EXPECT_FALSE(IsValid({2022, 0, 1}));
  EXPECT_FALSE(IsValid({1899, 12, 31}));
}

TEST(CivilDay, CountsDaysBothWays) {
  for (const int64_t days : {-1, 0, 1, 59, 365, 19'000, 20'000}) {
    EXPECT_EQ(DaysSinceEpoch(FromDaysSinceEpoch(days)), days);
  }
}

TEST(AddMonths, ClampsToTheEndOfTheMonthEachTimeFromTheDayItself) {
  EXPECT_EQ(AddMonths({2022, 1, 31}, 1), (CivilDay{2022, 2, 28}));
  EXPECT_EQ(AddMonths({2022, 1, 31}, 2), (CivilDay{2022, 3, 31}));
  EXPECT_EQ(AddMonths({2024, 2, 29}, 12), (CivilDay{2025, 2, 28}));
  EXPECT_EQ(AddMonths({2022, 11, 30}, 3), (CivilDay{2023, 2, 28}));
  EXPECT_EQ(AddMonths({2022, 12, 15}, 0), (CivilDay{2022, 12, 15}));
}

TEST(AddDays, CrossesMonthsAndYears) {
  EXPECT_EQ(AddDays({2021, 12, 20}, 60), (CivilDay{2022, 2, 18}));
  EXPECT_EQ(AddDays({2022, 1, 1}, -1), (CivilDay{2021, 12, 31}));
}

TEST(DayOf, TurnsAtMidnightInShanghai) {
  const UnixMicros midnight = (DaysSinceEpoch({2022, 10, 31}) * 86'400 - 8 * 3600) * 1'000'000;
  EXPECT_EQ(DayOf(midnight), (CivilDay{2022, 10, 31}));
  EXPECT_EQ(DayOf(midnight - 1), (CivilDay{2022, 10, 30}));
}

TEST(FormatMoment, PrintsLocalTimeToTheMicrosecond) {
  EXPECT_EQ(FormatMoment(0), "1970-01-01 08:00:00.000000");
  EXPECT_EQ(FormatMoment(-1), "1970-01-01 07:59:59.999999");
}

TEST(ParseDay, ReadsWhatFormatDayWritesAndNothingElse) {
  ASSERT_TRUE(ParseDay("2022-03-31").ok());
  EXPECT_EQ(FormatDay(*ParseDay("2022-03-31")), "2022-03-31");
  for (const char* text :
       {"", "2022-3-31", "2022-02-30", "2022/03/31", "2022-03-31 ", "-022-03-31"}) {
    EXPECT_FALSE(ParseDay(text).ok()) << text;
  }
}

}  // namespace
}  // namespace assessment
