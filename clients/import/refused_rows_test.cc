#include "clients/import/refused_rows.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/table/csv_reader.h"

namespace assessment::importing {
namespace {

table::NamedTable SmallTable() {
  table::NamedTable table;
  table.columns = {"编号", "死亡"};
  table.rows = {{4, {"1", "2"}}, {5, {"2", "两人"}}, {7, {"3", "x"}}};
  return table;
}

TEST(RefusedCsv, HandsBackTheRefusedRowsWithTheirReasons) {
  const std::string text = RefusedCsv(
      SmallTable(), {{5, "", "死亡", "accident_reported.deaths", "两人", "a whole number"}}, {}, 3,
      ',');
  const auto rows = table::ReadCsv(absl::string_view(text).substr(3), ',');
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_EQ((*rows)[0].number, 3);
  EXPECT_EQ((*rows)[1].cells[0], "2");
  EXPECT_EQ((*rows)[1].cells[2],
            "死亡 (accident_reported.deaths): 找到 found 两人; 应为 expected a whole number");
}

TEST(RefusedCsv, IsReadBackAsTheRowsAndTheMarksOfEach) {
  const std::string text = RefusedCsv(
      SmallTable(),
      {{5, "", "死亡", "", "两人", "y"}, {5, "R", "", "", "a", "b"}, {7, "", "", "", "", ""}},
      {{{5, "five"}, {7, "seven"}}, "assessment-entry/1 x"}, 1, ';');
  auto rows = table::ReadCsv(absl::string_view(text).substr(3), ';');
  ASSERT_TRUE(rows.ok()) << rows.status();
  auto table = table::NameColumns(*rows, 1);
  ASSERT_TRUE(table.ok()) << table.status();
  const RefusedMarks marks = TakeMarks(*table);
  EXPECT_THAT(table->columns, ::testing::ElementsAre("编号", "死亡"));
  ASSERT_EQ(table->rows.size(), 2u);
  EXPECT_THAT(table->rows[0].cells, ::testing::ElementsAre("2", "两人"));
  EXPECT_EQ(marks.identities.at(table->rows[1].number), "seven");
  EXPECT_EQ(marks.entry_property, "assessment-entry/1 x");
}

}  // namespace
}  // namespace assessment::importing
