#include "clients/sheet/sheet_content.h"

#include <gtest/gtest.h>

namespace assessment::sheet {
namespace {

SheetContent TwoRows() {
  SheetContent content;
  content.columns = {{10, false, false, {}}, {10, false, false, {}}, {10, false, false, {}}};
  SheetRow& item = content.rows.emplace_back();
  item.key = "item:1";
  item.cells = {TextCell(0, "1．会议"), PointsCell(1, 1500), TextCell(2, "")};
  SheetRow& origin = content.rows.emplace_back();
  origin.key = "origin:log";
  origin.role = RowRole::kNote;
  origin.cells = {WideCell(0, 2, "账本")};
  return content;
}

TEST(SheetContent, IsWrittenCanonicallyAsKeysColumnsLengthsAndTexts) {
  EXPECT_EQ(CanonicalText(TwoRows()),
            "assessment/sheet/v1\n"
            "item:1:0-0:10:1．会议\n"
            "item:1:1-1:3:1.5\n"
            "origin:log:0-2:6:账本\n");
}

TEST(SheetContent, FingerprintChangesWithEveryPrintedText) {
  SheetContent changed = TwoRows();
  changed.rows[0].cells[1].points = 1499;
  EXPECT_NE(Fingerprint(changed), Fingerprint(TwoRows()));
}

TEST(SheetContent, FingerprintDoesNotDependOnHowThePageIsSet) {
  SheetContent wider = TwoRows();
  wider.landscape = true;
  wider.columns[0].width = 40;
  wider.title = "另一标题";
  EXPECT_EQ(Fingerprint(wider), Fingerprint(TwoRows()));
}

TEST(SheetContent, RowsThatPrintTheFingerprintAreNoPartOfIt) {
  SheetContent signed_content = TwoRows();
  SheetRow& row = signed_content.rows.emplace_back();
  row.key = "fingerprint";
  row.fingerprinted = false;
  row.cells = {WideCell(0, 2, "指纹")};
  EXPECT_EQ(Fingerprint(signed_content), Fingerprint(TwoRows()));
}

TEST(SheetContent, TextThatLooksLikeAnotherCellGivesAnotherFingerprint) {
  SheetContent forged = TwoRows();
  forged.rows[0].cells = {TextCell(0, "1．会议\nitem:1:1-1:3:1.5")};
  EXPECT_NE(Fingerprint(forged), Fingerprint(TwoRows()));
}

TEST(CompareSheets, NamesTheCellsThatDiffer) {
  SheetContent after = TwoRows();
  SheetRow& headings = after.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  headings.fingerprinted = false;
  headings.cells = {TextCell(0, "项目"), TextCell(1, "得分")};
  after.rows[0].cells[1].points = 1000;
  const std::vector<SheetDifference> differences = CompareSheets(TwoRows(), after);
  ASSERT_EQ(differences.size(), 1u);
  EXPECT_EQ(differences[0].key, "item:1");
  EXPECT_EQ(differences[0].label, "1．会议");
  EXPECT_EQ(differences[0].heading, "得分");
  EXPECT_EQ(differences[0].column, 1);
  EXPECT_EQ(differences[0].before, "1.5");
  EXPECT_EQ(differences[0].after, "1");
}

TEST(CompareSheets, NamesRowsThatOnlyOneHas) {
  SheetContent before = TwoRows();
  before.rows[0].key = "item:2";
  const std::vector<SheetDifference> differences = CompareSheets(before, TwoRows());
  ASSERT_EQ(differences.size(), 4u);
  EXPECT_EQ(differences[0].key, "item:1");
  EXPECT_EQ(differences[0].before, "");
  EXPECT_EQ(differences[2].key, "item:2");
  EXPECT_EQ(differences[2].after, "");
}

TEST(CompareSheets, PassesOverWhereASheetComesFrom) {
  SheetContent after = TwoRows();
  after.rows[1].cells[0].text = "同一账本，更多事件";
  EXPECT_TRUE(CompareSheets(TwoRows(), after).empty());
}

}  // namespace
}  // namespace assessment::sheet
