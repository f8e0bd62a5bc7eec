// The end of units, supervision of enterprises, letters of responsibility.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kMine[] = "91140700110000001F";
constexpr auto kDirect = event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR;

class UnitRules : public ::testing::Test {
 protected:
  UnitRules() { ledger_.SetUpCycle(); }

  // The accident of 1 June 2022 in the mine.
  void MineAccident() {
    EventContent report = AccidentReported("a-1", "unit-1");
    report.mutable_accident_reported()->set_enterprise_code(kMine);
    ledger_.Must(report);
  }

  TestLedger ledger_;
};

// --- Units that end ---

TEST_F(UnitRules, RefuseAFactFromTheDayTheUnitEndsAndNameSuccessorAndDay) {
  const uint64_t merged = ledger_.Must(UnitsMerged({"unit-1"}, "unit-2", Date(2022, 7, 1)));
  EventContent metric = OnDay(MetricReported("rate", "unit-1", 1), Date(2022, 8, 1));
  *metric.mutable_metric_reported()->mutable_period_from() = Date(2022, 7, 1);
  *metric.mutable_metric_reported()->mutable_period_to() = Date(2022, 7, 31);
  const ledger::v1::Refusal refusal = ledger_.Refused(metric);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_ENDED);
  EXPECT_EQ(refusal.field(), "events[0].content.metric_reported.unit");
  EXPECT_THAT(refusal.found(), HasSubstr("merged into \"unit-2\", as of 2022-07-01"));
  EXPECT_THAT(refusal.expected(), HasSubstr("as \"unit-2\""));
  EXPECT_THAT(refusal.positions(), ElementsAre(merged));
}

TEST_F(UnitRules, RefuseLettersAndMattersForAUnitThatEnded) {
  ledger_.Must(MatterOpened("m-0", "unit-2"));
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  EXPECT_EQ(ledger_.ReasonFor(OnDay(LetterIssued({"unit-2", "unit-1"}, {"m-0"}), Date(2022, 7, 2))),
            ledger::v1::REASON_UNIT_ENDED);
  EXPECT_EQ(ledger_.ReasonFor(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2))),
            ledger::v1::REASON_UNIT_ENDED);
}

TEST_F(UnitRules, TakeLateFactsOfTheTimeBefore) {
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1), "unit-2"));
  ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 6, 30)));
}

TEST_F(UnitRules, DateAnAttributionByItsAccident) {
  ledger_.Must(AccidentReported("a-1", "unit-2"));
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  ledger_.Must(OnDay(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR),
                     Date(2022, 8, 1)));
  EventContent later = AccidentReported("a-2", "unit-2");
  *later.mutable_accident_reported()->mutable_occurred_at()->mutable_date() = Date(2022, 7, 1);
  ledger_.Must(later);
  EXPECT_EQ(ledger_.ReasonFor(
                AccidentAttributed("a-2", "unit-1", event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR)),
            ledger::v1::REASON_UNIT_ENDED);
}

TEST_F(UnitRules, LetTheCycleOfTheYearGoOn) {
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  ledger_.Must(OnDay(FindingRecorded("unit-1", "1.1"), Date(2022, 8, 1)));
}

TEST_F(UnitRules, RefuseAUnitThatEndsTwice) {
  const uint64_t first = ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(UnitsMerged({"unit-3", "unit-1"}, "unit-2", Date(2022, 9, 1)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_ENDED);
  EXPECT_EQ(refusal.field(), "events[0].content.units_merged.units[1]");
  EXPECT_THAT(refusal.positions(), ElementsAre(first));
}

TEST_F(UnitRules, RefuseUnknownUnitsAndSuccessors) {
  const event::v1::CivilDate day = Date(2022, 7, 1);
  EXPECT_EQ(ledger_.ReasonFor(UnitsMerged({"unit-9"}, "unit-2", day)),
            ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(UnitsMerged({"unit-1"}, "unit-9", day)),
            ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-9", day)), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-1", day, "unit-9")),
            ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(UnitRules, RefuseASuccessorThatHasEndedByThen) {
  ledger_.Must(UnitDissolved("unit-2", Date(2022, 7, 1)));
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-1", Date(2022, 7, 1), "unit-2")),
            ledger::v1::REASON_UNIT_ENDED);
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 6, 30), "unit-2"));
}

