#include "clients/certificate/score_sheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assessment::certificate {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

SheetBasis TheBasis() {
  SheetBasis basis;
  basis.results.set_origin("ledger.example/log/141100");
  basis.results.set_cycle("2022");
  basis.results.set_title("2022年考核");
  basis.results.set_revision(2);
  basis.results.set_size(7);
  basis.results.set_root(std::string(32, 'r'));
  event::v1::UnitResult& result = *basis.results.add_results();
  result.set_unit("u");
  result.set_unit_name("交口县");
  result.set_rank(3);
  scheme::v1::Scheme& scheme = *basis.scheme.mutable_scheme();
  scheme::v1::Category& category = *scheme.add_categories();
  category.set_category("A");
  scheme::v1::Item& item = *category.add_items();
  item.set_item("1");
  scheme::v1::Clause& clause = *item.add_clauses();
  clause.set_clause("1.1");
  clause.mutable_fixed()->set_amount_milli(500);
  basis.authority_code = "141100";
  return basis;
}

projections::v1::ScoreExplanation TheScore() {
  projections::v1::ScoreExplanation score;
  score.set_unit("u");
  score.set_unit_name("交口县");
  projections::v1::CategoryExplanation& category = *score.add_categories();
  category.set_category("A");
  projections::v1::ItemExplanation& item = *category.add_items();
  item.set_item("1");
  projections::v1::ClauseExplanation& clause = *item.add_clauses();
  clause.set_clause("1.1");
  clause.set_kind("fixed");
  projections::v1::LineExplanation& line = *clause.add_lines();
  line.set_state(projections::v1::LINE_STATE_CHARGED);
  line.set_raised_milli(500);
  line.set_charged_milli(500);
  line.mutable_text()->set_plain("缺一次学习");
  return score;
}

std::string Text(const projections::v1::ScoreExplanation& score) {
  const absl::StatusOr<std::string> text = ScoreSheet(TheBasis(), score);
  EXPECT_TRUE(text.ok()) << text.status();
  return text.ok() ? *text : "";
}

TEST(ScoreSheet, SaysWhatWasFoundAndWhereItComesFrom) {
  const std::string text = Text(TheScore());
  EXPECT_THAT(text, HasSubstr("缺一次学习，扣0.5分"));
  EXPECT_THAT(text, HasSubstr("单位：交口县（u）"));
  EXPECT_THAT(text, HasSubstr("第 2 版　　名次：3"));
  EXPECT_THAT(text, HasSubstr("账本大小：7"));
  EXPECT_THAT(text, HasSubstr("assessment-sheet/1 141100 2022 u whole 7 "));
}

TEST(ScoreSheet, SaysOfATextOutsideTheLogThatItIsElsewhere) {
  projections::v1::ScoreExplanation score = TheScore();
  score.mutable_categories(0)
      ->mutable_items(0)
      ->mutable_clauses(0)
      ->mutable_lines(0)
      ->mutable_text()
      ->set_commitment(std::string(32, 'c'));
  EXPECT_THAT(Text(score), HasSubstr("（文字不在证明文件内），扣0.5分"));
  EXPECT_THAT(Text(score), Not(HasSubstr("已删除")));
}

TEST(ScoreSheet, IsOfAUnitOfTheResults) {
  projections::v1::ScoreExplanation score = TheScore();
  score.set_unit("v");
  EXPECT_THAT(std::string(ScoreSheet(TheBasis(), score).status().message()), HasSubstr("\"v\""));
}

TEST(ScoreSheet, HasAFileNameThatLeadsNowhereElse) {
  EXPECT_EQ(ScoreSheetName("141130"), "sheets/141130.csv");
  EXPECT_EQ(ScoreSheetName("交口县"), "sheets/交口县.csv");
  EXPECT_EQ(ScoreSheetName("../x%y"), "sheets/%2E%2E%2Fx%25y.csv");
}

}  // namespace
}  // namespace assessment::certificate
