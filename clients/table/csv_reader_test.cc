#include "clients/table/csv_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ReadCsv, ReadsQuotedFieldsWithDelimitersQuotesAndLineBreaks) {
  const auto rows = ReadCsv("名称,说明\r\n\"甲,乙\",\"他说\"\"好\"\"\n第二行\"\r\n", ',');
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 2u);
  EXPECT_THAT((*rows)[1].cells, ElementsAre("甲,乙", "他说\"好\"\n第二行"));
}

TEST(ReadCsv, NumbersRowsByTheLineOnWhichTheyBegin) {
  const auto rows = ReadCsv("a\n\n\"x\ny\"\nb\n", ',');
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 3u);
  EXPECT_EQ((*rows)[1].number, 3);
  EXPECT_EQ((*rows)[2].number, 5);
}

TEST(ReadCsv, ReadsALastLineWithoutItsEnd) {
  const auto rows = ReadCsv("a;b\n1;2", ';');
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_THAT(rows->back().cells, ElementsAre("1", "2"));
}

TEST(ReadCsv, LeavesOutRowsWithoutAnyText) {
  const auto rows = ReadCsv("a,b\n,\n1,\n", ',');
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_EQ(rows->size(), 2u);
}

TEST(ReadCsv, NamesTheLineWithAQuotationMarkOutOfPlace) {
  EXPECT_THAT(std::string(ReadCsv("a\nb\nx\"y\n", ',').status().message()), HasSubstr("line 3"));
}

TEST(ReadCsv, NamesTheLineWhoseQuotationNeverEnds) {
  EXPECT_THAT(std::string(ReadCsv("a\n\"b\nc\n", ',').status().message()), HasSubstr("line 2"));
}

}  // namespace
}  // namespace assessment::table
