#include "clients/sheet/file_rows.h"

#include <gtest/gtest.h>

#include "absl/strings/str_join.h"

namespace assessment::sheet {
namespace {

// A heading row and one item whose problem takes far more lines than a row may have.
SheetContent ALongItem() {
  SheetContent content;
  content.columns = {{10, false, false, {}}, {30, false, false, {}}};
  SheetRow& headings = content.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  headings.cells = {TextCell(0, "得分"), TextCell(1, "问题")};
  SheetRow& item = content.rows.emplace_back();
  item.key = "item:1";
  std::vector<std::string> problems(50, "缺一次会议");
  item.cells = {PointsCell(0, 1500), TextCell(1, absl::StrJoin(problems, "\n"))};
  return content;
}

TEST(FileRows, CutARowThatIsTooHighForAPage) {
  const std::vector<FileRow> rows = LayOutRows(ALongItem(), true);
  ASSERT_EQ(rows.size(), 6u);
  EXPECT_EQ(rows[1].source, 1u);
  EXPECT_EQ(rows[5].source, 1u);
  EXPECT_TRUE(rows[1].cells[0].points.has_value());
  EXPECT_FALSE(rows[2].cells[0].points.has_value());
  EXPECT_TRUE(rows[2].cells[1].joins_above);
  EXPECT_EQ(rows[1].lines, 12);
}

TEST(FileRows, AreAsManyAsInTheContentWhenNothingIsCut) {
  const std::vector<FileRow> rows = LayOutRows(ALongItem(), false);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[1].lines, 50);
}

TEST(CompareCells, FindsNothingInTheFileItself) {
  EXPECT_TRUE(CompareCells(ALongItem(), PrintedCells(ALongItem())).empty());
}

TEST(CompareCells, NamesACellThatWasChangedInTheFile) {
  FileCells cells = PrintedCells(ALongItem());
  cells[1][0] = "2";
  const std::vector<SheetDifference> differences = CompareCells(ALongItem(), cells);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences[0].key, "item:1");
  EXPECT_EQ(differences[0].heading, "得分");
  EXPECT_EQ(differences[0].before, "1.5");
  EXPECT_EQ(differences[0].after, "2");
}

TEST(CompareCells, NamesWhatWasAddedAndWhatIsMissing) {
  FileCells cells = PrintedCells(ALongItem());
  cells.pop_back();
  cells[0].push_back("多出一栏");
  const std::vector<SheetDifference> differences = CompareCells(ALongItem(), cells);
  ASSERT_EQ(differences.size(), 2u);
  EXPECT_EQ(differences[0].after, "多出一栏");
  EXPECT_EQ(differences[1].after, "");
}

TEST(CompareCells, PassesOverEmptyRowsAtTheEndOfTheFile) {
  FileCells cells = PrintedCells(ALongItem());
  cells.resize(cells.size() + 5);
  EXPECT_TRUE(CompareCells(ALongItem(), cells).empty());
}

}  // namespace
}  // namespace assessment::sheet
