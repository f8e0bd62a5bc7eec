#include "clients/ctl/points_text.h"

#include <gtest/gtest.h>

namespace assessment::ctl {
namespace {

projections::v1::ExactPoints Exact(int64_t numerator, int64_t denominator) {
  projections::v1::ExactPoints exact;
  exact.set_numerator(numerator);
  exact.set_denominator(denominator);
  return exact;
}

TEST(ExactPointsText, SaysWhenDigitsFollow) {
  // 57.5 / 63.9 * 100.
  EXPECT_EQ(ExactPointsText(Exact(57'500'000, 639)), "89.984350…");
  EXPECT_EQ(ExactPointsText(Exact(89'980, 1)), "89.98");
  EXPECT_EQ(ExactPointsText(Exact(-1, 2)), "-0.000500");
}

TEST(FinalText, HasTheSchemesDecimals) {
  EXPECT_EQ(FinalText(true, 90'000, 2), "90.00");
  EXPECT_EQ(FinalText(true, 89'980, 2), "89.98");
  EXPECT_EQ(FinalText(false, 0, 2), "—");
}

TEST(FinalText, HidesNoDigitThatTheDecimalsLeaveOut) {
  EXPECT_EQ(FinalText(true, 89'985, 2), "89.985");
}

TEST(ShareText, IsAHundredOnlyWhenComplete) {
  EXPECT_EQ(ShareText(99'999, 100'000), "99.9%");
  EXPECT_EQ(ShareText(100'000, 100'000), "100%");
  EXPECT_EQ(ShareText(0, 0), "—");
}

TEST(SignedPoints, ShowsTheDirection) {
  EXPECT_EQ(SignedPoints(500), "+0.5");
  EXPECT_EQ(SignedPoints(-2000), "-2");
  EXPECT_EQ(SignedPoints(0), "0");
  EXPECT_EQ(ChargeText(500), "-0.5");
  EXPECT_EQ(ChargeText(0), "0");
}

}  // namespace
}  // namespace assessment::ctl
