#include "clients/import/civil_text.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"

namespace assessment::importing {
namespace {

std::string DayText(absl::string_view text) {
  const auto day = ReadDay(text);
  return day.has_value() ? absl::StrCat(day->year(), "-", day->month(), "-", day->day()) : "none";
}

std::string TimeText(absl::string_view text) {
  const auto moment = ReadMoment(text);
  return moment.has_value()
             ? absl::StrCat(moment->date().day(), " ", moment->hour(), ":", moment->minute())
             : "none";
}

TEST(ReadDay, ReadsEveryWayInWhichTablesWriteOne) {
  for (const char* text : {"2022-06-30", "2022/6/30", "2022.6.30", "20220630", "2022年6月30日",
                           "2022年06月30号", " 2022-06-30 ", "2022-06-30 00:00:00"}) {
    EXPECT_EQ(DayText(text), "2022-6-30") << text;
  }
}

TEST(ReadDay, RefusesADayThatNeverWas) {
  EXPECT_EQ(DayText("2022-02-29"), "none");
  EXPECT_EQ(DayText("20220631"), "none");
}

TEST(ReadDay, RefusesHalfADayAndAMoment) {
  for (const char* text : {"", "2022", "2022-06", "6/30", "2022年6月", "2022-06-30x",
                           "2022-06-30 14:00", "202206301", "22-06-30-01"}) {
    EXPECT_EQ(DayText(text), "none") << text;
  }
}

TEST(ReadMoment, ReadsEveryWayInWhichTablesWriteOne) {
  for (const char* text : {"2022-06-30 6:40", "2022-06-30T06:40", "2022/6/30 06:40:00",
                           "2022年6月30日6时40分", "2022年6月30日 6点40分"}) {
    EXPECT_EQ(TimeText(text), "30 6:40") << text;
  }
  EXPECT_EQ(TimeText("2022年6月30日14时"), "30 14:0");
}

TEST(ReadMoment, RefusesADayAloneAndSeconds) {
  for (const char* text : {"2022-06-30", "2022-06-30 6:40:30", "2022-06-30 24:00",
                           "2022-06-30 6:60", "2022-06-30 6", "2022-06-30 6:40pm"}) {
    EXPECT_EQ(TimeText(text), "none") << text;
  }
}

}  // namespace
}  // namespace assessment::importing
