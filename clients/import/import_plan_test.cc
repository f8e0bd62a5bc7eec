#include "clients/import/import_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::importing {
namespace {

using ::testing::HasSubstr;

constexpr char kMapping[] = R"(
  source: "transport"
  events {
    key: "{编号}"
    fields { field: "occurred_on" column: "日期" }
    fields { field: "accident_reported.accident" column: "编号" }
  })";

table::NamedTable TableWith(std::vector<std::string> columns) {
  table::NamedTable table;
  table.columns = std::move(columns);
  return table;
}

std::string FaultOf(const std::string& mapping_text, std::vector<std::string> columns) {
  const auto mapping = ParseMapping(mapping_text);
  if (!mapping.ok()) return std::string(mapping.status().message());
  return std::string(MakePlan(*mapping, TableWith(std::move(columns))).status().message());
}

TEST(ParseMapping, NamesTheLineOfAFault) {
  EXPECT_THAT(FaultOf("source: \"x\"\nevent {}", {}), HasSubstr("mapping, line 2"));
}

TEST(ParseMapping, RefusesAMappingWithoutSourceOrEvents) {
  EXPECT_THAT(FaultOf("events {}", {}), HasSubstr("source: not given"));
  EXPECT_THAT(FaultOf("source: \"x\"", {}), HasSubstr("events: none"));
}

TEST(MakePlan, FindsColumnsAndTheKindOfEvent) {
  const auto plan = MakePlan(*ParseMapping(kMapping), TableWith({"日期", "编号"}));
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->events[0].kind, "accident_reported");
  EXPECT_EQ(plan->events[0].fields[1].column, 1);
}

TEST(MakePlan, NamesAColumnThatTheFileHasNot) {
  EXPECT_THAT(FaultOf(kMapping, {"日期", "报告编号"}),
              HasSubstr("rule 1: column \"编号\": not in the file; it has 日期, 报告编号"));
}

TEST(MakePlan, RefusesAColumnThatNothingIsTakenFrom) {
  EXPECT_THAT(FaultOf(kMapping, {"日期", "编号", "死亡"}),
              HasSubstr("nothing is taken from column 死亡"));
  EXPECT_EQ(FaultOf(std::string("ignored_columns: \"死亡\"") + kMapping, {"日期", "编号", "死亡"}),
            "");
}

TEST(MakePlan, RefusesAnEventWithoutAKindOrOfTwo) {
  EXPECT_THAT(
      FaultOf("source: \"x\" events { fields { field: \"late_reason\" constant: \"y\" } }", {}),
      HasSubstr("no field says what happened"));
  EXPECT_THAT(
      FaultOf("source: \"x\" events { fields { field: \"accident_reported.accident\" constant: "
              "\"y\" } fields { field: \"accident_ruled.accident\" constant: \"y\" } }",
              {}),
      HasSubstr("expected one kind an event"));
}

TEST(MakePlan, RefusesAFieldFromNowhere) {
  EXPECT_THAT(
      FaultOf("source: \"x\" events { fields { field: \"accident_reported.accident\" } }", {}),
      HasSubstr("expected a column, a constant or a template"));
}

TEST(MakePlan, GivesEveryRuleTheValueTableItNames) {
  constexpr char kTables[] = R"(
    source: "x"
    value_tables { name: "kinds" values { key: "道路" value: "ROAD" } }
    events { fields { field: "accident_reported.kind" column: "类型" value_table: "kinds" } })";
  const auto plan = MakePlan(*ParseMapping(kTables), TableWith({"类型"}));
  ASSERT_TRUE(plan.ok()) << plan.status();
  EXPECT_EQ(plan->events[0].fields[0].rule.values().at("道路"), "ROAD");
}

TEST(MakePlan, RefusesAValueTableThatIsNotThere) {
  EXPECT_THAT(FaultOf("source: \"x\" events { fields { field: \"accident_reported.kind\" column: "
                      "\"类型\" value_table: \"kinds\" } }",
                      {"类型"}),
              HasSubstr("value_table \"kinds\" is not in value_tables"));
}

TEST(MakePlan, RefusesAnOpenBraceInATemplate) {
  EXPECT_THAT(FaultOf("source: \"x\" events { key: \"{编号\" fields { field: "
                      "\"accident_reported.accident\" column: \"编号\" } }",
                      {"编号"}),
              HasSubstr("a { without its }"));
}

}  // namespace
}  // namespace assessment::importing
