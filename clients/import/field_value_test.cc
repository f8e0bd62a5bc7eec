#include "clients/import/field_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "assessment/event/v1/event.pb.h"
#include "clients/import/field_path.h"

namespace assessment::importing {
namespace {

using ::testing::HasSubstr;

// Sets the field at the path, which leads through no list; gives the event or what was expected.
struct Result {
  event::v1::EventContent content;
  std::optional<std::string> expected;
};

Result SetAt(absl::string_view path_text, absl::string_view text) {
  const auto path = ParseFieldPath(path_text);
  EXPECT_TRUE(path.ok()) << path.status();
  Result result;
  google::protobuf::Message* parent = &result.content;
  for (size_t i = 0; i + 1 < path->steps.size(); ++i) {
    parent = parent->GetReflection()->MutableMessage(parent, path->steps[i]);
  }
  result.expected = SetFromText(text, path->leaf(), *parent);
  return result;
}

TEST(SetFromText, ReadsPointsExactly) {
  EXPECT_EQ(SetAt("points_judged.points_milli", "0.7").content.points_judged().points_milli(), 700);
  EXPECT_THAT(*SetAt("points_judged.points_milli", "0.7001").expected, HasSubstr("three digits"));
}

TEST(SetFromText, ReadsMeasuredValuesExactly) {
  const auto value = [](absl::string_view text) {
    return SetAt("finding_recorded.measure.value_millionths", text)
        .content.finding_recorded()
        .measure()
        .value_millionths();
  };
  EXPECT_EQ(value("87.5"), 87'500'000);
  EXPECT_EQ(value("-0.000001"), -1);
  EXPECT_EQ(value("3"), 3'000'000);
  for (const char* text : {"1.0000001", "1.", ".5", "1e3", "1,000", ""}) {
    EXPECT_TRUE(SetAt("finding_recorded.measure.value_millionths", text).expected.has_value())
        << text;
  }
}

TEST(SetFromText, ReadsWholeNumbersAndNothingElse) {
  EXPECT_EQ(SetAt("accident_reported.deaths", "3").content.accident_reported().deaths(), 3u);
  for (const char* text : {"-1", "3.0", "三", " 3", "+3", "99999999999"}) {
    EXPECT_TRUE(SetAt("accident_reported.deaths", text).expected.has_value()) << text;
  }
}

TEST(SetFromText, TakesAnEnumByItsNameWithOrWithoutPrefix) {
  for (const char* text : {"ROAD", "ACCIDENT_KIND_ROAD"}) {
    EXPECT_EQ(SetAt("accident_reported.kind", text).content.accident_reported().kind(),
              event::v1::ACCIDENT_KIND_ROAD);
  }
}

TEST(SetFromText, NamesTheValuesThatAnEnumHas) {
  EXPECT_THAT(*SetAt("accident_reported.kind", "道路").expected,
              HasSubstr("one of PRODUCTION, ROAD, FIRE"));
  EXPECT_TRUE(SetAt("accident_reported.kind", "UNSPECIFIED").expected.has_value());
}

TEST(SetFromText, ReadsYesAndNo) {
  EXPECT_TRUE(SetAt("accident_reported.near_miss", "是").content.accident_reported().near_miss());
  EXPECT_TRUE(SetAt("accident_reported.near_miss", "TRUE").content.accident_reported().near_miss());
  EXPECT_FALSE(SetAt("accident_reported.near_miss", "否").expected.has_value());
  EXPECT_TRUE(SetAt("accident_reported.near_miss", "有").expected.has_value());
}

TEST(SetFromText, ReadsDaysMomentsAndSealableTexts) {
  EXPECT_EQ(SetAt("occurred_on", "2022年6月30日").content.occurred_on().day(), 30);
  EXPECT_EQ(SetAt("accident_reported.occurred_at", "2022-06-30 6:40")
                .content.accident_reported()
                .occurred_at()
                .minute(),
            40);
  EXPECT_EQ(SetAt("note", "备注").content.note().plain(), "备注");
}

TEST(SetFromText, SetsNothingWhenTheTextIsNone) {
  const Result result = SetAt("occurred_on", "昨天");
  EXPECT_THAT(*result.expected, HasSubstr("a day such as 2022-06-30"));
  EXPECT_FALSE(result.content.has_occurred_on());
}

}  // namespace
}  // namespace assessment::importing