TEST_F(UnitRules, RefuseToEndAUnitBeforeItSucceedsAnother) {
  const uint64_t merged = ledger_.Must(UnitsMerged({"unit-1"}, "unit-2", Date(2022, 7, 1)));
  const ledger::v1::Refusal refusal = ledger_.Refused(UnitDissolved("unit-2", Date(2022, 6, 1)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
  EXPECT_THAT(refusal.positions(), ElementsAre(merged));
  ledger_.Must(UnitDissolved("unit-2", Date(2022, 8, 1)));
}

TEST_F(UnitRules, NameTheFirstFactOfTheDaysAfterTheEnd) {
  ledger_.Must(OnDay(MatterOpened("m-0", "unit-1"), Date(2022, 6, 1)));
  const uint64_t matter = ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
  ledger_.Must(OnDay(MatterOpened("m-2", "unit-1"), Date(2022, 7, 3)));
  const ledger::v1::Refusal refusal = ledger_.Refused(UnitDissolved("unit-1", Date(2022, 7, 1)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
  EXPECT_THAT(refusal.positions(), ElementsAre(matter));
  EXPECT_THAT(refusal.found(), HasSubstr("2022-07-02"));
}

TEST_F(UnitRules, SeeFactsOfTheSameBatch) {
  const BatchDecision decision =
      ledger_.Append({OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)),
                      UnitDissolved("unit-1", Date(2022, 7, 1))});
  ASSERT_EQ(decision.refusals.size(), 1u) << Describe(decision);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
}

TEST_F(UnitRules, EndAUnitOnceItsLaterFactsAreCorrected) {
  const uint64_t matter = ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
  ledger_.MustCorrect(matter, OnDay(MatterOpened("m-1", "unit-2"), Date(2022, 7, 2)));
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1), "unit-2"));
}

TEST_F(UnitRules, SeeTheFactsThatReplaceOthers) {
  const uint64_t matter = ledger_.Must(OnDay(MatterOpened("m-1", "unit-2"), Date(2022, 7, 2)));
  const uint64_t confirmation =
      ledger_.MustCorrect(matter, OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
  const ledger::v1::Refusal refusal = ledger_.Refused(UnitDissolved("unit-1", Date(2022, 7, 1)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
  EXPECT_THAT(refusal.positions(), ElementsAre(confirmation - 1));
}

TEST_F(UnitRules, PassOverAttributionsThatWereWithdrawn) {
  constexpr auto kRole = event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR;
  ledger_.Must(AccidentReported("a-1", "unit-2"));
  ledger_.Must(AccidentAttributed("a-1", "unit-1", kRole));
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-1", Date(2022, 6, 1))),
            ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
  ledger_.Must(AttributionWithdrawn("a-1", "unit-1", kRole));
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 6, 1)));
}

TEST_F(UnitRules, LetTheUnitBeAgainWhenItsEndIsCorrected) {
  const uint64_t dissolved = ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  ledger_.MustCorrect(dissolved);
  ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
}

TEST_F(UnitRules, MoveTheDayByAReplacement) {
  const uint64_t dissolved = ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  ledger_.MustCorrect(dissolved, UnitDissolved("unit-1", Date(2022, 9, 1)));
  ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 8, 31)));
  EXPECT_EQ(ledger_.ReasonFor(OnDay(MatterOpened("m-2", "unit-1"), Date(2022, 9, 1))),
            ledger::v1::REASON_UNIT_ENDED);
}

TEST_F(UnitRules, DoNotRestoreAnEndThatFactsCameAfter) {
  const uint64_t dissolved = ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  const uint64_t confirmation = ledger_.MustCorrect(dissolved);
  ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(confirmation)),
            ledger::v1::REASON_UNIT_HAS_LATER_FACTS);
}

TEST_F(UnitRules, DoNotRestoreAFactOfAUnitThatEndedSince) {
  const uint64_t matter = ledger_.Must(OnDay(MatterOpened("m-1", "unit-1"), Date(2022, 7, 2)));
  const uint64_t confirmation = ledger_.MustCorrect(matter);
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(confirmation)), ledger::v1::REASON_UNIT_ENDED);
}

