// The mappings that are shipped as samples read the tables beside them.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/import/import_plan.h"
#include "clients/import/row_events.h"
#include "clients/table/table_file.h"

namespace assessment::importing {
namespace {

std::string SampleFile(const std::string& name) {
  return absl::StrCat(ASSESSMENT_IMPORT_SAMPLES, "/", name);
}

// What the rows of a sample become.
std::vector<RowEvents> RowsOf(const std::string& table_name, const std::string& mapping_name) {
  std::ifstream mapping_file(SampleFile(mapping_name));
  const auto mapping = ParseMapping(std::string((std::istreambuf_iterator<char>(mapping_file)),
                                                std::istreambuf_iterator<char>()));
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  auto file = table::ReadTableFile(SampleFile(table_name), {});
  EXPECT_TRUE(file.ok()) << file.status();
  const auto table = table::NameColumns(file->rows, file->heading_row);
  EXPECT_TRUE(table.ok()) << table.status();
  const auto plan = MakePlan(*mapping, *table);
  EXPECT_TRUE(plan.ok()) << plan.status();
  std::vector<RowEvents> rows;
  for (const table::TableRow& row : table->rows) {
    rows.push_back(MakeRowEvents(*plan, row, RowIdentity(row, 0), "141100"));
  }
  return rows;
}

TEST(SampleMapping, MakesAReportAndAnAttributionOfEachRoadAccident) {
  const std::vector<RowEvents> rows = RowsOf("road-accidents.csv", "road-accidents.txtpb");
  ASSERT_EQ(rows.size(), 5u);
  ASSERT_EQ(rows[0].events.size(), 2u);
  const event::v1::AccidentReported& report = rows[0].events[0].content().accident_reported();
  EXPECT_EQ(report.accident(), "JJ-2022-101");
  EXPECT_EQ(report.county(), "141124");
  EXPECT_EQ(report.occurred_at().hour(), 7);
  EXPECT_EQ(report.production_operating(), event::v1::FINDING_YES);
  EXPECT_EQ(rows[0].events[1].content().accident_attributed().role(),
            event::v1::ACCIDENT_ROLE_TERRITORY);
}

TEST(SampleMapping, NamesTheTwoFaultyRowsOfTheRegister) {
  const std::vector<RowEvents> rows = RowsOf("road-accidents.csv", "road-accidents.txtpb");
  ASSERT_EQ(rows.size(), 5u);
  ASSERT_EQ(rows[2].faults.size(), 1u);
  EXPECT_EQ(rows[2].faults[0].column, "死亡");
  ASSERT_EQ(rows[3].faults.size(), 1u);
  EXPECT_EQ(rows[3].faults[0].found, "吕梁山");
}

TEST(SampleMapping, MakesALetterOfSeveralUnitsAndMatters) {
  const std::vector<RowEvents> rows = RowsOf("letters.jsonl", "letters.txtpb");
  ASSERT_EQ(rows.size(), 3u);
  ASSERT_EQ(rows[2].events.size(), 1u);
  EXPECT_EQ(rows[2].events[0].idempotency_key(), "吕安办督〔2022〕10号");
  const event::v1::LetterIssued& letter = rows[2].events[0].content().letter_issued();
  EXPECT_THAT(letter.units(), ::testing::ElementsAre("141130", "lvliang-transport"));
  EXPECT_THAT(letter.matters(), ::testing::ElementsAre("ZB-2022-029", "ZB-2022-051"));
  EXPECT_EQ(letter.kind(), event::v1::LETTER_KIND_SUPERVISION);
}

}  // namespace
}  // namespace assessment::importing
