#include "clients/table/csv_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/table/csv_reader.h"

namespace assessment::table {
namespace {

TEST(CsvLine, IsReadBackAsTheSameCells) {
  const std::vector<std::string> cells = {"甲;乙", "他说\"好\"", "", "一\n二", " 前后 ", "=1+1"};
  const auto rows = ReadCsv(CsvLine(cells, ';'), ';');
  ASSERT_TRUE(rows.ok()) << rows.status();
  EXPECT_EQ(rows->front().cells, cells);
}

}  // namespace
}  // namespace assessment::table
