#include "clients/table/spreadsheet_date.h"

#include <gtest/gtest.h>

namespace assessment::table {
namespace {

TEST(NumberText, ShowsWhatTheAuthorSees) {
  EXPECT_EQ(*NumberText("0.10000000000000001"), "0.1");
  EXPECT_EQ(*NumberText("2.2999999999999998"), "2.3");
  EXPECT_EQ(*NumberText("12"), "12");
  EXPECT_EQ(*NumberText("0"), "0");
  EXPECT_EQ(*NumberText("-0.50"), "-0.5");
}

TEST(NumberText, WritesExponentsOut) {
  EXPECT_EQ(*NumberText("1E-3"), "0.001");
  EXPECT_EQ(*NumberText("6.2e+6"), "6200000");
  EXPECT_EQ(*NumberText("9.9999999999999999E2"), "1000");
}

TEST(NumberText, RefusesWhatIsNoNumber) {
  EXPECT_FALSE(NumberText("").ok());
  EXPECT_FALSE(NumberText("1.2.3").ok());
  EXPECT_FALSE(NumberText("1e").ok());
  EXPECT_FALSE(NumberText("1e99").ok());
}

TEST(DateOfSerial, KnowsTheDayThatNeverWas) {
  EXPECT_EQ(*DateOfSerial("59", false), "1900-02-28");
  EXPECT_FALSE(DateOfSerial("60", false).ok());
  EXPECT_EQ(*DateOfSerial("61", false), "1900-03-01");
}

TEST(DateOfSerial, ReadsBothSystems) {
  EXPECT_EQ(*DateOfSerial("44621", false), "2022-03-01");
  EXPECT_EQ(*DateOfSerial("43159", true), "2022-03-01");
}

TEST(DateOfSerial, ShowsTheTimeOfAMoment) {
  EXPECT_EQ(*DateOfSerial("44621.277777777781", false), "2022-03-01 06:40");
  EXPECT_EQ(*DateOfSerial("44621.5000115741", false), "2022-03-01 12:00:01");
  EXPECT_EQ(*DateOfSerial("44621.999999999", false), "2022-03-02");
}

TEST(DateOfSerial, RefusesDaysOutsideOfTheCalendar) {
  EXPECT_FALSE(DateOfSerial("0", false).ok());
  EXPECT_FALSE(DateOfSerial("-1", false).ok());
  EXPECT_FALSE(DateOfSerial("2958466", false).ok());
  EXPECT_EQ(*DateOfSerial("2958465", false), "9999-12-31");
}

TEST(ShowsADate, LooksOutsideOfQuotesBracketsAndEscapes) {
  EXPECT_TRUE(ShowsADate("yyyy\\-mm\\-dd"));
  EXPECT_TRUE(ShowsADate("yyyy\"年\"m\"月\"d\"日\";@"));
  EXPECT_TRUE(ShowsADate("[h]:mm"));
  EXPECT_FALSE(ShowsADate("0.00\"days\""));
  EXPECT_FALSE(ShowsADate("[Red]0.0"));
  EXPECT_FALSE(ShowsADate("0.00_d"));
  EXPECT_FALSE(ShowsADate("General"));
}

TEST(BuiltInShowsADate, KnowsTheEastAsianFormats) {
  EXPECT_TRUE(BuiltInShowsADate(14));
  EXPECT_TRUE(BuiltInShowsADate(31));
  EXPECT_TRUE(BuiltInShowsADate(57));
  EXPECT_FALSE(BuiltInShowsADate(0));
  EXPECT_FALSE(BuiltInShowsADate(4));
}

}  // namespace
}  // namespace assessment::table
