#include "clients/ctl/render_explanation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/ctl/display_width.h"
#include "clients/ctl/render_line.h"
#include "clients/ctl/render_score.h"

namespace assessment::ctl {
namespace {

using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;

LineExplanation AbsorbedFinding() {
  LineExplanation line;
  line.set_state(projections::v1::LINE_STATE_CHARGED);
  line.set_position(124);
  line.set_event_type(event::v1::EVENT_TYPE_FINDING_RECORDED);
  line.mutable_occurred_on()->set_year(2022);
  line.mutable_occurred_on()->set_month(3);
  line.mutable_occurred_on()->set_day(4);
  line.set_raised_milli(1000);
  line.set_charged_milli(700);
  line.set_absorbed_milli(300);
  projections::v1::Absorption& absorption = *line.add_absorptions();
  absorption.set_by("item");
  absorption.set_id("1");
  absorption.set_milli(300);
  absorption.set_used_up_by_position(99);
  line.mutable_text()->set_plain("未见会议记录");
  line.add_decided_by()->mutable_name()->set_plain("李敏");
  line.mutable_poster()->set_principal("team");
  line.mutable_poster()->set_person_id("p-102");
  line.set_gain_milli(702);
  return line;
}

ScoreExplanation AScore() {
  ScoreExplanation score;
  score.set_unit("141122");
  score.set_unit_name("交城县");
  score.set_cycle("2022-counties");
  score.set_size(512);
  score.set_raw_milli(98'000);
  score.set_applicable_milli(99'600);
  score.set_total_milli(100'000);
  score.mutable_base()->set_numerator(98'393);
  score.mutable_base()->set_denominator(1);
  *score.mutable_unrounded() = score.base();
  score.set_final_milli(98'390);
  score.set_decimals(2);
  score.set_band("优秀");
  score.set_grade("良好");
  projections::v1::CategoryExplanation& category = *score.add_categories();
  category.set_category("一");
  category.mutable_title()->set_zh("责任落实");
  projections::v1::ItemExplanation& item = *category.add_items();
  item.set_item("1");
  item.mutable_label()->set_zh("会议研究");
  item.set_applicable_milli(1000);
  item.set_applicability(projections::v1::APPLICABILITY_APPLICABLE);
  item.set_covered(true);
  item.set_charged_milli(700);
  item.set_score_milli(300);
  projections::v1::ClauseExplanation& clause = *item.add_clauses();
  clause.set_clause("1.1");
  clause.mutable_label()->set_zh("缺会议");
  clause.set_kind("per");
  clause.set_raised_milli(1000);
  clause.set_charged_milli(700);
  clause.set_absorbed_milli(300);
  *clause.add_lines() = AbsorbedFinding();
  projections::v1::ClauseExplanation& quiet = *item.add_clauses();
  quiet.set_clause("1.2");
  quiet.set_kind("fixed");
  return score;
}

TEST(LineTexts, SayStateAmountsAndWhatUsedUpTheRoom) {
  const std::vector<std::string> texts = LineTexts(AbsorbedFinding(), Language::kEnglish);
  ASSERT_EQ(texts.size(), 4u);
  EXPECT_EQ(texts[0],
            "#124 2022-03-04 finding: charged, raised 1, charged 0.7, absorbed 0.3, "
            "final without it +0.702");
  EXPECT_EQ(texts[1], "未见会议记录");
  EXPECT_EQ(texts[2], "0.3 beyond points of item 1 (used up by #99)");
  EXPECT_EQ(texts[3], "decided by 李敏 · posted by team (p-102)");
}

TEST(LineTexts, SayWhyALineCountsNowhere) {
  LineExplanation line;
  line.set_state(projections::v1::LINE_STATE_UNCOUNTED);
  line.set_uncounted_reason(projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW);
  EXPECT_NE(LineTexts(line, Language::kChinese)[0].find("不在考核期内"), std::string::npos);
}

TEST(Explanation, ReachesFromTheFinalScoreDownToTheEvent) {
  const std::string text = RenderExplanation(AScore(), {.language = Language::kChinese});
  for (const char* part : {"交城县 (141122)", "98.39", "良好", "责任落实", "会议研究", "1.1 缺会议",
                           "#124 2022-03-04 检查发现", "李敏"}) {
    EXPECT_NE(text.find(part), std::string::npos) << part << " is not in\n" << text;
  }
}

TEST(Explanation, LeavesOutClausesWithoutLinesUnlessAllIsAskedFor) {
  EXPECT_EQ(RenderExplanation(AScore(), {}).find("1.2"), std::string::npos);
  EXPECT_NE(RenderExplanation(AScore(), {.all = true}).find("1.2"), std::string::npos);
}

TEST(Explanation, StaysWithinTheWidth) {
  ScoreExplanation score = AScore();
  std::string label;
  for (int i = 0; i < 40; ++i) label += "安全生产";
  score.mutable_categories(0)->mutable_items(0)->mutable_label()->set_zh(label);
  score.mutable_categories(0)
      ->mutable_items(0)
      ->mutable_clauses(0)
      ->mutable_lines(0)
      ->mutable_text()
      ->set_plain(label);
  const std::string text = RenderExplanation(score, {.width = 80});
  const std::string tree = text.substr(text.find("责任落实"));
  for (const absl::string_view line : absl::StrSplit(tree, '\n')) {
    EXPECT_LE(DisplayWidth(line), 80u) << line;
  }
}

TEST(FinalScore, ShowsTheGradeBeforeVetoesBesideTheOneAfter) {
  const std::string text = RenderFinalScore(AScore(), Language::kEnglish);
  EXPECT_NE(text.find("grade 良好 (before vetoes 优秀)"), std::string::npos) << text;
}

TEST(FinalScore, SaysWhenThereIsNone) {
  ScoreExplanation score;
  EXPECT_NE(RenderFinalScore(score, Language::kEnglish).find("there is no score"),
            std::string::npos);
}

projections::v1::GetVetoStatusResponse VetoNotEvaluatedFor(int units) {
  projections::v1::GetVetoStatusResponse vetoes;
  for (int i = 0; i < units; ++i) {
    projections::v1::UnitVetoes* unit = vetoes.add_units();
    unit->set_unit_name(absl::StrCat("单位", i));
    projections::v1::VetoStatus* veto = unit->add_vetoes();
    veto->set_veto("V5");
    veto->set_state(projections::v1::VETO_STATE_NOT_EVALUATED);
    veto->add_missing_metrics("deaths");
  }
  return vetoes;
}

TEST(Vetoes, PrintOneRowForManyUnitsThatLackTheSameFigure) {
  const std::string text = RenderVetoes(VetoNotEvaluatedFor(4), false, Language::kChinese);
  EXPECT_THAT(text, ::testing::HasSubstr("4 个单位"));
  EXPECT_THAT(text, ::testing::Not(::testing::HasSubstr("单位0")));
}

TEST(Vetoes, NameEachOfAFewUnitsThatLackAFigure) {
  EXPECT_THAT(RenderVetoes(VetoNotEvaluatedFor(3), false, Language::kChinese),
              ::testing::HasSubstr("单位2"));
}

TEST(Vetoes, NameEveryUnitWhenAllIsAskedFor) {
  EXPECT_THAT(RenderVetoes(VetoNotEvaluatedFor(9), true, Language::kChinese),
              ::testing::HasSubstr("单位8"));
}

TEST(Ranking, PrintsOneTableAPoolAndLeavesUnrankedUnitsWithoutRank) {
  projections::v1::ListScoresResponse ranking;
  ranking.set_decimals(2);
  projections::v1::RankedScore& first = *ranking.add_scores();
  first.set_pool("counties");
  first.set_rank(1);
  first.set_unit_name("交城县");
  first.set_final_milli(93'500);
  projections::v1::RankedScore& unranked = *ranking.add_scores();
  unranked.set_pool("other");
  unranked.set_unit_name("石楼县");
  const std::string text = RenderRanking(ranking, Language::kEnglish);
  EXPECT_NE(text.find("pool counties"), std::string::npos) << text;
  EXPECT_NE(text.find("pool other"), std::string::npos);
  EXPECT_NE(text.find("93.50"), std::string::npos);
  EXPECT_NE(text.find("   —  石楼县"), std::string::npos) << text;
}

}  // namespace
}  // namespace assessment::ctl
