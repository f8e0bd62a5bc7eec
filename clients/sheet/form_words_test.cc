#include "clients/sheet/form_words.h"

#include <gtest/gtest.h>

namespace assessment::sheet {
namespace {

using projections::v1::LineExplanation;

LineExplanation ALine(projections::v1::LineState state, MilliPoints raised, MilliPoints charged) {
  LineExplanation line;
  line.set_state(state);
  line.mutable_text()->set_plain("三家企业未建台账");
  line.set_raised_milli(raised);
  line.set_charged_milli(charged);
  return line;
}

TEST(LineText, SaysWhatWasFoundWhereAndWhatItCosts) {
  LineExplanation line = ALine(projections::v1::LINE_STATE_CHARGED, 600, 600);
  line.set_occurrences(2);
  line.add_subjects()->mutable_name()->set_plain("甲公司");
  line.add_subjects()->mutable_name()->set_commitment("c");
  EXPECT_EQ(LineText(line, false, "家"), "三家企业未建台账（甲公司、（已删除）；共2家），扣0.6分");
}

TEST(LineText, SaysWhatACapLeftUncharged) {
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_CHARGED, 600, 500), false, ""),
            "三家企业未建台账，扣0.5分（应扣0.6分，已到上限）");
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_ABSORBED, 600, 0), false, ""),
            "三家企业未建台账，应扣0.6分，已到上限，不再扣");
}

TEST(LineText, TurnsTheVerbRoundForAnAward) {
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_CHARGED, 200, 200), true, ""),
            "三家企业未建台账，加0.2分");
}

TEST(LineText, MarksWhatIsNotDecidedYet) {
  LineExplanation line = ALine(projections::v1::LINE_STATE_CHARGED, 500, 500);
  line.set_provisional(true);
  EXPECT_EQ(LineText(line, false, ""), "三家企业未建台账，扣0.5分（暂定）");
}

TEST(LineText, LeavesOutWhatWasCorrectedOrReplaced) {
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_CORRECTED, 500, 0), false, ""), "");
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_REPLACED, 500, 0), false, ""), "");
  EXPECT_EQ(LineText(ALine(projections::v1::LINE_STATE_SUPERSEDED, 500, 0), false, ""), "");
}

TEST(LineText, NamesTheMatterOfALineWithoutText) {
  LineExplanation line = ALine(projections::v1::LINE_STATE_CHARGED, 2000, 2000);
  line.clear_text();
  line.set_matter("ZB-2022-014");
  line.set_months_overdue(1);
  EXPECT_EQ(LineText(line, false, ""), "事项ZB-2022-014；逾期满1个月，扣2分");
}

TEST(AmountText, SaysWhatEachKindCharges) {
  scheme::v1::Clause clause;
  clause.mutable_per()->set_amount_milli(100);
  clause.mutable_per()->set_counted("条");
  clause.mutable_per()->set_cap_milli(500);
  EXPECT_EQ(AmountText(clause), "每条扣0.1分，最多0.5分");
  clause.mutable_zero()->set_target(scheme::v1::ZeroKind::TARGET_ITEM);
  EXPECT_EQ(AmountText(clause), "本项不得分");
  clause.mutable_judged()->set_maximum_milli(500);
  EXPECT_EQ(AmountText(clause), "评定0至0.5分");
  clause.mutable_range()->set_minimum_milli(2000);
  clause.mutable_range()->set_maximum_milli(5000);
  EXPECT_EQ(AmountText(clause), "扣2至5分");
}

TEST(CoverageText, IsWholeOnlyWhenEverythingWasLookedAt) {
  EXPECT_EQ(CoverageText(99'999, 100'000), "99.9%");
  EXPECT_EQ(CoverageText(100'000, 100'000), "100%");
  EXPECT_EQ(CoverageText(0, 0), "—");
}

TEST(VetoText, SaysStateEffectAndGrounds) {
  projections::v1::VetoStatus veto;
  veto.set_state(projections::v1::VETO_STATE_PENDING);
  veto.set_effect("grade-at-most:良好");
  projections::v1::VetoAccident& accident = *veto.add_accidents();
  accident.set_accident("LVL-2022-006");
  accident.set_grade(event::v1::ACCIDENT_GRADE_LARGER);
  accident.set_pending(true);
  EXPECT_EQ(VetoStateText(veto), "暂按触发：等次不高于良好");
  EXPECT_EQ(VetoGroundsText(veto), "事故LVL-2022-006（较大，责任未定）");
}

}  // namespace
}  // namespace assessment::sheet
