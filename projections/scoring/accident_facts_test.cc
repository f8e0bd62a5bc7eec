#include "projections/scoring/accident_facts.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

using event::v1::AccidentReported;

AccidentReported Report(event::v1::AccidentKind kind) {
  AccidentReported report;
  report.set_accident("a");
  report.set_kind(kind);
  return report;
}

AccidentReported Casualties(uint32_t deaths, uint32_t injuries, uint64_t loss_yuan) {
  AccidentReported report = Report(event::v1::ACCIDENT_KIND_PRODUCTION);
  report.set_deaths(deaths);
  report.set_serious_injuries(injuries);
  report.set_direct_economic_loss_yuan(loss_yuan);
  return report;
}

constexpr uint64_t kMillion = 1'000'000;

TEST(GradeByCasualties, TurnsAtTheInclusiveBoundsOfDeaths) {
  EXPECT_EQ(GradeByCasualties(Casualties(2, 0, 0)), event::v1::ACCIDENT_GRADE_GENERAL);
  EXPECT_EQ(GradeByCasualties(Casualties(3, 0, 0)), event::v1::ACCIDENT_GRADE_LARGER);
  EXPECT_EQ(GradeByCasualties(Casualties(9, 0, 0)), event::v1::ACCIDENT_GRADE_LARGER);
  EXPECT_EQ(GradeByCasualties(Casualties(10, 0, 0)), event::v1::ACCIDENT_GRADE_MAJOR);
  EXPECT_EQ(GradeByCasualties(Casualties(30, 0, 0)),
            event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS);
}

TEST(GradeByCasualties, TurnsAtTheInclusiveBoundsOfInjuriesAndLoss) {
  EXPECT_EQ(GradeByCasualties(Casualties(0, 9, 10 * kMillion - 1)),
            event::v1::ACCIDENT_GRADE_GENERAL);
  EXPECT_EQ(GradeByCasualties(Casualties(0, 10, 0)), event::v1::ACCIDENT_GRADE_LARGER);
  EXPECT_EQ(GradeByCasualties(Casualties(0, 50, 0)), event::v1::ACCIDENT_GRADE_MAJOR);
  EXPECT_EQ(GradeByCasualties(Casualties(0, 100, 0)),
            event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS);
  EXPECT_EQ(GradeByCasualties(Casualties(0, 0, 10 * kMillion)), event::v1::ACCIDENT_GRADE_LARGER);
  EXPECT_EQ(GradeByCasualties(Casualties(0, 0, 50 * kMillion)), event::v1::ACCIDENT_GRADE_MAJOR);
}

TEST(GradeByCasualties, TakesTheHighestDimension) {
  EXPECT_EQ(GradeByCasualties(Casualties(1, 50, 0)), event::v1::ACCIDENT_GRADE_MAJOR);
}

TEST(GradeByCasualties, GradesFiresByPropertyLossAlone) {
  AccidentReported fire = Report(event::v1::ACCIDENT_KIND_FIRE);
  fire.set_direct_economic_loss_yuan(60 * kMillion);
  EXPECT_EQ(GradeByCasualties(fire), event::v1::ACCIDENT_GRADE_GENERAL);
  fire.set_direct_property_loss_yuan(10 * kMillion);
  EXPECT_EQ(GradeByCasualties(fire), event::v1::ACCIDENT_GRADE_LARGER);
}

TEST(GradeByCasualties, GradesForestFiresByBurntArea) {
  AccidentReported fire = Report(event::v1::ACCIDENT_KIND_FOREST_FIRE);
  fire.set_burnt_area_square_metres(9'999);
  EXPECT_EQ(GradeByCasualties(fire), event::v1::ACCIDENT_GRADE_GENERAL);
  fire.set_burnt_area_square_metres(10'000);
  EXPECT_EQ(GradeByCasualties(fire), event::v1::ACCIDENT_GRADE_LARGER);
  fire.set_burnt_area_square_metres(1'000'000);
  EXPECT_EQ(GradeByCasualties(fire), event::v1::ACCIDENT_GRADE_MAJOR);
}

class MatchTest : public ::testing::Test {
 protected:
  MatchTest() {
    report_ = Casualties(1, 0, 0);
    accident_.accident = "a";
    accident_.day = {2022, 5, 1};
    accident_.report = &report_;
    accident_.grade = event::v1::ACCIDENT_GRADE_GENERAL;
    accident_.attributions = {{event::v1::ACCIDENT_ROLE_TERRITORY, nullptr}};
  }

  FilterMatch Matched() const { return Match(filter_, accident_, window_); }

  AccidentReported report_;
  UnitAccident accident_;
  scheme::v1::AccidentFilter filter_;
  DayWindow window_{{2022, 1, 1}, {2022, 12, 31}};
};

TEST_F(MatchTest, AnEmptyFilterPassesEveryAccidentInTheWindow) {
  EXPECT_EQ(Matched(), FilterMatch::kYes);
}

TEST_F(MatchTest, TheWindowIncludesBothEnds) {
  accident_.day = {2022, 12, 31};
  EXPECT_EQ(Matched(), FilterMatch::kYes);
  accident_.day = {2023, 1, 1};
  EXPECT_EQ(Matched(), FilterMatch::kNo);
}

TEST_F(MatchTest, AFiltersOwnDaysTakeThePlaceOfTheWindow) {
  filter_.mutable_occurred_from()->set_year(2021);
  filter_.mutable_occurred_from()->set_month(10);
  filter_.mutable_occurred_from()->set_day(1);
  accident_.day = {2021, 10, 1};
  EXPECT_EQ(Matched(), FilterMatch::kYes);
}

TEST_F(MatchTest, PendingResponsibilityPassesProvisionally) {
  filter_.set_responsible(true);
  EXPECT_EQ(Matched(), FilterMatch::kProvisional);
  accident_.responsibility = event::v1::FINDING_YES;
  EXPECT_EQ(Matched(), FilterMatch::kYes);
  accident_.responsibility = event::v1::FINDING_NO;
  EXPECT_EQ(Matched(), FilterMatch::kNo);
}

TEST_F(MatchTest, VehicleRegistrationPassesOnlyWhenNamed) {
  accident_.attributions = {{event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION, nullptr}};
  EXPECT_EQ(Matched(), FilterMatch::kNo);
  filter_.add_roles(event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION);
  EXPECT_EQ(Matched(), FilterMatch::kYes);
}

TEST_F(MatchTest, NearMissesAndAccidentsNeverPassTheSameFilter) {
  accident_.near_miss = true;
  EXPECT_EQ(Matched(), FilterMatch::kNo);
  filter_.set_near_miss(true);
  filter_.set_responsible(true);
  accident_.responsibility = event::v1::FINDING_NO;
  EXPECT_EQ(Matched(), FilterMatch::kYes) << "whatever the responsibility";
}

}  // namespace
}  // namespace assessment
