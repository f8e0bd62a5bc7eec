#include "clients/import/row_events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/import/import_plan.h"

namespace assessment::importing {
namespace {

using ::testing::HasSubstr;

constexpr char kAccidents[] = R"(
  source: "transport"
  stated_by: "编号"
  events {
    key: "{编号}/report"
    fields { field: "occurred_on" column: "日期" required: true }
    fields { field: "accident_reported.accident" template: "JT-{编号}" }
    fields { field: "accident_reported.deaths" column: "死亡" }
    fields {
      field: "accident_reported.kind" column: "类型"
      values { key: "道路" value: "ROAD" } values { key: "火灾" value: "FIRE" }
    }
  }
  events {
    when { column: "责任单位" }
    fields { field: "occurred_on" column: "日期" }
    fields { field: "accident_attributed.accident" template: "JT-{编号}" }
    fields { field: "accident_attributed.unit" column: "责任单位" }
    fields { field: "accident_attributed.role" constant: "TERRITORY" }
  })";
const std::vector<std::string>& AccidentColumns() {
  static const auto* const columns =
      new std::vector<std::string>{"编号", "日期", "死亡", "类型", "责任单位"};
  return *columns;
}

constexpr char kFindings[] = R"(
  source: "field"
  events {
    fields { field: "occurred_on" constant: "2022-06-30" }
    fields { field: "finding_recorded.clause" column: "条款" }
    fields {
      field: "finding_recorded.subjects.name" column: "对象" separator: "、"
      part_separator: "|" part: 0
    }
    fields {
      field: "finding_recorded.subjects.code" column: "对象" separator: "、"
      part_separator: "|" part: 1
    }
    fields { field: "finding_recorded.subjects.kind" column: "种类" }
    fields { field: "decided_by.person_id" constant: "p-102" }
    fields { field: "decided_by.name" constant: "李敏" }
    counts { column: "次数" field: "finding_recorded.subjects" }
  })";

RowEvents Make(const char* mapping_text, const std::vector<std::string>& columns,
               std::vector<std::string> cells, int repeat = 0) {
  table::NamedTable table;
  table.columns = columns;
  const auto mapping = ParseMapping(mapping_text);
  EXPECT_TRUE(mapping.ok()) << mapping.status();
  const auto plan = MakePlan(*mapping, table);
  EXPECT_TRUE(plan.ok()) << plan.status();
  const table::TableRow row = {7, std::move(cells)};
  return MakeRowEvents(*plan, row, RowIdentity(row, repeat), "141100");
}

RowEvents MakeAccident(std::vector<std::string> cells, int repeat = 0) {
  return Make(kAccidents, AccidentColumns(), std::move(cells), repeat);
}

RowEvents MakeFinding(std::vector<std::string> cells) {
  return Make(kFindings, {"条款", "对象", "种类", "次数"}, std::move(cells));
}

TEST(MakeRowEvents, MakesAnEventForEachRuleThatConcernsTheRow) {
  const RowEvents both = MakeAccident({"12", "2022-06-30", "1", "道路", "141102"});
  ASSERT_EQ(both.events.size(), 2u);
  EXPECT_EQ(both.events[0].ledger(), "141100");
  EXPECT_EQ(both.events[0].source(), "transport");
  EXPECT_EQ(both.events[0].content().accident_reported().accident(), "JT-12");
  EXPECT_EQ(both.events[0].content().accident_reported().kind(), event::v1::ACCIDENT_KIND_ROAD);
  EXPECT_EQ(both.events[1].content().accident_attributed().unit(), "141102");
  EXPECT_EQ(MakeAccident({"12", "2022-06-30", "1", "道路", ""}).events.size(), 1u);
}

TEST(MakeRowEvents, TakesTheKeyFromItsTemplateOrFromTheRow) {
  const RowEvents row = MakeAccident({"12", "2022-06-30", "1", "道路", "141102"});
  EXPECT_EQ(row.events[0].idempotency_key(), "12/report");
  const std::string from_row = row.events[1].idempotency_key();
  EXPECT_EQ(MakeAccident({"12", "2022-06-30", "1", "道路", "141102"}).events[1].idempotency_key(),
            from_row);
  EXPECT_NE(MakeAccident({"12", "2022-06-30", "2", "道路", "141102"}).events[1].idempotency_key(),
            from_row);
}

TEST(MakeRowEvents, MakesEqualRowsEventsOfTheirOwn) {
  const std::vector<std::string> cells = {"12", "2022-06-30", "1", "道路", "141102"};
  EXPECT_NE(MakeAccident(cells, 0).events[1].idempotency_key(),
            MakeAccident(cells, 1).events[1].idempotency_key());
}

