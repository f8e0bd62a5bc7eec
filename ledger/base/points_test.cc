#include "ledger/base/points.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

TEST(PointFraction, RescalesWithoutLosingADigitAndRoundsOnce) {
  // 市应急局: raw 57.50 of applicable 63.9 is 89.984..., printed 89.98.
  const PointFraction base(57'500LL * 100'000, 63'900);
  EXPECT_EQ(base.RoundHalfUp(10), 89'980);
  EXPECT_EQ(base.RoundHalfUp(100), 90'000);
}

TEST(PointFraction, RoundsAHalfUp) {
  EXPECT_EQ(PointFraction(1005, 1).RoundHalfUp(10), 1010);
  EXPECT_EQ(PointFraction(1004, 1).RoundHalfUp(10), 1000);
  EXPECT_EQ(PointFraction(2009, 2).RoundHalfUp(1), 1005);
}

TEST(PointFraction, RoundsNegativeHalvesAwayFromZero) {
  EXPECT_EQ(PointFraction(-1005, 1).RoundHalfUp(10), -1010);
}

TEST(PointFraction, AddsAndComparesUnlikeDenominators) {
  const PointFraction third(1, 3);
  const PointFraction sixth(1, 6);
  EXPECT_EQ((third + sixth).Compare(PointFraction(1, 2)), 0);
  EXPECT_EQ((third - sixth).Compare(sixth), 0);
  EXPECT_LT(sixth.Compare(third), 0);
}

TEST(FormatPoints, PrintsTheShortestExactDecimal) {
  EXPECT_EQ(FormatPoints(91'700), "91.7");
  EXPECT_EQ(FormatPoints(0), "0");
  EXPECT_EQ(FormatPoints(-250), "-0.25");
  EXPECT_EQ(FormatPointsFixed(89'980, 2), "89.98");
  EXPECT_EQ(FormatPointsFixed(90'000, 2), "90.00");
}

TEST(ParsePoints, ReadsWhatFormatPointsWrites) {
  for (const MilliPoints value : {0, 1, 10, 100, 500, 1'000, 91'700, -250, 1'234'567}) {
    ASSERT_TRUE(ParsePoints(FormatPoints(value)).ok()) << value;
    EXPECT_EQ(*ParsePoints(FormatPoints(value)), value);
  }
}

TEST(ParsePoints, RefusesWhatIsNoExactThousandth) {
  for (const char* text :
       {"", "-", ".", "1.", ".5", "1.2345", "1e3", "0x1", "+1", " 1", "99999999"}) {
    EXPECT_FALSE(ParsePoints(text).ok()) << text;
  }
}

}  // namespace
}  // namespace assessment
