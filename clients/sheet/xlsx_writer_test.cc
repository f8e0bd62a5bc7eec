#include "clients/sheet/xlsx_writer.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/sheet/sheet_identity.h"
#include "clients/sheet/xlsx_identity.h"

namespace assessment::sheet {
namespace {

std::string PathOf(const std::string& name) {
  return (std::filesystem::path(::testing::TempDir()) / name).string();
}

std::string Bytes(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

SheetContent AContent(SheetIdentity& identity) {
  SheetContent content;
  content.title = "考核打分表 & <试>";
  content.footer = content.title;
  content.columns = {{10, false, false, {}}, {30, false, false, {}}};
  SheetRow& headings = content.rows.emplace_back();
  headings.role = RowRole::kColumns;
  headings.key = "columns";
  headings.cells = {TextCell(0, "得分"), TextCell(1, "问题")};
  SheetRow& row = content.rows.emplace_back();
  row.key = "item:1";
  std::string problem;
  for (int i = 0; i < 20'000; ++i) problem += "安全";
  row.cells = {PointsCell(0, 1999), TextCell(1, problem)};
  SheetOrigin origin;
  origin.ledger = "141100";
  origin.origin = "ledger.example/log/141100";
  origin.size = 7;
  identity = Finish(origin, "2022-counties", "141130", "whole", content);
  return content;
}

TEST(Xlsx, TellsWhichSheetItIs) {
  SheetIdentity identity;
  const std::string path = PathOf("identity.xlsx");
  ASSERT_TRUE(WriteXlsx({{"打分表", AContent(identity)}}, path).ok());
  const absl::StatusOr<SheetIdentity> read = ReadXlsxIdentity(path);
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(*read, identity);
}

TEST(Xlsx, IsTheSameBytesForTheSameContent) {
  SheetIdentity identity;
  ASSERT_TRUE(WriteXlsx({{"打分表", AContent(identity)}}, PathOf("one.xlsx")).ok());
  ASSERT_TRUE(WriteXlsx({{"打分表", AContent(identity)}}, PathOf("two.xlsx")).ok());
  EXPECT_EQ(Bytes(PathOf("one.xlsx")), Bytes(PathOf("two.xlsx")));
}

TEST(Xlsx, IsRefusedWhereNoFileCanBeWritten) {
  SheetIdentity identity;
  const absl::Status status =
      WriteXlsx({{"打分表", AContent(identity)}}, PathOf("no/such/folder/sheet.xlsx"));
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
}

TEST(Xlsx, LeavesNothingBehindWhenTheContentCannotBeHeld) {
  SheetIdentity identity;
  const std::string path = PathOf("refused.xlsx");
  EXPECT_FALSE(WriteXlsx({{"[打分表]", AContent(identity)}}, path).ok());
  EXPECT_FALSE(std::filesystem::exists(path));
  EXPECT_FALSE(std::filesystem::exists(path + ".part"));
}

TEST(XlsxIdentity, IsRefusedWithoutAFile) {
  EXPECT_EQ(ReadXlsxIdentity(PathOf("none.xlsx")).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(XlsxIdentity, IsRefusedForAFileThatIsNoWorkbook) {
  const std::string path = PathOf("text.xlsx");
  std::ofstream(path) << "no workbook";
  EXPECT_EQ(ReadXlsxIdentity(path).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(XlsxIdentity, IsRefusedForAWorkbookOfAnotherTool) {
  SheetContent content;
  content.columns = {{10, false, false, {}}};
  const std::string path = PathOf("foreign.xlsx");
  ASSERT_TRUE(WriteXlsx({{"表", content}}, path).ok());
  EXPECT_EQ(ReadXlsxIdentity(path).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(XlsxIdentity, IsRefusedWhenThereAreTwoOrNone) {
  SheetIdentity identity;
  identity.ledger = "l";
  identity.cycle = "c";
  identity.part = "whole";
  const std::string property = "<property pid=\"2\" name=\"assessment-sheet\"><vt:lpwstr>" +
                               IdentityCode(identity) + "</vt:lpwstr></property>";
  EXPECT_TRUE(FindIdentity(property).ok());
  EXPECT_FALSE(FindIdentity(property + property).ok());
  EXPECT_FALSE(FindIdentity("").ok());
  EXPECT_FALSE(FindIdentity(property.substr(0, 60)).ok());
}

}  // namespace
}  // namespace assessment::sheet
