// 吕梁 2022 member units, Annex 4: the facts, and the points that the document gives for them.

#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "projections/views/testing/folded_view.h"
#include "tests/rules/scheme_year.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kEmergency[] = "lvliang-emergency";        // 市应急局: 63.9
constexpr char kOrganisation[] = "lvliang-organisation";  // 市委组织部: 50
constexpr char kEducation[] = "lvliang-education";        // 市教育局: 53.4
constexpr char kCommerce[] = "lvliang-commerce";          // 市商务局: 53.3
constexpr char kEnergy[] = "lvliang-energy";              // 市能源局: 55.5
constexpr char kHousing[] = "lvliang-housing";            // 市住建局: 58.4

constexpr auto kRegulator = event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR;
constexpr auto kProduction = event::v1::ACCIDENT_KIND_PRODUCTION;

class Members : public SchemeYear {
 protected:
  Members() : SchemeYear("lvliang-2022-members") {}

  // Material of a matter of its own that came late.
  void LateMaterial(const std::string& matter, const std::string& unit) {
    Must(MatterOpened(matter, unit));
    Must(MatterOverdue(matter, DueBy(2022, 6, 30)));
  }
  void LateVerification(const std::string& matter, const std::string& unit, uint32_t steps) {
    EventContent opened = MatterOpened(matter, unit, event::v1::MATTER_KIND_VERIFICATION);
    *opened.mutable_matter_opened()->mutable_due() = DueBy(2022, 6, 30);
    Must(opened);
    for (uint32_t step = 0; step < steps; ++step) {
      Must(MatterOverdue(matter, DueBy(2022, 6, 30), step, event::v1::CLOCK_VERIFICATION));
    }
  }
};

// --- The number ---