TEST_F(UnitRules, NeedAPaperToEndAUnit) {
  EventContent merged = UnitsMerged({"unit-1"}, "unit-2", Date(2022, 7, 1));
  merged.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(merged), ledger::v1::REASON_PAPER_MISSING);
  EventContent dissolved = UnitDissolved("unit-1", Date(2022, 7, 1));
  dissolved.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(dissolved), ledger::v1::REASON_PAPER_MISSING);
}

TEST_F(UnitRules, LetAUnitStateNothingAboutItself) {
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-1", Date(2022, 7, 1)), UnitPoster("unit-1")),
            ledger::v1::REASON_OWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(ResponsibilityLetterSigned("unit-1", 2022), UnitPoster("unit-1")),
            ledger::v1::REASON_OWN_UNIT);
}

// --- Form ---

TEST_F(UnitRules, RefuseAUnitThatSucceedsItself) {
  EXPECT_EQ(ledger_.ReasonFor(UnitsMerged({"unit-1", "unit-2"}, "unit-2", Date(2022, 7, 1))),
            ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(UnitDissolved("unit-1", Date(2022, 7, 1), "unit-1")),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(UnitRules, RefuseAMergerOfNobody) {
  EXPECT_EQ(ledger_.ReasonFor(UnitsMerged({}, "unit-2", Date(2022, 7, 1))),
            ledger::v1::REASON_FIELD_MISSING);
}

TEST_F(UnitRules, RefuseAnEnterpriseCodeThatDoesNotCheck) {
  const ledger::v1::Refusal refusal =
      ledger_.Refused(EnterpriseSupervised("unit-1", "91140700110000001G", Date(2022, 1, 1)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_THAT(refusal.found(), HasSubstr("where the others give 'F'"));
}

TEST_F(UnitRules, RefuseAPeriodThatEndsBeforeItBegins) {
  EXPECT_EQ(
      ledger_.ReasonFor(EnterpriseSupervised("unit-1", kMine, Date(2022, 2, 1), Date(2022, 1, 1))),
      ledger::v1::REASON_FIELD_INVALID);
}

// --- Supervision ---

TEST_F(UnitRules, AttributeAnAccidentToTheUnitsThatDirectlySupervise) {
  const uint64_t first = ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  const uint64_t second = ledger_.Must(EnterpriseSupervised("unit-3", kMine, Date(2022, 1, 1)));
  MineAccident();
  const ledger::v1::Refusal refusal = ledger_.Refused(AccidentAttributed("a-1", "unit-1", kDirect));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_SUPERVISED_BY_OTHERS);
  EXPECT_THAT(refusal.found(), HasSubstr("supervised by \"unit-2\", \"unit-3\""));
  EXPECT_THAT(refusal.positions(), ElementsAre(first, second));
  ledger_.Must(AccidentAttributed("a-1", "unit-2", kDirect));
  ledger_.Must(AccidentAttributed("a-1", "unit-3", kDirect));
}

TEST_F(UnitRules, LeaveOtherRolesToThePoster) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  MineAccident();
  ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR));
}

TEST_F(UnitRules, LetAnEnterpriseNobodySupervisedOnThatDayBindNobody) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 6, 2)));
  ledger_.Must(EnterpriseSupervised("unit-3", kMine, Date(2022, 1, 1), Date(2022, 5, 31)));
  MineAccident();
  ledger_.Must(AccidentAttributed("a-1", "unit-1", kDirect));
}

TEST_F(UnitRules, CountFirstAndLastDayOfASupervision) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 6, 1), Date(2022, 6, 1)));
  MineAccident();
  EXPECT_EQ(ledger_.ReasonFor(AccidentAttributed("a-1", "unit-1", kDirect)),
            ledger::v1::REASON_SUPERVISED_BY_OTHERS);
}

TEST_F(UnitRules, ReadTheAccidentsEnterpriseCodeAsMeant) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  EventContent report = AccidentReported("a-1", "unit-1");
  report.mutable_accident_reported()->set_enterprise_code("91140700 110000001f");
  ledger_.Must(report);
  EXPECT_EQ(ledger_.ReasonFor(AccidentAttributed("a-1", "unit-1", kDirect)),
            ledger::v1::REASON_SUPERVISED_BY_OTHERS);
}

