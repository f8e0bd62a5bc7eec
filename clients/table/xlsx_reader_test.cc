#include "clients/table/xlsx_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xlsxwriter.h>
#include <zip.h>

#include <filesystem>
#include <string>

namespace assessment::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string TestFile(const std::string& name) { return ::testing::TempDir() + "/" + name; }

// An archive whose entries are given, which may be no workbook at all.
std::string Archive(const std::string& name, const std::map<std::string, std::string>& entries) {
  const std::string path = TestFile(name);
  int error = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [entry, text] : entries) {
    zip_file_add(archive, entry.c_str(), zip_source_buffer(archive, text.data(), text.size(), 0),
                 ZIP_FL_OVERWRITE);
  }
  EXPECT_EQ(zip_close(archive), 0);
  return path;
}

std::map<std::string, std::string> SmallBook(const std::string& cells) {
  return {
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"x\"><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/one.xml\"/></Relationships>"},
      {"xl/worksheets/one.xml",
       "<x:worksheet xmlns:x=\"m\"><x:sheetData>" + cells + "</x:sheetData></x:worksheet>"}};
}

TEST(ReadXlsx, ReadsTextNumbersDatesAndTruthAsTheirAuthorSeesThem) {
  const std::string path = TestFile("cells.xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  lxw_worksheet* sheet = workbook_add_worksheet(book, "台账");
  lxw_format* day = workbook_add_format(book);
  format_set_num_format(day, "yyyy\"年\"m\"月\"d\"日\"");
  worksheet_write_string(sheet, 0, 0, "甲 & 乙\n第二行", nullptr);
  worksheet_write_number(sheet, 0, 1, 0.1, nullptr);
  worksheet_write_number(sheet, 0, 3, 44621, day);
  worksheet_write_boolean(sheet, 0, 4, 1, nullptr);
  worksheet_write_string(sheet, 2, 1, " 前后 ", nullptr);
  workbook_set_custom_property_string(book, "assessment-entry", "a <b>");
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  const auto read = ReadXlsx(path, "");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->name, "台账");
  ASSERT_EQ(read->rows.size(), 2u);
  EXPECT_THAT(read->rows[0].cells, ElementsAre("甲 & 乙\n第二行", "0.1", "", "2022-03-01", "TRUE"));
  EXPECT_EQ(read->rows[1].number, 3);
  EXPECT_THAT(read->rows[1].cells, ElementsAre("", " 前后 "));
  EXPECT_EQ(read->properties.at("assessment-entry"), "a <b>");
}

TEST(ReadXlsx, FindsAWorksheetByItsName) {
  const std::string path = TestFile("two.xlsx");
  lxw_workbook* book = workbook_new(path.c_str());
  worksheet_write_string(workbook_add_worksheet(book, "一"), 0, 0, "first", nullptr);
  worksheet_write_string(workbook_add_worksheet(book, "二"), 0, 0, "second", nullptr);
  ASSERT_EQ(workbook_close(book), LXW_NO_ERROR);
  EXPECT_EQ(ReadXlsx(path, "二")->rows[0].cells[0], "second");
  EXPECT_THAT(std::string(ReadXlsx(path, "三").status().message()),
              HasSubstr("no worksheet \"三\"; expected one of 一, 二"));
}

TEST(ReadXlsx, ReadsRunsAndInlineTextUnderAnyPrefix) {
  const auto read = ReadXlsx(
      Archive("inline.xlsx",
              SmallBook("<x:row><x:c t=\"inlineStr\"><x:is><x:r><x:t>甲</x:t></x:r><x:r><x:t>乙"
                        "</x:t></x:r><x:rPh><x:t>jia</x:t></x:rPh></x:is></x:c><x:c><x:v>2</x:v>"
                        "</x:c></x:row>")),
      "");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->rows[0].cells, ElementsAre("甲乙", "2"));
}

TEST(ReadXlsx, NamesTheCellThatHoldsAnError) {
  EXPECT_THAT(
      std::string(
          ReadXlsx(Archive("error.xlsx",
                           SmallBook("<x:row r=\"7\"><x:c r=\"C7\" t=\"e\"><x:v>#REF!</x:v></x:c>"
                                     "</x:row>")),
                   "")
              .status()
              .message()),
      HasSubstr("row 7, column 3: found the error #REF!"));
}

TEST(ReadXlsx, RefusesASharedTextThatIsNotThere) {
  EXPECT_FALSE(
      ReadXlsx(Archive("shared.xlsx", SmallBook("<x:row><x:c t=\"s\"><x:v>4</x:v></x:c></x:row>")),
               "")
          .ok());
}

TEST(ReadXlsx, RefusesACellFarOutside) {
  EXPECT_FALSE(ReadXlsx(Archive("far.xlsx",
                                SmallBook("<x:row><x:c r=\"ZZZZZZ1\"><x:v>4</x:v></x:c></x:row>")),
                        "")
                   .ok());
}

TEST(ReadXlsx, SaysWhichCellsAreFormulas) {
  const auto read = ReadXlsx(
      Archive(
          "formula.xlsx",
          SmallBook("<x:row r=\"2\"><x:c><x:v>1</x:v></x:c><x:c><x:f>A2+1</x:f><x:v>2</x:v></x:c>"
                    "</x:row>")),
      "");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_THAT(read->formulas, ElementsAre(::testing::Pair(2, 1)));
}

TEST(ReadXlsx, RefusesARowOrCellThatStandsTwice) {
  EXPECT_FALSE(
      ReadXlsx(Archive("rows.xlsx", SmallBook("<x:row r=\"2\"/><x:row r=\"2\"/>")), "").ok());
  EXPECT_FALSE(
      ReadXlsx(Archive("cells2.xlsx", SmallBook("<x:row><x:c r=\"A1\"/><x:c r=\"A1\"/></x:row>")),
               "")
          .ok());
}

TEST(ReadXlsx, RefusesARowThatNoWorksheetHas) {
  for (const char* number : {"0", "-3", "2000000000"}) {
    EXPECT_FALSE(ReadXlsx(Archive("row.xlsx", SmallBook(std::string("<x:row r=\"") + number +
                                                        "\"><x:c><x:v>4</x:v></x:c></x:row>")),
                          "")
                     .ok())
        << number;
  }
}

TEST(ReadXlsx, RefusesAPartThatUnpacksBeyondTheLimit) {
  auto entries = SmallBook("");
  entries["xl/sharedStrings.xml"] = std::string(kFileBytesMax + 1, ' ');
  EXPECT_THAT(std::string(ReadXlsx(Archive("bomb.xlsx", entries), "").status().message()),
              HasSubstr("expected at most"));
}

TEST(ReadXlsx, RefusesWhatIsNoWorkbook) {
  EXPECT_THAT(std::string(ReadXlsx(TestFile("nowhere.xlsx"), "").status().message()),
              HasSubstr("there is no such file"));
  EXPECT_THAT(std::string(ReadXlsx(Archive("other.xlsx", {{"a", "b"}}), "").status().message()),
              HasSubstr("xl/workbook.xml: is not in the file"));
}

}  // namespace
}  // namespace assessment::table
