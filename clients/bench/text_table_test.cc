#include "clients/bench/text_table.h"

#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

TEST(TextTable, AlignsColumnsByTheirWidestCell) {
  TextTable table({{"name"}, {"rate", TextTable::Align::kRight}, {"note"}});
  table.AddRow({"a", "12,345", "x"});
  table.AddRow({"longer", "1", "yy"});
  EXPECT_EQ(table.Render(),
            "name      rate  note\n"
            "------  ------  ----\n"
            "a       12,345  x\n"
            "longer       1  yy\n");
}

TEST(TextTable, LeavesMissingCellsEmptyAndNoSpaceAtTheEnd) {
  TextTable table({{"name"}, {"note"}});
  table.AddRow({"a"});
  EXPECT_EQ(table.Render(), "name  note\n----  ----\na\n");
}

}  // namespace
}  // namespace assessment::bench
