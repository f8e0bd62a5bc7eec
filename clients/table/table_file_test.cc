#include "clients/table/table_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

namespace assessment::table {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string FileWith(const std::string& name, const std::string& bytes) {
  const std::string path = ::testing::TempDir() + "/" + name;
  std::ofstream(path, std::ios::binary) << bytes;
  return path;
}

TEST(ReadTableFile, ReadsByTheEndingOfTheName) {
  EXPECT_THAT(ReadTableFile(FileWith("a.csv", "x;y\n"), {"", "", ';'})->rows[0].cells,
              ElementsAre("x", "y"));
  EXPECT_THAT(ReadTableFile(FileWith("a.TSV", "x\ty\n"), {})->rows[0].cells, ElementsAre("x", "y"));
  const auto json = ReadTableFile(FileWith("a.jsonl", "{\"x\": 1}\n"), {});
  EXPECT_THAT(json->rows[1].cells, ElementsAre("1"));
  EXPECT_EQ(json->heading_row, 0);
}

TEST(ReadTableFile, NamesTheFileAndWhatIsWrongWithIt) {
  EXPECT_THAT(std::string(ReadTableFile(FileWith("b.csv", "\"x"), {}).status().message()),
              HasSubstr("b.csv: line 1"));
  EXPECT_THAT(std::string(ReadTableFile("none.csv", {}).status().message()),
              HasSubstr("none.csv: cannot be opened"));
  EXPECT_THAT(std::string(ReadTableFile("a.xls", {}).status().message()),
              HasSubstr("expected a name that ends in"));
}

}  // namespace
}  // namespace assessment::table