TEST(MakeRowEvents, PassesOverARowThatStatesNothing) {
  const RowEvents row = MakeAccident({"", "", "", "", ""});
  EXPECT_FALSE(row.stated);
  EXPECT_TRUE(row.events.empty());
  EXPECT_TRUE(row.faults.empty());
}

TEST(MakeRowEvents, NamesEveryFaultOfARowAndMakesNoEventOfIt) {
  const RowEvents row = MakeAccident({"12", "", "两人", "爆炸", "141102"});
  EXPECT_TRUE(row.events.empty());
  ASSERT_EQ(row.faults.size(), 3u);
  EXPECT_EQ(row.faults[0].column, "日期");
  EXPECT_EQ(row.faults[0].found, "nothing");
  EXPECT_EQ(row.faults[1].column, "死亡");
  EXPECT_EQ(row.faults[1].found, "两人");
  EXPECT_THAT(row.faults[1].expected, HasSubstr("a whole number"));
  EXPECT_EQ(row.faults[2].field, "accident_reported.kind");
  EXPECT_THAT(row.faults[2].expected, HasSubstr("one of 火灾, 道路"));
}

TEST(MakeRowEvents, NamesAColumnOnceThatSeveralRulesTakeFrom) {
  const RowEvents row = MakeAccident({"12", "昨天", "1", "道路", "141102"});
  ASSERT_EQ(row.faults.size(), 1u);
  EXPECT_EQ(row.faults[0].column, "日期");
}

TEST(MakeRowEvents, LeavesAFieldUnsetThatARowIsSilentAbout) {
  const RowEvents row = MakeAccident({"12", "2022-06-30", "", "道路", ""});
  ASSERT_EQ(row.events.size(), 1u);
  EXPECT_EQ(row.events[0].content().accident_reported().deaths(), 0u);
}

TEST(MakeRowEvents, MakesAListOfTheElementsOfACell) {
  const RowEvents row = MakeFinding({"1.1", "甲公司|91140000、乙公司", "enterprise", "2"});
  ASSERT_EQ(row.events.size(), 1u) << row.faults.size();
  const auto& subjects = row.events[0].content().finding_recorded().subjects();
  ASSERT_EQ(subjects.size(), 2);
  EXPECT_EQ(subjects[0].name().plain(), "甲公司");
  EXPECT_EQ(subjects[0].code(), "91140000");
  EXPECT_EQ(subjects[1].code(), "");
  EXPECT_EQ(subjects[1].kind(), "enterprise");
}

TEST(MakeRowEvents, MakesOneElementOfConstantsAlone) {
  const RowEvents row = MakeFinding({"1.1", "", "", ""});
  ASSERT_EQ(row.events.size(), 1u);
  ASSERT_EQ(row.events[0].content().decided_by_size(), 1);
  EXPECT_EQ(row.events[0].content().decided_by(0).name().plain(), "李敏");
  EXPECT_TRUE(row.events[0].content().finding_recorded().subjects().empty());
}

TEST(MakeRowEvents, RefusesACountThatDoesNotAgreeWithTheList) {
  const RowEvents row = MakeFinding({"1.1", "甲、乙", "enterprise", "3"});
  ASSERT_EQ(row.faults.size(), 1u);
  EXPECT_EQ(row.faults[0].column, "次数");
  EXPECT_EQ(row.faults[0].found, "3");
  EXPECT_TRUE(MakeFinding({"1.1", "", "", "1"}).faults.empty());
}

TEST(ColumnOfField, FindsTheColumnThatARefusalIsAbout) {
  table::NamedTable table;
  table.columns = AccidentColumns();
  const auto plan = MakePlan(*ParseMapping(kAccidents), table);
  const RowEvents row =
      MakeRowEvents(*plan, {2, {"12", "2022-06-30", "1", "道路", "141102"}}, "row", "141100");
  EXPECT_EQ(ColumnOfField(*plan, row.events[0], "events[0].content.accident_reported.deaths"),
            "死亡");
  EXPECT_EQ(ColumnOfField(*plan, row.events[1], "events[1].content.accident_attributed.unit"),
            "责任单位");
  EXPECT_EQ(ColumnOfField(*plan, row.events[0], "content.occurred_on.day"), "日期");
  EXPECT_EQ(ColumnOfField(*plan, row.events[0], "idempotency_key"), "");
}

}  // namespace
}  // namespace assessment::importing
