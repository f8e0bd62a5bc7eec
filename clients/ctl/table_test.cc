#include "clients/ctl/table.h"

#include <gtest/gtest.h>

namespace assessment::ctl {
namespace {

TEST(Table, AlignsChineseAndEnglishByColumns) {
  Table table({{{"单位", "unit"}}, {{"得分", "score"}, Align::kRight}}, Language::kEnglish);
  table.AddRow({"交城县", "93.5"});
  table.AddRow({"ab", "100"});
  EXPECT_EQ(table.Render(),
            "unit    score\n"
            "------  -----\n"
            "交城县   93.5\n"
            "ab        100\n");
}

TEST(Table, PutsEnglishBesideChineseInHeadings) {
  Table table({{{"单位", "unit"}}}, Language::kChinese);
  EXPECT_EQ(table.Render(), "单位 unit\n---------\n");
}

TEST(Table, CutsCellsToTheWidestOfTheirColumn) {
  Table table({{{"文", "text"}, Align::kLeft, 5}}, Language::kEnglish);
  table.AddRow({"安全生产"});
  EXPECT_EQ(table.Render(), "text\n-----\n安全…\n");
}

TEST(Table, KeepsEveryRowOnOneLine) {
  Table table({{{"文", "text"}}}, Language::kEnglish);
  table.AddRow({"a\nb"});
  EXPECT_EQ(table.Render(), "text\n----\na b\n");
}

}  // namespace
}  // namespace assessment::ctl
