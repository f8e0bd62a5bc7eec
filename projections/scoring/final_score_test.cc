#include "projections/scoring/final_score.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

scheme::v1::Scheme SchemeWithBands(scheme::v1::NotApplicablePolicy policy) {
  scheme::v1::Scheme scheme;
  scheme.set_not_applicable_policy(policy);
  scheme.mutable_number_policy()->set_decimals(2);
  scheme.mutable_number_policy()->set_floor_milli(0);
  const std::pair<const char*, int64_t> bands[] = {
      {"优秀", 90'000}, {"良好", 80'000}, {"合格", 60'000}, {"不合格", 0}};
  for (const auto& [name, from] : bands) {
    scheme::v1::GradeBand& band = *scheme.add_grade_bands();
    band.mutable_name()->set_zh(name);
    band.set_from_milli(from);
  }
  return scheme;
}

scheme::v1::Scheme Rescaling() {
  return SchemeWithBands(scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO);
}

MilliPoints Printed(const ScoreSums& sums) { return MakeFinalScore(Rescaling(), sums)->printed; }

TEST(MakeFinalScore, RoundsToTwoDecimalsSoThatAGradeIsNotWonByRounding) {
  // 57.50 / 63.9 x 100 = 89.984...: one decimal would print 90.0.
  EXPECT_EQ(Printed({.raw = 57'500, .applicable = 63'900}), 89'980);
  EXPECT_EQ(BandOf(Rescaling(), 89'980), "良好");
}

TEST(MakeFinalScore, AddsBonusAndPenaltyAfterRescalingUnscaled) {
  // 80 / 100 x 100 + 5 - 2.5 - 1 = 81.5.
  EXPECT_EQ(Printed({.raw = 80'000,
                     .applicable = 100'000,
                     .direct = 1'000,
                     .bonus = 5'000,
                     .penalty = 2'500}),
            81'500);
}

TEST(MakeFinalScore, HasNoCeilingUnlessThePolicyNamesOne) {
  EXPECT_EQ(Printed({.raw = 100'000, .applicable = 100'000, .bonus = 5'000}), 105'000);
  scheme::v1::Scheme scheme = Rescaling();
  scheme.mutable_number_policy()->set_ceiling_milli(100'000);
  EXPECT_EQ(
      MakeFinalScore(scheme, {.raw = 100'000, .applicable = 100'000, .bonus = 5'000})->printed,
      100'000);
}

TEST(MakeFinalScore, StopsAtTheFloorAndKeepsTheUnboundedValue) {
  const FinalScore score =
      *MakeFinalScore(Rescaling(), {.raw = 1'000, .applicable = 100'000, .penalty = 5'000});
  EXPECT_EQ(score.printed, 0);
  EXPECT_EQ(score.unrounded.Compare(PointFraction::FromMilli(-4'000)), 0);
}

TEST(MakeFinalScore, IsNothingWhenNothingApplies) {
  EXPECT_FALSE(MakeFinalScore(Rescaling(), {}).has_value());
}

TEST(MakeFinalScore, KeepsTheRawScoreUnderKeep) {
  const scheme::v1::Scheme keep = SchemeWithBands(scheme::v1::NOT_APPLICABLE_POLICY_KEEP);
  EXPECT_EQ(MakeFinalScore(keep, {.raw = 91'300, .applicable = 100'000})->printed, 91'300);
}

TEST(BandOf, IncludesTheLowerBound) {
  EXPECT_EQ(BandOf(Rescaling(), 90'000), "优秀");
  EXPECT_EQ(BandOf(Rescaling(), 89'990), "良好");
  EXPECT_EQ(BandOf(Rescaling(), 80'000), "良好");
  EXPECT_EQ(BandOf(Rescaling(), 60'000), "合格");
  EXPECT_EQ(BandOf(Rescaling(), 59'990), "不合格");
}

class GradeAfterVetoesTest : public ::testing::Test {
 protected:
  GradeAfterVetoesTest() : scheme_(Rescaling()) {
    scheme::v1::VetoRule& cap = *scheme_.add_vetoes();
    cap.set_veto("V1");
    cap.set_grade_at_most("良好");
    scheme::v1::VetoRule& fail = *scheme_.add_vetoes();
    fail.set_veto("G.1");
    fail.mutable_fail();
  }

  std::string Grade(const std::string& band, const std::string& veto,
                    projections::v1::VetoState state) const {
    projections::v1::VetoStatus status;
    status.set_veto(veto);
    status.set_state(state);
    return GradeAfterVetoes(scheme_, band, {status});
  }

  scheme::v1::Scheme scheme_;
};

TEST_F(GradeAfterVetoesTest, LowersABetterGradeToTheCap) {
  EXPECT_EQ(Grade("优秀", "V1", projections::v1::VETO_STATE_IN_FORCE), "良好");
}

TEST_F(GradeAfterVetoesTest, NeverRaisesAGrade) {
  EXPECT_EQ(Grade("不合格", "V1", projections::v1::VETO_STATE_IN_FORCE), "不合格");
}

TEST_F(GradeAfterVetoesTest, TakesEffectProvisionallyWhilePending) {
  EXPECT_EQ(Grade("优秀", "V1", projections::v1::VETO_STATE_PENDING), "良好");
}

TEST_F(GradeAfterVetoesTest, LeavesTheGradeWhenNotEvaluatedOrNotMet) {
  EXPECT_EQ(Grade("优秀", "V1", projections::v1::VETO_STATE_NOT_EVALUATED), "优秀");
  EXPECT_EQ(Grade("优秀", "V1", projections::v1::VETO_STATE_NOT_MET), "优秀");
}

TEST_F(GradeAfterVetoesTest, FailsToTheLowestGrade) {
  EXPECT_EQ(Grade("优秀", "G.1", projections::v1::VETO_STATE_IN_FORCE), "不合格");
}

}  // namespace
}  // namespace assessment
