// 吕梁 2022, Annexes 1 and 2: results of their own, awarded by their own scorers; and one accident
// in the sheets of several cycles.

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/scheme/scheme_file.h"
#include "tests/rules/scheme_year.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kLishi[] = "141102";

class TwoActions : public SchemeYear {
 protected:
  TwoActions() : SchemeYear("lvliang-2022-two-actions") {}
};

TEST_F(TwoActions, AwardPointsAndGiveNeitherGradeNorRank) {  // R1, R17
  Must(PointsJudged("unit-1", "1.1", 50'000));
  Must(PointsJudged("unit-1", "2.1", 20'500));
  Must(PointsJudged("unit-1", "3.1", 10'000));
  EXPECT_EQ(Final("unit-1"), "90.50") << "50 + 20.5 + 10, and 10 not yet judged";
  EXPECT_EQ(Score("unit-1").grade(), "");
  EXPECT_EQ(scheme().pools_size(), 0);
  EXPECT_THAT(Score("unit-1").vetoes(), IsEmpty());
}

TEST_F(TwoActions, TakeNoStatements) {
  EXPECT_NE(ledger().ReasonFor(NotApplicableClaimed("unit-1", {"1"})),
            ledger::v1::REASON_UNSPECIFIED);
}

class GasColumn : public SchemeYear {
 protected:
  GasColumn() : SchemeYear("lvliang-2022-special-actions-gas") {}
};

TEST_F(GasColumn, IsAResultOfAHundredOfItsOwn) {  // R1
  Must(PointsJudged(kLishi, "2.1", 87'250));
  EXPECT_EQ(Final(kLishi), "87.25");
  EXPECT_EQ(Score(kLishi).applicable_milli(), 100'000);
}

class TailingsColumn : public SchemeYear {
 protected:
  TailingsColumn() : SchemeYear("lvliang-2022-special-actions-tailings") {}
};

TEST_F(TailingsColumn, LeavesOutACountyWithoutAPond) {
  EXPECT_EQ(Final("unit-1"), "none");
  EXPECT_EQ(Score("unit-1").applicable_milli(), 0);
}

TEST_F(TailingsColumn, ScoresACountyWithAPond) {
  Must(UnitRegistered("unit-2", {"tailings-pond"}));
  Must(CycleUnitsChanged(kCycle, {"unit-2"}, {}));
  Must(PointsJudged("unit-2", "3.1", 91'000));
  EXPECT_EQ(Final("unit-2"), "91.00");
}

// Counties, member units and the departments' rubric of another city, in one ledger and year.
class OneAccident : public SchemeYear {
 protected:
  OneAccident() : SchemeYear("lvliang-2022-counties") {
    for (const char* unit : {kHousing, kEnergy}) Must(UnitRegistered(unit));
    Open("lvliang-2022-members", "members");
    Open("jinzhong-2019", "departments");
  }

  void Open(const std::string& file, const std::string& cycle) {
    auto scheme = ReadSchemeFile(absl::StrCat(ASSESSMENT_SCHEMES_DIR, "/", file, ".txtpb"));
    CHECK(scheme.ok());
    // The scheme names units that are not of this story.
    for (const scheme::v1::SchemeUnit& unit : scheme->units()) {
      if (unit.unit() != kHousing && unit.unit() != kEnergy) Must(UnitRegistered(unit.unit()));
    }
    Must(SchemePublished(*scheme));
    EventContent opened = CycleOpened(cycle, {kHousing, kEnergy}, 1);
    opened.mutable_cycle_opened()->mutable_scheme()->set_scheme(scheme->scheme());
    Must(opened);
  }

  static constexpr char kHousing[] = "lvliang-housing";
  static constexpr char kEnergy[] = "lvliang-energy";
};

TEST_F(OneAccident, IsOneGroupInTheSheetsOfACountyAndTwoDepartmentsWithVetoAndDirectLine) {
  EventContent report = AccidentReported("x", kLishi);
  report.mutable_accident_reported()->set_deaths(10);
  report.mutable_accident_reported()->set_production_operating(event::v1::FINDING_YES);
  Must(report);
  Must(AccidentAttributed("x", kLishi, event::v1::ACCIDENT_ROLE_TERRITORY));
  Must(AccidentAttributed("x", kHousing, event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR));
  Must(AccidentAttributed("x", kEnergy, event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR));
  Must(AccidentAttributed("x", kEnergy, event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR));
  Must(AccidentRuled("x", event::v1::FINDING_YES));
  const std::pair<const char*, const char*> sheets[] = {
      {kLishi, kCycle}, {kHousing, "members"}, {kEnergy, "members"}, {kEnergy, "departments"}};
  for (const auto& [unit, cycle] : sheets) {
    SCOPED_TRACE(absl::StrCat(unit, " in ", cycle));
    const projections::v1::ScoreExplanation score = Score(unit, cycle);
    ASSERT_EQ(score.accident_groups_size(), 1);
    EXPECT_EQ(score.accident_groups(0).accident(), "x");
    EXPECT_THAT(score.accident_groups(0).units(), ElementsAre(kLishi, kEnergy, kHousing));
    EXPECT_FALSE(score.accident_groups(0).vetoes().empty());
  }
  const projections::v1::ScoreExplanation departments = Score(kEnergy, "departments");
  ASSERT_EQ(departments.accident_groups(0).lines_size(), 1);
  EXPECT_EQ(departments.accident_groups(0).lines(0).clause(), "direct.1");
  EXPECT_EQ(departments.final_milli(), 50'000) << "100 - 10 deaths x 5";
}

}  // namespace
}  // namespace assessment::testing