TEST_F(Members, RoundingToTwoDecimalsDecidesAGradeAtTheBorder) {  // R2
  for (const char* matter : {"a", "b", "c"}) LateMaterial(matter, kEmergency);
  Must(FindingRecorded(kEmergency, "S6.2"));
  // 63.9 - 3 x 2 - 0.4 = 57.5; 57.5 x 100 / 63.9 = 89.984...: one decimal would have made it 90.0.
  EXPECT_EQ(Score(kEmergency).raw_milli(), 57'500);
  EXPECT_EQ(Final(kEmergency), "89.98");
  EXPECT_EQ(Score(kEmergency).grade(), "良好");
}

TEST_F(Members, ALetterCostsTwoFinalPointsWhereTheMaximumIsFifty) {
  Must(MatterOpened("m", kOrganisation));
  Must(LetterIssued({kOrganisation}, {"m"}));
  EXPECT_EQ(Final(kOrganisation), "98.00") << "(50 - 1) x 100 / 50";
  Must(MatterOpened("n", kEmergency));
  Must(LetterIssued({kEmergency}, {"n"}, "2号"));
  EXPECT_EQ(Final(kEmergency), "98.44") << "(63.9 - 1) x 100 / 63.9 = 98.435...";
}

TEST_F(Members, ABonusComesAfterRescalingAndUnscaled) {  // R3
  Must(HonourRecorded(kOrganisation));
  EXPECT_EQ(Final(kOrganisation), "101.00") << "50 x 100 / 50 + 1";
}

TEST_F(Members, RegulatorsAndOthersAreRankedApart) {  // R5, R29
  ASSERT_EQ(scheme().pools_size(), 2);
  EXPECT_EQ(scheme().pools(0).scope().units_size(), 23);
  EXPECT_EQ(scheme().pools(1).scope().units_size(), 21) << "the list says 20 and names 21";
}

// --- Items that the office scores ---

TEST_F(Members, TheOfficesItemsStandInScoreAndMaximumAndTakeNoPostings) {  // R4, R28
  EXPECT_EQ(ItemScore(kOrganisation, "C11"), "20 of 20");
  EXPECT_EQ(ItemScore(kOrganisation, "C12"), "10 of 10");
  EXPECT_EQ(ledger().ReasonFor(FindingRecorded(kOrganisation, "C11.1")),
            ledger::v1::REASON_CLAUSE_FED_BY_FACTS);
}

TEST_F(Members, ALetterLateMaterialAndAnotherLetterAreOneMatterOfFivePoints) {  // R11
  Must(MatterOpened("m", kHousing));
  Must(LetterIssued({kHousing}, {"m"}, "1号"));
  Must(MatterOverdue("m", DueBy(2022, 6, 30)));
  Must(LetterIssued({kHousing}, {"m"}, "2号"));
  EXPECT_THAT(Lines(kHousing, "C11.1"), ElementsAre("charged 1"));
  EXPECT_THAT(Lines(kHousing, "C11.2"), ElementsAre("charged 2"));
  EXPECT_THAT(Lines(kHousing, "C11.3"), ElementsAre("charged 2"));
  EXPECT_EQ(ItemScore(kHousing, "C11"), "15 of 20") << "20 - 1 - 2 - 2";
}

TEST_F(Members, LettersStopAtTheItem) {
  for (int i = 0; i < 22; ++i) {
    const std::string matter = absl::StrCat("m", i);
    Must(MatterOpened(matter, kHousing));
    Must(LetterIssued({kHousing}, {matter}, absl::StrCat(i, "号")));
  }
  EXPECT_EQ(ItemScore(kHousing, "C11"), "0 of 20") << "22 letters, 2 of them absorbed";
}

TEST_F(Members, BandsOfAnOverdueVerificationReplaceEachOther) {  // R10
  LateVerification("m", kHousing, 1);
  EXPECT_EQ(Charged(kHousing, "C12.1"), "1");
  LateVerification("n", kHousing, 2);
  EXPECT_EQ(Charged(kHousing, "C12.1"), "3") << "1 + 2";
  LateVerification("o", kHousing, 3);
  EXPECT_EQ(Charged(kHousing, "C12.1"), "6") << "1 + 2 + 3";
}

// --- Findings ---

TEST_F(Members, StudyingOnceCostsAPointAndNeverTheWholeItem) {
  Must(FindingRecorded(kOrganisation, "C1.1"));
  EXPECT_EQ(ItemScore(kOrganisation, "C1"), "1 of 2");
  Must(FindingRecorded(kEducation, "C1.3"));
  EXPECT_EQ(ItemScore(kEducation, "C1"), "0 of 2");
}

TEST_F(Members, AlternativesOfOneStatementChargeTheGraverOne) {
  Must(FindingRecorded(kOrganisation, "C5.2"));
  Must(FindingRecorded(kOrganisation, "C5.3"));
  EXPECT_EQ(Charged(kOrganisation, "C5.2"), "1");
  EXPECT_EQ(Charged(kOrganisation, "C5.3"), "0");
  Must(FindingRecorded(kOrganisation, "C6.2"));
  Must(FindingRecorded(kOrganisation, "C6.3"));
  EXPECT_EQ(ItemScore(kOrganisation, "C6"), "0 of 2") << "a zero counts as its whole span";
}

TEST_F(Members, PressAndItsPlanAreOneOmission) {  // R35
  Must(FindingRecorded(kOrganisation, "C3.2"));
  Must(FindingRecorded(kOrganisation, "C3.3"));
  EXPECT_EQ(ItemScore(kOrganisation, "C3"), "1 of 2") << "1, not 1.5";
}

TEST_F(Members, HolidaysCountUpToSevenWithinTheItem) {
  Must(FindingRecorded(kOrganisation, "C7.1", {"spring", "new-year", "dragon-boat"}));
  EXPECT_THAT(Lines(kOrganisation, "C7.1"), ElementsAre("charged 2")) << "3 x 1 in an item of 2";
}

TEST_F(Members, LateHolidayReportsChargeOnce) {  // R37
  Must(FindingRecorded(kOrganisation, "C8.2"));
  Must(FindingRecorded(kOrganisation, "C8.2"));
  EXPECT_EQ(Charged(kOrganisation, "C8.2"), "1");
}

TEST_F(Members, AnAmountAboveItsItemIsBoundedByIt) {  // R20
  Must(FindingRecorded(kCommerce, "S62.1"));
  EXPECT_EQ(ItemScore(kCommerce, "S62"), "0 of 0.5") << "0.7 in 0.5";
  EXPECT_EQ(Charged(kCommerce, "S62.1"), "0.5");
}

TEST_F(Members, AStatementWithoutAnAmountIsRecordedAndChargesNothing) {  // R21
  Must(FindingRecorded("lvliang-city-management", "S33.2"));
  EXPECT_EQ(Charged("lvliang-city-management", "S33.2"), "0");
  EXPECT_EQ(ItemScore("lvliang-city-management", "S33"), "0.7 of 0.7");
}

TEST_F(Members, ModelEnterprisesGiveBackAfterTheFloorAndNotBeyondTheItem) {  // R27
  Must(FindingRecorded(kEducation, "S1.1"));
  Must(FindingRecorded(kEducation, "S1.3"));
  EXPECT_EQ(ItemScore(kEducation, "S1"), "0.2 of 0.7") << "0.7 - 0.7 + 0.2";
  Must(FindingRecorded(kHousing, "S1.3"));
  EXPECT_EQ(ItemScore(kHousing, "S1"), "0.7 of 0.7") << "nothing to give back";
}

TEST_F(Members, CountsStopAtTheNumberThatTheStatementNames) {
  Must(FindingRecorded(kEducation, "S1.2", {"month", "week", "fire", "other"}));
  EXPECT_EQ(Charged(kEducation, "S1.2"), "0.6") << "three campaigns at 0.2";
}

TEST_F(Members, AMeasureOfEightyPercentIsTheSecondBand) {
  Must(MeasuredFinding(kEnergy, "S71.1", 79'999'999));
  EXPECT_EQ(Charged(kEnergy, "S71.1"), "0.5");
  Must(OnDay(MeasuredFinding(kEnergy, "S71.1", 80'000'000), Date(2022, 7, 1)));
  EXPECT_EQ(Charged(kEnergy, "S71.1"), "0.2");
  Must(OnDay(MeasuredFinding(kEnergy, "S71.1", 90'000'000), Date(2022, 8, 1)));
  EXPECT_EQ(Charged(kEnergy, "S71.1"), "0");
}

TEST_F(Members, AnExemptionCancelsWhatItsOwnCircumstanceAnswers) {  // R34
  for (const char* clause : {"S8.2", "S8.3", "S8.4"}) Must(FindingRecorded(kHousing, clause));
  EXPECT_EQ(ItemScore(kHousing, "S8"), "0 of 0.7") << "0.3 + 0.2 + 0.2";
  Must(ExemptionGranted(kHousing, "S8.1"));
  EXPECT_THAT(Lines(kHousing, "S8.2"), ElementsAre("exempted"));
  EXPECT_EQ(ItemScore(kHousing, "S8"), "0.5 of 0.7") << "members were still not consulted";
}

TEST_F(Members, MovingPeopleToSafetyAnswersBothChargesOfTheItem) {  // R34
  Must(FindingRecorded(kEmergency, "S50.1"));
  Must(FindingRecorded(kEmergency, "S50.2"));
  EXPECT_EQ(ItemScore(kEmergency, "S50"), "0.3 of 0.7");
  Must(ExemptionGranted(kEmergency, "S50.3"));
  EXPECT_EQ(ItemScore(kEmergency, "S50"), "0.7 of 0.7");
}

TEST_F(Members, ALateRectificationOfAParkChargesLikeAFindingUpToHalfAPoint) {
  for (int i = 0; i < 6; ++i) {
    const std::string matter = absl::StrCat("r", i);
    EventContent opened = MatterOpened(matter, kCommerce, event::v1::MATTER_KIND_RECTIFICATION);
    opened.mutable_matter_opened()->mutable_charges()->set_scheme("lvliang-2022-members");
    opened.mutable_matter_opened()->mutable_charges()->set_clause("S54.6");
    Must(opened);
    Must(MatterOverdue(matter, DueBy(2022, 6, 30), 0, event::v1::CLOCK_RECTIFICATION));
  }
  EXPECT_EQ(Charged(kCommerce, "S54.6"), "0.5") << "6 x 0.1, at most 0.5";
}

TEST_F(Members, AnItemConcernsTheUnitsItNamesAlone) {  // R16
  EXPECT_EQ(Charged(kOrganisation, "S1.1"), "out of scope");
  EXPECT_EQ(ItemScore(kOrganisation, "S1"), "0 of 0");
  EXPECT_EQ(Score(kOrganisation).applicable_milli(), 50'000);
}

TEST_F(Members, AnItemWithoutAStatementStaysApplicable) {  // R31
  EXPECT_NE(ledger().ReasonFor(NotApplicableClaimed(kHousing, {"C11"})),
            ledger::v1::REASON_UNSPECIFIED)
      << "the office's items take no statement";
  Must(NotApplicableClaimed(kHousing, {"S12"}));
  EXPECT_EQ(ItemScore(kHousing, "S12"), "0.7 of 0.7") << "claimed and not ruled";
  const uint64_t claim = Must(NotApplicableClaimed(kEnergy, {"S8"}));
  Must(NotApplicableRuled(kEnergy, claim, event::v1::RULING_ACCEPTED, {}));
  EXPECT_EQ(Score(kEnergy).applicable_milli(), 54'800) << "55.5 - 0.7";
}

// --- Blocks ---

TEST_F(Members, CommendationsPersonsMaterialAndTheSafetyMonthGiveTheirOwnAmounts) {  // R19
  Must(HonourRecorded(kHousing, "1号"));
  EventContent persons = HonourRecorded(kHousing, "1号");
  event::v1::Honour& named = *persons.mutable_honour_recorded()->mutable_honour();
  named.set_recipient_level(event::v1::RECIPIENT_LEVEL_PERSON);
  named.set_persons(3);
  named.set_recipient_code("list");
  Must(persons);
  EventContent material = HonourRecorded(kHousing, "2号");
  material.mutable_honour_recorded()->mutable_honour()->set_kind(
      event::v1::Honour::KIND_MATERIAL_ADOPTED);
  Must(material);
  Must(FindingRecorded(kHousing, "B.4"));
  Must(FindingRecorded(kHousing, "B.4"));
  EXPECT_EQ(Charged(kHousing, "B.1"), "1");
  EXPECT_EQ(Charged(kHousing, "B.2"), "0.3") << "3 x 0.1, beside the unit on the same document";
  EXPECT_EQ(Charged(kHousing, "B.3"), "0.5");
  EXPECT_EQ(Charged(kHousing, "B.4"), "0.5") << "once a year";
  EXPECT_EQ(Final(kHousing), "102.30");
}

TEST_F(Members, OneDocumentOfCriticismIsOneDeductionThoughBothSentencesNameIt) {  // R18
  Must(BlameRecorded(kHousing, "1号"));
  EXPECT_EQ(Charged(kHousing, "P.1"), "0.5");
  EXPECT_EQ(Charged(kHousing, "P.2"), "0");
  EventContent summons = BlameRecorded(kHousing, "2号");
  summons.mutable_blame_recorded()->mutable_blame()->set_kind(event::v1::Blame::KIND_SUMMONS);
  Must(summons);
  EXPECT_EQ(Charged(kHousing, "P.2"), "0.5") << "another document";
  EXPECT_EQ(Final(kHousing), "99.00");
}

TEST_F(Members, ADecisionOnCooperationCountsOnceForEachInspection) {  // R38
  Must(DeductionDecided(kHousing, "P.3", 2'000, "检查1号"));
  Must(DeductionDecided(kHousing, "P.3", 5'000, "检查2号"));
  EXPECT_EQ(Final(kHousing), "93.00") << "100 - 2 - 5";
}

// --- Vetoes: the sector's regulator answers ---

TEST_F(Members, TheRegulatorOfTheSectorAnswersForAMajorAccident) {  // V1
  Accident("x", kHousing, kRegulator, kProduction, 10, Date(2022, 5, 1));
  EXPECT_EQ(Veto(kHousing, "V1"), "in force");
  EXPECT_EQ(Score(kHousing).grade(), "良好");
  Accident("y", kEnergy, event::v1::ACCIDENT_ROLE_TERRITORY, kProduction, 10, Date(2022, 5, 1));
  EXPECT_EQ(Veto(kEnergy, "V1"), "not met") << "not as a regulator";
}

TEST_F(Members, ThreeDeathsInACoalMineAreAVetoForItsRegulator) {  // V2
  EventContent report = AccidentReported("x", "141102");
  report.mutable_accident_reported()->set_industry("coal");
  report.mutable_accident_reported()->set_deaths(3);
  Must(UnitRegistered("141102"));
  Must(report);
  Must(AccidentAttributed("x", kEnergy, kRegulator));
  EXPECT_EQ(Veto(kEnergy, "V2"), "pending");
  Must(AccidentRuled("x", event::v1::FINDING_NO));
  EXPECT_EQ(Veto(kEnergy, "V2"), "not met");
}

TEST_F(Members, OneLargerAccidentIsAQuestionAndTwoAreAVeto) {  // V3, R6
  Accident("x", kHousing, kRegulator, kProduction, 3, Date(2022, 5, 1));
  EXPECT_EQ(Veto(kHousing, "V3"), "not met");
  EXPECT_THAT(Questions(kHousing), ElementsAre("R6"));
  Accident("y", kHousing, kRegulator, kProduction, 4, Date(2022, 8, 1));
  EXPECT_EQ(Veto(kHousing, "V3"), "in force");
  EXPECT_THAT(Questions(kHousing), IsEmpty());
}

TEST_F(Members, TwoFatalAccidentsOfOneTypeInARowAreAVeto) {  // V4, R9
  Accident("x", kHousing, kRegulator, kProduction, 1, Date(2022, 5, 1), event::v1::FINDING_YES,
           "高处坠落");
  Accident("y", kHousing, kRegulator, kProduction, 1, Date(2022, 8, 1), event::v1::FINDING_YES,
           "高处坠落");
  EXPECT_EQ(Veto(kHousing, "V4"), "in force");
}

TEST_F(Members, TheCitysDeathRatesConcernAUnitOnlyWhenTheOfficeAttachesThem) {  // V5, R32
  Must(TargetSet("deaths-per-100m-gdp", 40'000));
  Must(TargetSet("coal-deaths-per-megatonne", 92'000));
  EXPECT_EQ(Veto(kEnergy, "V5"), "not evaluated");
  Must(MetricReported("coal-deaths-per-megatonne", kEnergy, 92'001));
  EXPECT_EQ(Veto(kEnergy, "V5"), "in force");
  EXPECT_EQ(Veto(kHousing, "V5"), "not evaluated");
}

// --- Names ---

TEST_F(Members, AUnitIsAddressedByItsAliasToo) {  // R30
  Must(AliasAdded("lvliang-transport", "市交通运输局"));
  const FoldedView view(ledger().log());
  for (const char* name : {"lvliang-transport", "市交通局", "市交通运输局"}) {
    ASSERT_NE(view.registry().ResolveUnit(name), nullptr) << name;
    EXPECT_EQ(view.registry().ResolveUnit(name)->unit, "lvliang-transport");
  }
  EventContent other = UnitRegistered("other");
  other.mutable_unit_registered()->set_name("市交通运输局");
  EXPECT_EQ(ledger().ReasonFor(other), ledger::v1::REASON_NAME_TAKEN);
}

}  // namespace
}  // namespace assessment::testing
