#include "clients/sheet/sheet_form.h"

#include <gtest/gtest.h>

#include <set>

#include "absl/strings/match.h"

namespace assessment::sheet {
namespace {

using projections::v1::ItemExplanation;

ItemExplanation& AddItem(const std::string& id, MilliPoints maximum, MilliPoints score,
                         projections::v1::CategoryExplanation& category) {
  ItemExplanation& item = *category.add_items();
  item.set_item(id);
  item.mutable_label()->set_zh("项目" + id);
  item.set_maximum_milli(maximum);
  item.set_applicable_milli(maximum);
  item.set_applicability(projections::v1::APPLICABILITY_APPLICABLE);
  item.set_score_milli(score);
  item.set_covered(true);
  return item;
}

// Item 1 with a finding, item 2 that does not concern the unit, item 37 scored by the office.
FormInput AForm() {
  FormInput input;
  input.cycle_title = "2022年度考核";
  input.year = 2022;
  input.status = "进行中";
  input.scheme.set_not_applicable_policy(scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO);
  input.scheme.mutable_number_policy()->set_decimals(2);
  scheme::v1::ScoringBody& office = *input.scheme.add_scoring_bodies();
  office.set_body("office");
  office.mutable_name()->set_zh("市安委办");
  scheme::v1::Category& scheme_category = *input.scheme.add_categories();
  scheme_category.set_category("一");
  scheme_category.set_points_milli(10'000);
  scheme::v1::Item& scheme_item = *scheme_category.add_items();
  scheme_item.set_item("1");
  scheme_item.set_maximum_milli(2000);
  scheme::v1::Clause& scheme_clause = *scheme_item.add_clauses();
  scheme_clause.set_clause("1.1");
  scheme_clause.mutable_per()->set_amount_milli(1000);
  scheme_clause.mutable_per()->set_counted("次");
  input.scheme.add_bonus_blocks()->set_block("B");
  input.scheme.add_grade_bands();

  projections::v1::ScoreExplanation& score = input.score;
  score.set_unit("141130");
  score.set_unit_name("交口县");
  score.set_cycle("2022-counties");
  score.set_raw_milli(6'000);
  score.set_applicable_milli(7'000);
  score.set_total_milli(10'000);
  score.set_final_milli(85'710);
  score.set_complete(true);
  score.set_band("良好");
  score.set_grade("合格");
  projections::v1::CategoryExplanation& category = *score.add_categories();
  category.set_category("一");
  category.mutable_title()->set_zh("责任落实");
  ItemExplanation& found = AddItem("1", 2000, 1000, category);
  projections::v1::ClauseExplanation& clause = *found.add_clauses();
  clause.set_clause("1.1");
  clause.mutable_label()->set_zh("缺会议");
  projections::v1::LineExplanation& line = *clause.add_lines();
  line.set_state(projections::v1::LINE_STATE_CHARGED);
  line.mutable_text()->set_plain("未见会议记录");
  line.set_raised_milli(1000);
  line.set_charged_milli(1000);
  projections::v1::LineExplanation& corrected = *clause.add_lines();
  corrected.set_state(projections::v1::LINE_STATE_CORRECTED);
  corrected.mutable_text()->set_plain("记错的一条");
  ItemExplanation& elsewhere = AddItem("2", 3000, 0, category);
  elsewhere.set_applicable_milli(0);
  elsewhere.set_applicability(projections::v1::APPLICABILITY_STATED);
  AddItem("37", 5000, 5000, category).set_scoring_body("office");
  score.add_bonus_blocks()->set_block("B");
  score.add_vetoes()->set_veto("V1");
  return input;
}

SheetContent Built(const FormInput& input) {
  absl::StatusOr<SheetContent> content = BuildForm(input);
  EXPECT_TRUE(content.ok()) << content.status();
  return *std::move(content);
}

const SheetRow* Row(const SheetContent& content, const std::string& key) {
  for (const SheetRow& row : content.rows) {
    if (row.key == key) return &row;
  }
  return nullptr;
}

// Text of the cell that begins in `column` of the row; "(none)" where there is none.
std::string Text(const SheetContent& content, const std::string& key, int column) {
  const SheetRow* row = Row(content, key);
  if (row == nullptr) return "(none)";
  for (const SheetCell& cell : row->cells) {
    if (cell.first_column == column) return CellText(cell);
  }
  return "(none)";
}

TEST(SheetForm, PrintsTheProblemsOfAnItemWithWhatTheyCost) {
  const SheetContent content = Built(AForm());
  EXPECT_EQ(Text(content, "item:1", kItemColumn), "一、责任落实\n（10分）");
  EXPECT_EQ(Text(content, "item:1", kRuleColumn), "1．项目1（2分）\n1.1 缺会议，每次扣1分");
  EXPECT_EQ(Text(content, "item:1", kProblemColumn), "1.1 未见会议记录，扣1分");
  EXPECT_EQ(Text(content, "item:1", kScoreColumn), "1");
  EXPECT_EQ(Text(content, "item:1", kRemarkColumn), "参与打分");
}

TEST(SheetForm, PrintsTheOfficialWordingWhereThereIsOne) {
  FormInput input = AForm();
  input.wording["1.1"] = "每缺一次会议扣1分";
  EXPECT_EQ(Text(Built(input), "item:1", kRuleColumn), "1．项目1（2分）\n1.1 每缺一次会议扣1分");
}

TEST(SheetForm, PrintsWhatDoesNotConcernTheUnitWithoutAScore) {
  const SheetContent content = Built(AForm());
  EXPECT_EQ(Text(content, "item:2", kProblemColumn), "不涉及");
  EXPECT_EQ(Text(content, "item:2", kScoreColumn), "—");
}

TEST(SheetForm, NamesAnItemThatNobodyLookedAt) {
  FormInput input = AForm();
  ItemExplanation& item = *input.score.mutable_categories(0)->mutable_items(0);
  item.set_covered(false);
  item.clear_clauses();
  const SheetContent content = Built(input);
  EXPECT_EQ(Text(content, "item:1", kProblemColumn), "");
  EXPECT_EQ(Text(content, "item:1", kRemarkColumn), "参与打分\n未查阅");
}

TEST(SheetForm, OfTheWholePrintsRawApplicableAndFinal) {
  const SheetContent content = Built(AForm());
  EXPECT_EQ(Text(content, "category:一", kScoreColumn), "6");
  EXPECT_EQ(Text(content, "summary:raw", kScoreColumn), "6");
  EXPECT_EQ(Text(content, "summary:applicable", kScoreColumn), "7");
  EXPECT_EQ(Text(content, "summary:final", kScoreColumn), "85.71");
  EXPECT_EQ(Text(content, "summary:grade", kScoreColumn), "合格");
  EXPECT_EQ(Text(content, "summary:grade", kProblemColumn), "一票否决前：良好");
  EXPECT_NE(Row(content, "veto:V1"), nullptr);
}

TEST(SheetForm, GivesNoGradeBeforeEverythingWasLookedAt) {
  FormInput input = AForm();
  input.score.set_complete(false);
  const SheetContent content = Built(input);
  EXPECT_EQ(Text(content, "summary:grade", kScoreColumn), "—");
  EXPECT_EQ(Text(content, "summary:final", kRemarkColumn), "暂定：查阅未全");
}

TEST(SheetForm, OfTheOnsitePartAddsUpWhatTheTeamScoresAndHasNoFinalScore) {
  FormInput input = AForm();
  input.part = SheetPart::kOnsite;
  const SheetContent content = Built(input);
  EXPECT_EQ(Text(content, "summary:subtotal", kScoreColumn), "1");
  EXPECT_EQ(Text(content, "item:37", kScoreColumn), "—");
  EXPECT_EQ(Text(content, "item:37", kRemarkColumn), "由市安委办评分，不计入本表");
  EXPECT_EQ(Row(content, "summary:final"), nullptr);
  EXPECT_EQ(Row(content, "veto:V1"), nullptr);
  EXPECT_EQ(Text(content, "block:B", kScoreColumn), "");
  EXPECT_EQ(CountedItems(input), (std::vector<std::string>{"1", "2"}));
}

TEST(SheetForm, RefusesAPartThatTheSchemeDoesNotHave) {
  FormInput input = AForm();
  input.part = SheetPart::kCommon;
  EXPECT_EQ(BuildForm(input).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(SheetForm, OfAMemberUnitPrintsCommonAndIndividualItemsApart) {
  FormInput input = AForm();
  projections::v1::CategoryExplanation& category = *input.score.mutable_categories(0);
  AddItem("C1", 1000, 900, category);
  AddItem("S1", 700, 600, category);
  AddItem("S2", 700, 0, category).set_applicability(projections::v1::APPLICABILITY_OUT_OF_SCOPE);
  category.mutable_items(5)->set_applicable_milli(0);
  input.part = SheetPart::kIndividual;
  const SheetContent individual = Built(input);
  EXPECT_EQ(Text(individual, "summary:subtotal", kScoreColumn), "0.6");
  EXPECT_EQ(Row(individual, "item:C1"), nullptr);
  EXPECT_EQ(Text(individual, "gathered:一", kRuleColumn), "S2");
  input.part = SheetPart::kCommon;
  EXPECT_EQ(Text(Built(input), "summary:subtotal", kScoreColumn), "0.9");
}

TEST(SheetForm, LeftBlankHasNoNumberAndNoLine) {
  FormInput input = AForm();
  input.blank = true;
  const SheetContent content = Built(input);
  for (const SheetRow& row : content.rows) {
    for (const SheetCell& cell : row.cells) {
      EXPECT_FALSE(cell.points.has_value()) << row.key;
      EXPECT_FALSE(absl::StrContains(cell.text, "未见会议记录"));
    }
  }
}

TEST(SheetForm, OfNoUnitPrintsEveryClauseOfTheScheme) {
  FormInput input = AForm();
  input.score = EmptyExplanation(input.scheme);
  input.blank = true;
  const SheetContent content = Built(input);
  EXPECT_TRUE(absl::StrContains(Text(content, "item:1", kRuleColumn), "1.1"));
  EXPECT_NE(Row(content, "block:B"), nullptr);
}

TEST(SheetForm, OfACompositePrintsItsPartsInPlaceOfItems) {
  FormInput input = AForm();
  input.scheme.mutable_composite();
  input.score.clear_categories();
  projections::v1::PartExplanation& part = *input.score.add_parts();
  part.set_part("counties");
  part.mutable_label()->set_zh("年度考核");
  part.set_cycle("2022-counties");
  part.set_weight(60);
  part.set_final_milli(91'850);
  const SheetContent content = Built(input);
  EXPECT_EQ(Text(content, "summary:part:counties", kScoreColumn), "91.85");
  EXPECT_EQ(Row(content, "summary:raw"), nullptr);
}

TEST(SheetForm, HasRowsOfDifferentKeys) {
  std::set<std::string> keys;
  for (const SheetRow& row : Built(AForm()).rows) EXPECT_TRUE(keys.insert(row.key).second);
}

}  // namespace
}  // namespace assessment::sheet
