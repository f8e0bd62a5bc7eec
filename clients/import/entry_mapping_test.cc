#include "clients/import/entry_mapping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/import/row_events.h"
#include "clients/sheet/entry_form.h"

namespace assessment::importing {
namespace {

using ::testing::HasSubstr;

table::NamedTable EntryTable() {
  table::NamedTable table;
  for (const sheet::EntryField& field : sheet::EntryFields()) {
    table.columns.emplace_back(field.name);
  }
  return table;
}

// The events of a row in which the named fields are filled in.
RowEvents MakeEntry(const std::map<std::string, std::string>& filled) {
  const table::NamedTable table = EntryTable();
  const auto plan = MakePlan(EntryMapping(table.columns), table);
  EXPECT_TRUE(plan.ok()) << plan.status();
  table::TableRow row;
  row.number = 2;
  for (const std::string& column : table.columns) {
    const auto text = filled.find(column);
    row.cells.push_back(text == filled.end() ? "" : text->second);
  }
  return MakeRowEvents(*plan, row, "row", "141100");
}

std::map<std::string, std::string> Given(const std::string& posting) {
  return {{"posting", posting}, {"cycle", "2022-counties"}, {"unit", "141102"},
          {"item", "1"},        {"clause", "1.1"},          {"label", "内容"}};
}

std::map<std::string, std::string> Filled(const std::string& posting,
                                          const std::map<std::string, std::string>& fields) {
  std::map<std::string, std::string> all = Given(posting);
  all["occurred_on"] = "2023-02-08";
  all["decided_by"] = "p-102|李敏|组员|第一考核组\np-103|赵强";
  for (const auto& [name, text] : fields) all[name] = text;
  return all;
}

TEST(EntryMapping, PassesOverARowThatWasNotFilledIn) {
  EXPECT_FALSE(MakeEntry(Given("finding_recorded")).stated);
}

TEST(EntryMapping, MakesAFindingWithItsSubjectsAndPersons) {
  const RowEvents row = MakeEntry(
      Filled("finding_recorded",
             {{"problem", "缺记录"}, {"subjects", "甲公司|9114\n乙公司"}, {"occurrences", "2"}}));
  ASSERT_EQ(row.events.size(), 1u);
  const event::v1::EventContent& content = row.events[0].content();
  EXPECT_EQ(content.finding_recorded().clause(), "1.1");
  EXPECT_EQ(content.finding_recorded().subjects(0).code(), "9114");
  EXPECT_EQ(content.finding_recorded().subjects(1).name().plain(), "乙公司");
  ASSERT_EQ(content.decided_by_size(), 2);
  EXPECT_EQ(content.decided_by(0).body(), "第一考核组");
  EXPECT_EQ(content.decided_by(1).name().plain(), "赵强");
}

TEST(EntryMapping, MakesAReviewOfAnItem) {
  const RowEvents row = MakeEntry(
      Filled("item_reviewed", {{"materials", "台账"}, {"outcome", sheet::kNoProblemFound}}));
  ASSERT_EQ(row.events.size(), 1u);
  EXPECT_EQ(row.events[0].content().item_reviewed().items(0), "1");
  EXPECT_EQ(row.events[0].content().item_reviewed().outcome(),
            event::v1::REVIEW_OUTCOME_NO_PROBLEM_FOUND);
}

TEST(EntryMapping, MakesJudgedPointsAndADecidedDeduction) {
  EXPECT_EQ(MakeEntry(Filled("points_judged", {{"points", "0.5"}, {"problem", "齐全"}}))
                .events[0]
                .content()
                .points_judged()
                .points_milli(),
            500);
  EXPECT_EQ(MakeEntry(Filled("deduction_decided",
                             {{"points", "2"}, {"problem", "不配合"}, {"inspection", "督1号"}}))
                .events[0]
                .content()
                .deduction_decided()
                .inspection(),
            "督1号");
}

TEST(EntryMapping, MakesAnExemptionWithItsEvidence) {
  const std::string hash(64, 'a');
  const RowEvents row =
      MakeEntry(Filled("exemption_granted",
                       {{"problem", "学习三次"}, {"evidence", "记录.pdf|" + hash + "|档案室"}}));
  ASSERT_EQ(row.events.size(), 1u);
  EXPECT_EQ(row.events[0].content().evidence(0).sha256(), std::string(32, '\xaa'));
  EXPECT_EQ(row.events[0].content().evidence(0).location(), "档案室");
}

TEST(EntryMapping, NamesTheFieldsThatAFilledRowLacks) {
  std::map<std::string, std::string> filled = Given("finding_recorded");
  filled["note"] = "只写了备注";
  const RowEvents row = MakeEntry(filled);
  std::vector<std::string> columns;
  for (const RowFault& fault : row.faults) columns.push_back(fault.column);
  EXPECT_THAT(columns, ::testing::UnorderedElementsAre("occurred_on", "problem", "decided_by"));
}

TEST(EntryMapping, ReadsAWorkbookThatLeftColumnsOut) {
  table::NamedTable table;
  table.columns = {"posting", "cycle", "unit", "clause", "problem", "occurred_on", "decided_by"};
  const auto plan = MakePlan(EntryMapping(table.columns), table);
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(
      MakeRowEvents(*plan, {2, {"finding_recorded", "c", "u", "1.1", "缺", "2023-02-08", "p-1|李"}},
                    "row", "141100")
          .events.size(),
      1u);
}

TEST(ReadEntryOrigin, KnowsWhatTheWorkbookWasMadeFor) {
  const auto origin =
      ReadEntryOrigin("assessment-entry/1 141100 2022-counties 141130 lvliang-2022-counties 1");
  ASSERT_TRUE(origin.ok() && origin->has_value());
  EXPECT_EQ((*origin)->scheme, "lvliang-2022-counties");
  EXPECT_EQ((*origin)->scheme_version, 1);
  EXPECT_FALSE(ReadEntryOrigin("")->has_value());
  EXPECT_FALSE(ReadEntryOrigin("assessment-entry/9 x").ok());
}

}  // namespace
}  // namespace assessment::importing