TEST_F(UnitRules, PassOverSupervisorsThatHaveEnded) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  ledger_.Must(UnitDissolved("unit-2", Date(2022, 5, 1)));
  MineAccident();
  ledger_.Must(AccidentAttributed("a-1", "unit-1", kDirect));
}

TEST_F(UnitRules, RefuseASupervisionInDaysThatAreStated) {
  const uint64_t first =
      ledger_.Must(EnterpriseSupervised("unit-1", kMine, Date(2022, 1, 1), Date(2022, 6, 30)));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(EnterpriseSupervised("unit-1", kMine, Date(2022, 6, 30)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_SUPERVISED);
  EXPECT_THAT(refusal.positions(), ElementsAre(first));
  ledger_.Must(EnterpriseSupervised("unit-1", kMine, Date(2022, 7, 1)));
}

TEST_F(UnitRules, CloseASupervisionByAReplacement) {
  const uint64_t open = ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  ledger_.MustCorrect(open,
                      EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1), Date(2022, 5, 31)));
  MineAccident();
  ledger_.Must(AccidentAttributed("a-1", "unit-1", kDirect));
}

TEST_F(UnitRules, ForgetASupervisionThatIsCorrectedAway) {
  const uint64_t stated = ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  ledger_.MustCorrect(stated);
  MineAccident();
  ledger_.Must(AccidentAttributed("a-1", "unit-1", kDirect));
}

TEST_F(UnitRules, RefuseASupervisionByAUnitThatHasEnded) {
  ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1)));
  EXPECT_EQ(ledger_.ReasonFor(EnterpriseSupervised("unit-1", kMine, Date(2022, 7, 1))),
            ledger::v1::REASON_UNIT_ENDED);
  EXPECT_EQ(ledger_.ReasonFor(EnterpriseSupervised("unit-9", kMine, Date(2022, 7, 1))),
            ledger::v1::REASON_UNKNOWN_UNIT);
}

// --- Letters of responsibility ---

TEST_F(UnitRules, TakeOneLetterAUnitAndYear) {
  const uint64_t first = ledger_.Must(ResponsibilityLetterSigned("unit-1", 2022));
  const ledger::v1::Refusal refusal = ledger_.Refused(ResponsibilityLetterSigned("unit-1", 2022));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_LETTER_ALREADY_SIGNED);
  EXPECT_THAT(refusal.positions(), ElementsAre(first));
  ledger_.Must(ResponsibilityLetterSigned("unit-1", 2023));
  ledger_.Must(ResponsibilityLetterSigned("unit-2", 2022));
}

TEST_F(UnitRules, TakeAnotherLetterOnceTheFirstIsCorrectedAway) {
  const uint64_t first = ledger_.Must(ResponsibilityLetterSigned("unit-1", 2022));
  ledger_.MustCorrect(first);
  ledger_.Must(ResponsibilityLetterSigned("unit-1", 2022));
}

TEST_F(UnitRules, RefuseALetterSignedInTheFutureOrWithoutPaper) {
  EventContent future = ResponsibilityLetterSigned("unit-1", 2022);
  *future.mutable_responsibility_letter_signed()->mutable_signed_on() = Date(2030, 1, 1);
  EXPECT_EQ(ledger_.ReasonFor(future), ledger::v1::REASON_OCCURRED_IN_FUTURE);
  EventContent bare = ResponsibilityLetterSigned("unit-1", 2022);
  bare.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(bare), ledger::v1::REASON_PAPER_MISSING);
}

// --- Replay ---

TEST_F(UnitRules, ReplayToTheSameState) {
  ledger_.Must(EnterpriseSupervised("unit-2", kMine, Date(2022, 1, 1)));
  ledger_.MustCorrect(ledger_.Must(UnitDissolved("unit-1", Date(2022, 7, 1))));
  ledger_.Must(UnitsMerged({"unit-1", "unit-3"}, "unit-2", Date(2022, 8, 1)));
  ledger_.Must(ResponsibilityLetterSigned("unit-2", 2022));
  EXPECT_EQ(ledger_.admission().DescribeState(), ledger_.DescribeReplayed());
}

}  // namespace
}  // namespace assessment::testing
