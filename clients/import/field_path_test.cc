#include "clients/import/field_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::importing {
namespace {

using ::testing::HasSubstr;

std::string FaultOf(absl::string_view path) {
  return std::string(ParseFieldPath(path).status().message());
}

TEST(ParseFieldPath, FindsAFieldThroughMessages) {
  const auto path = ParseFieldPath("accident_reported.occurred_at");
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(path->leaf().name(), "occurred_at");
  EXPECT_EQ(path->list, -1);
}

TEST(ParseFieldPath, KnowsTheListItLeadsThrough) {
  const auto path = ParseFieldPath("finding_recorded.subjects.code");
  ASSERT_TRUE(path.ok()) << path.status();
  EXPECT_EQ(path->ListText(), "finding_recorded.subjects");
}

TEST(ParseFieldPath, NamesTheFieldsThatWouldBe) {
  EXPECT_THAT(FaultOf("paper.nummer"),
              HasSubstr("found \"nummer\"; expected one of issuer, number, date"));
}

TEST(ParseFieldPath, RefusesAMessageWithoutItsField) {
  EXPECT_THAT(FaultOf("paper"), HasSubstr("expected one of its fields: issuer"));
}

TEST(ParseFieldPath, RefusesWhatStandsBelowAValue) {
  EXPECT_THAT(FaultOf("late_reason.x"), HasSubstr("nothing stands below it"));
}

TEST(ParseFieldPath, RefusesTwoLists) {
  EXPECT_THAT(FaultOf("scheme_published.scheme.categories.items.item"), HasSubstr("two lists"));
}

TEST(ParseListPath, RefusesWhatIsNoList) {
  EXPECT_TRUE(ParseListPath("finding_recorded.subjects").ok());
  EXPECT_FALSE(ParseListPath("finding_recorded.subjects.code").ok());
  EXPECT_FALSE(ParseListPath("paper.number").ok());
}

}  // namespace
}  // namespace assessment::importing
