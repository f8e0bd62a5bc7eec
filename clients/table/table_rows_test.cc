#include "clients/table/table_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::table {
namespace {

TEST(NameColumns, TakesTheFirstLineOfAHeadingForTheName) {
  const auto table = NameColumns({{1, {"clause\n条款", " unit "}}, {2, {"1.1", "离石区"}}}, 1);
  ASSERT_TRUE(table.ok()) << table.status();
  EXPECT_EQ(table->ColumnIndex("clause"), 0);
  EXPECT_EQ(table->ColumnIndex("unit"), 1);
  EXPECT_EQ(table->ColumnIndex("item"), -1);
}

TEST(NameColumns, PassesOverWhatStandsAboveTheHeadings) {
  const auto table = NameColumns({{1, {"台账"}}, {3, {"a", "b"}}, {4, {"1"}}}, 3);
  ASSERT_TRUE(table.ok()) << table.status();
  ASSERT_EQ(table->rows.size(), 1u);
  EXPECT_EQ(table->rows[0].number, 4);
  EXPECT_THAT(table->rows[0].cells, ::testing::ElementsAre("1", ""));
}

TEST(NameColumns, RefusesTwoColumnsOfOneName) {
  EXPECT_THAT(std::string(NameColumns({{1, {"a", "a"}}}, 1).status().message()),
              ::testing::HasSubstr("two columns are \"a\""));
}

TEST(NameColumns, RefusesACellUnderNoHeading) {
  EXPECT_THAT(std::string(NameColumns({{1, {"a"}}, {2, {"1", "2"}}}, 1).status().message()),
              ::testing::HasSubstr("row 2, column 2: found \"2\""));
}

TEST(NameColumns, RefusesAFileWithoutItsHeadingRow) {
  EXPECT_FALSE(NameColumns({{1, {"a"}}}, 2).ok());
}

}  // namespace
}  // namespace assessment::table
