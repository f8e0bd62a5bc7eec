// 吕梁 2022 counties, Annex 3: the facts, and the points that the document gives for them.

#include <gmock/gmock.h>

#include "tests/rules/scheme_year.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kLishi[] = "141102";      // 离石区
constexpr char kJiaocheng[] = "141122";  // 交城县
constexpr char kShilou[] = "141126";     // 石楼县: item 12 does not concern it

constexpr auto kTerritory = event::v1::ACCIDENT_ROLE_TERRITORY;
constexpr auto kProduction = event::v1::ACCIDENT_KIND_PRODUCTION;

class Counties : public SchemeYear {
 protected:
  Counties() : SchemeYear("lvliang-2022-counties") {}

  void Verification(const std::string& matter, const event::v1::CivilMoment& due) {
    EventContent opened = MatterOpened(matter, kLishi, event::v1::MATTER_KIND_VERIFICATION);
    *opened.mutable_matter_opened()->mutable_due() = due;
    Must(opened);
  }
  void Overdue(const std::string& matter, const event::v1::CivilMoment& due, uint32_t step) {
    Must(MatterOverdue(matter, due, step, event::v1::CLOCK_VERIFICATION));
  }
  void HasAPark(const char* county) {
    EventContent changed = AliasAdded(county, std::string(county) + " park");
    event::v1::TagPeriod& tag = *changed.mutable_unit_changed()->add_tags_set();
    tag.set_tag("chemical-park");
    *tag.mutable_from() = Date(2020, 1, 1);
    Must(changed);
  }
  EventContent Handed(const std::string& matter, int month, int day) {
    EventContent completed = OnDay(MatterCompleted(matter), Date(2022, month, day));
    *completed.mutable_matter_completed()->mutable_received() = DueBy(2022, month, day);
    return completed;
  }
};

// --- Item 37: matters, letters, accidents ---

TEST_F(Counties, AMatterOverdueCostsOnePointUntilAMonthIsFull) {
  Verification("m", DueBy(2022, 6, 30));
  Overdue("m", DueBy(2022, 6, 30), 0);
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("charged 1"));
  EXPECT_EQ(ItemScore(kLishi, "37"), "24 of 25") << "25 - 1";
}

TEST_F(Counties, ExactlyAMonthOverdueIsTheSecondBandAndReplacesTheFirst) {  // R10
  Verification("m", DueBy(2022, 6, 30));
  Overdue("m", DueBy(2022, 6, 30), 0);
  Overdue("m", DueBy(2022, 6, 30), 1);
  Must(Handed("m", 7, 30));
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("replaced", "charged 2"));
  Overdue("m", DueBy(2022, 6, 30), 2);
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("replaced", "charged 2", "superseded"))
      << "handed in before the second month was full";
}

TEST_F(Counties, BandsOfSeveralMattersAreSummed) {
  Verification("m", DueBy(2022, 6, 30));
  Verification("n", DueBy(2022, 3, 31));
  Overdue("m", DueBy(2022, 6, 30), 0);
  for (uint32_t step : {0, 1, 2}) Overdue("n", DueBy(2022, 3, 31), step);
  EXPECT_EQ(Charged(kLishi, "37.1"), "4") << "1 + 3";
}

TEST_F(Counties, AnAlarmThatAnExtensionContradictsChargesNothing) {
  Verification("m", DueBy(2022, 6, 30));
  Overdue("m", DueBy(2022, 6, 30), 0);
  EventContent extended = OnDay(MatterExtended("m", DueBy(2022, 8, 31)), Date(2022, 7, 15));
  Must(extended);
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("superseded"));
}

TEST_F(Counties, AnAlarmThatAnEarlierCompletionContradictsChargesNothing) {
  Verification("m", DueBy(2022, 6, 30));
  Overdue("m", DueBy(2022, 6, 30), 0);
  Must(Handed("m", 6, 29));
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("superseded"));
}

TEST_F(Counties, AMatterDueInAnotherYearIsNotOfThisOne) {
  Verification("m", DueBy(2023, 1, 15));
  Overdue("m", DueBy(2023, 1, 15), 0);
  EXPECT_THAT(Lines(kLishi, "37.1"), IsEmpty());
  EXPECT_EQ(Score(kLishi).uncounted(0).uncounted_reason(),
            projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW);
}

TEST_F(Counties, StepsAfterTheLastDayThatCountsChargeNobodyMore) {
  Verification("m", DueBy(2022, 12, 31));
  Overdue("m", DueBy(2022, 12, 31), 0);
  Overdue("m", DueBy(2022, 12, 31), 1);  // 31 January, the last day that counts.
  EXPECT_THAT(Lines(kLishi, "37.1"), ElementsAre("replaced", "charged 2"));
}

TEST_F(Counties, AFirstLetterThenLateMaterialThenAnotherLetterIsOneMatterOfFivePoints) {  // R11
  Must(MatterOpened("m", kLishi));
  Must(LetterIssued({kLishi}, {"m"}, "1号"));
  Must(MatterOverdue("m", DueBy(2022, 6, 30)));
  EventContent repeat = LetterIssued({kLishi}, {"m"}, "2号");
  repeat.mutable_letter_issued()->set_kind(event::v1::LETTER_KIND_SUPERVISION);
  Must(repeat);
  EXPECT_THAT(Lines(kLishi, "37.4"), ElementsAre("charged 1"));
  EXPECT_THAT(Lines(kLishi, "37.5"), ElementsAre("charged 2"));
  EXPECT_THAT(Lines(kLishi, "37.6"), ElementsAre("charged 2"));
  EXPECT_EQ(ItemScore(kLishi, "37"), "20 of 25") << "25 - 1 - 2 - 2";
}

TEST_F(Counties, ALetterOnSeveralMattersIsARepeatWhenOneOfThemHadALetter) {
  Must(MatterOpened("m", kLishi));
  Must(MatterOpened("n", kLishi));
  Must(LetterIssued({kLishi}, {"m"}, "1号"));
  Must(LetterIssued({kLishi}, {"m", "n"}, "2号"));
  EXPECT_EQ(Charged(kLishi, "37.4"), "1");
  EXPECT_EQ(Charged(kLishi, "37.6"), "2") << "once, not for each matter";
}

TEST_F(Counties, OnlyTheOfficesLettersCharge) {  // R4
  Must(MatterOpened("m", kLishi));
  EventContent letter = LetterIssued({kLishi}, {"m"});
  letter.mutable_letter_issued()->set_issuing_body("bureau");
  Must(letter);
  EXPECT_EQ(Charged(kLishi, "37.4"), "0");
}

TEST_F(Counties, TheOfficesItemStandsInScoreAndMaximumAndTakesNoPostings) {  // R4
  EXPECT_EQ(Score(kLishi).applicable_milli(), Score(kLishi).raw_milli());
  EXPECT_EQ(ItemScore(kLishi, "37"), "25 of 25");
  EXPECT_EQ(ledger().ReasonFor(FindingRecorded(kLishi, "37.4")),
            ledger::v1::REASON_CLAUSE_FED_BY_FACTS);
}

TEST_F(Counties, ALetterCostsACountyMoreThanItsPointBecauseTheMaximumIsLess) {
  Must(MatterOpened("m", kShilou));
  Must(LetterIssued({kShilou}, {"m"}));
  // (91.7 - 1) x 100 / 91.7 = 98.9094...
  EXPECT_EQ(Final(kShilou), "98.91");
}

TEST_F(Counties, AGeneralAccidentWithResponsibilityCostsHalfAPoint) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  EXPECT_THAT(Lines(kLishi, "37.2"), ElementsAre("charged 0.5"));
  Accident("y", kLishi, kTerritory, kProduction, 1, Date(2022, 7, 1), event::v1::FINDING_NO);
  EXPECT_EQ(Charged(kLishi, "37.2"), "0.5") << "nobody responsible for the second";
}

TEST_F(Counties, APendingAccidentCountsProvisionallyUntilItIsDecided) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1), event::v1::FINDING_PENDING);
  EXPECT_THAT(Lines(kLishi, "37.2"), ElementsAre("provisional charged 0.5"));
  EXPECT_TRUE(Score(kLishi).provisional());
  Must(OnDay(PendingDecided("x", event::v1::PENDING_DECISION_HOLD_GRADE), Date(2023, 1, 10)));
  EXPECT_TRUE(Score(kLishi).grade_held());
  EXPECT_EQ(Score(kLishi).grade(), "");
  Must(OnDay(PendingDecided("x", event::v1::PENDING_DECISION_COUNT), Date(2023, 1, 11)));
  EXPECT_THAT(Lines(kLishi, "37.2"), ElementsAre("charged 0.5"));
  Must(OnDay(PendingDecided("x", event::v1::PENDING_DECISION_LEAVE_OUT), Date(2023, 1, 12)));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty());
}

TEST_F(Counties, ASingleLargerAccidentCostsNoPointsAndRaisesAQuestion) {  // R6, R7
  Accident("x", kLishi, kTerritory, kProduction, 3, Date(2022, 5, 1));
  EXPECT_EQ(ItemScore(kLishi, "37"), "25 of 25");
  EXPECT_EQ(Veto(kLishi, "V3"), "not met");
  EXPECT_THAT(Questions(kLishi), ElementsAre("R6"));
  Must(QuestionAnswered(kLishi, "R6", 1));
  EXPECT_THAT(Questions(kLishi), ElementsAre("R6 answered"));
  EXPECT_EQ(Veto(kLishi, "V3"), "in force");
  EXPECT_EQ(Score(kLishi).grade(), "良好");
}

TEST_F(Counties, TwoLargerAccidentsNeedNoAnswer) {  // R6
  Accident("x", kLishi, kTerritory, kProduction, 3, Date(2022, 5, 1));
  Accident("y", kLishi, kTerritory, event::v1::ACCIDENT_KIND_ROAD, 3, Date(2022, 6, 1));
  EXPECT_EQ(Veto(kLishi, "V3"), "in force");
  EXPECT_THAT(Questions(kLishi), IsEmpty());
}

TEST_F(Counties, ANearMissOfTheLargerClassCostsAPointWhateverTheResponsibility) {  // R8
  EventContent near = AccidentReported("x", kLishi);
  near.mutable_accident_reported()->set_deaths(0);
  near.mutable_accident_reported()->set_near_miss(true);
  Must(near);
  Must(AccidentAttributed("x", kLishi, kTerritory));
  EXPECT_THAT(Lines(kLishi, "37.3"), ElementsAre("charged 1"));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty()) << "no accident";
  Must(AccidentSupplemented("x", Date(2022, 6, 5), 1));
  EXPECT_THAT(Lines(kLishi, "37.3"), IsEmpty()) << "a death makes it an accident";
  EXPECT_THAT(Lines(kLishi, "37.2"), ElementsAre("provisional charged 0.5"));
}

TEST_F(Counties, ASupplementInsideTheWindowRegradesAndOneAfterItDoesNot) {
  Accident("x", kLishi, kTerritory, kProduction, 2, Date(2022, 5, 1));
  Must(OnDay(AccidentSupplemented("x", Date(2022, 6, 1), 3), Date(2022, 6, 1)));
  EXPECT_THAT(Lines(kLishi, "37.2"), ElementsAre("charged 0.5")) << "31 days after";
  EXPECT_EQ(Score(kLishi).uncounted(0).uncounted_reason(),
            projections::v1::UNCOUNTED_REASON_AFTER_CASUALTY_WINDOW);
  Must(OnDay(AccidentSupplemented("x", Date(2022, 5, 31), 3), Date(2022, 6, 2)));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty()) << "larger now";
}

TEST_F(Counties, AnAccidentStruckOffCountsNowhere) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  Must(AccidentStruckOff("x"));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty());
  EXPECT_EQ(Score(kLishi).uncounted(0).uncounted_reason(),
            projections::v1::UNCOUNTED_REASON_STRUCK_OFF);
}

TEST_F(Counties, TwoReportsOfOneAccidentChargeOnceUntilTheyAreParted) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  Accident("y", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  EXPECT_EQ(Charged(kLishi, "37.2"), "1");
  Must(AccidentsMerged("x", "y"));
  EXPECT_EQ(Charged(kLishi, "37.2"), "0.5");
  Must(AccidentsUnmerged("x", "y"));
  EXPECT_EQ(Charged(kLishi, "37.2"), "1");
}

TEST_F(Counties, MergingHandsOverTheAttributionsOfTheDuplicate) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  Accident("y", kJiaocheng, kTerritory, kProduction, 3, Date(2022, 5, 1));
  Must(AccidentsMerged("x", "y"));
  EXPECT_EQ(Charged(kJiaocheng, "37.2"), "0.5") << "the facts of the one that stays";
}

TEST_F(Counties, AnAttributionWithdrawnChargesNoLonger) {
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 5, 1));
  Must(AttributionWithdrawn("x", kLishi, kTerritory));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty());
}

// --- Item 36 ---

TEST_F(Counties, AnInvestigationNotClosedInSixtyDaysCostsHalfAPoint) {  // R13
  Accident("x", kLishi, event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT, kProduction, 1,
           Date(2022, 5, 1), event::v1::FINDING_PENDING);
  Must(AccidentOverdue("x", DueBy(2022, 6, 30)));
  EXPECT_THAT(Lines(kLishi, "36.1"), ElementsAre("charged 0.5"));
  Must(OnDay(InvestigationExtended("x", 30), Date(2022, 7, 10)));
  EXPECT_THAT(Lines(kLishi, "36.1"), ElementsAre("superseded")) << "due on 30 July now";
}

TEST_F(Counties, AnInvestigationIsOfTheYearInWhichItsAccidentHappened) {  // R13
  Accident("x", kLishi, event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT, kProduction, 1,
           Date(2022, 11, 1), event::v1::FINDING_PENDING);
  Must(AccidentOverdue("x", DueBy(2022, 12, 31)));
  EXPECT_THAT(Lines(kLishi, "36.1"), IsEmpty()) << "1 November: the next year's window";
}

TEST_F(Counties, LateEvaluationIsChargedEvenWhenItWasMadeLater) {  // R13
  Accident("x", kLishi, event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT, kProduction, 1,
           Date(2022, 2, 10), event::v1::FINDING_PENDING);
  EventContent ruling = AccidentRuled("x", event::v1::FINDING_YES);
  *ruling.mutable_accident_ruled()->mutable_approved_on() = Date(2022, 1, 15);
  Must(ruling);
  Must(AccidentOverdue("x", DueBy(2023, 1, 15), event::v1::CLOCK_FOLLOW_UP_EVALUATION));
  Must(OnDay(FollowUpEvaluated("x"), Date(2023, 1, 20)));
  EXPECT_THAT(Lines(kLishi, "36.2"), ElementsAre("charged 0.5"));
}

// --- Findings ---

TEST_F(Counties, ALateRectificationChargesTheClauseItNamesOnceWithTheFindingAboutIt) {
  EventContent opened = MatterOpened("m", kLishi, event::v1::MATTER_KIND_RECTIFICATION);
  opened.mutable_matter_opened()->mutable_charges()->set_scheme("lvliang-2022-counties");
  opened.mutable_matter_opened()->mutable_charges()->set_clause("11.3");
  Must(opened);
  Must(MatterOverdue("m", DueBy(2022, 6, 30), 0, event::v1::CLOCK_RECTIFICATION));
  EXPECT_EQ(Charged(kLishi, "11.3"), "0.1");
  EventContent finding = OnDay(FindingRecorded(kLishi, "11.3"), Date(2022, 9, 1));
  finding.mutable_finding_recorded()->add_subjects()->set_kind("hazard");
  finding.mutable_finding_recorded()->mutable_subjects(0)->set_matter("m");
  Must(finding);
  EXPECT_THAT(Lines(kLishi, "11.3"), ElementsAre("charged 0.1", "suppressed"));
  EXPECT_EQ(Charged(kLishi, "13.15"), "out of scope");
}

TEST_F(Counties, UntrueScoringEmptiesItsComponentAlone) {  // R14
  Must(FindingRecorded(kLishi, "12.8"));
  EXPECT_EQ(Charged(kLishi, "12.8"), "0.5");
}

TEST_F(Counties, BelowSeventyPercentOnlineEmptiesTheItemAndFromNinetyNothing) {  // R14
  Must(MeasuredFinding(kLishi, "12.14", 90'000'000));
  EXPECT_EQ(Charged(kLishi, "12.14"), "0");
  Must(OnDay(MeasuredFinding(kLishi, "12.14", 70'000'000), Date(2022, 7, 1)));
  EXPECT_EQ(Charged(kLishi, "12.14"), "0.2");
  Must(OnDay(MeasuredFinding(kLishi, "12.14", 69'999'999), Date(2022, 8, 1)));
  EXPECT_EQ(ItemScore(kLishi, "12"), "0 of 4");
}

TEST_F(Counties, ACoalItemDoesNotConcernShilou) {  // R33
  EXPECT_EQ(ItemScore(kShilou, "12"), "0 of 0");
  EXPECT_EQ(Charged(kShilou, "12.5"), "out of scope") << "12.5 follows its item";
  EXPECT_EQ(Charged(kShilou, "28.3"), "0") << "reservoirs: every county until tagged";
}

TEST_F(Counties, TwoPartsOfAPointConcernKeyCountiesAndCountiesWithAPark) {  // R15
  EXPECT_EQ(ItemScore(kJiaocheng, "13"), "3.7 of 3.7") << "1 + 1 + 0.7 + 0.5 + 0.5, no park yet";
  EXPECT_EQ(ItemScore(kLishi, "13"), "1 of 1") << "neither";
  HasAPark(kJiaocheng);
  HasAPark(kLishi);
  EXPECT_EQ(ItemScore(kJiaocheng, "13"), "4 of 4") << "3.7 + 0.3";
  EXPECT_EQ(ItemScore(kLishi, "13"), "1.3 of 1.3") << "1 + 0.3";
}

TEST_F(Counties, EachOfTwoPartsIsEmptiedByItsOwnClausesAlone) {  // R15
  HasAPark(kJiaocheng);
  for (const char* clause : {"13.6", "13.7", "13.8"}) Must(FindingRecorded(kJiaocheng, clause));
  EXPECT_EQ(ItemScore(kJiaocheng, "13"), "3.3 of 4") << "4 - 0.3 - 0.3 - 0.1";
  Must(FindingRecorded(kJiaocheng, "13.9"));
  EXPECT_EQ(ItemScore(kJiaocheng, "13"), "3 of 4") << "3.3 - 0.3, the other part";
}

TEST_F(Counties, AClauseOfAPartDoesNotConcernACountyOutsideOfIt) {  // R15
  HasAPark(kLishi);
  EXPECT_EQ(Charged(kLishi, "13.6"), "out of scope");
  Must(FindingRecorded(kLishi, "13.9"));
  EXPECT_EQ(ItemScore(kLishi, "13"), "1 of 1.3") << "1.3 - 0.3";
}

TEST_F(Counties, ACountyThatAPartDoesNotNameNeedsNoStatement) {  // R16
  EXPECT_EQ(ItemScore(kJiaocheng, "14"), "2 of 2") << "1 + 0.5 + 0.5, named for closing ponds";
  EXPECT_EQ(ItemScore(kLishi, "14"), "1.5 of 1.5") << "1 + 0.5, neither scored nor in the maximum";
  EXPECT_EQ(Charged(kLishi, "14.3"), "out of scope");
}

TEST_F(Counties, OneSubjectIsChargedByOneOfTwoClausesThatExcludeEachOther) {  // R35
  Must(FindingRecorded(kLishi, "2.3"));
  Must(FindingRecorded(kLishi, "2.4"));
  EXPECT_EQ(Charged(kLishi, "2.3"), "0.2");
  EXPECT_EQ(Charged(kLishi, "2.4"), "0");
}

TEST_F(Counties, TwoOfThreePostsAreTheMostThatCount) {  // R36
  Must(FindingRecorded(kJiaocheng, "13.2", {"chair", "vice-1", "vice-2"}));
  EXPECT_EQ(Charged(kJiaocheng, "13.2"), "0.8") << "2 x 0.4";
}

TEST_F(Counties, AFixedClauseChargesOnceHoweverOftenItIsFound) {  // R37
  Must(FindingRecorded(kLishi, "35.1"));
  Must(FindingRecorded(kLishi, "35.1"));
  const std::string once = Charged(kLishi, "35.1");
  EXPECT_THAT(Lines(kLishi, "35.1"), ElementsAre("charged " + once, "absorbed"));
}

TEST_F(Counties, APartPricedWithoutDeductionIsJudged) {  // R17
  EXPECT_EQ(ItemScore(kLishi, "15"), "2 of 2");
  Must(PointsJudged(kLishi, "15.1", 1'300));
  EXPECT_EQ(ItemScore(kLishi, "15"), "1.3 of 2");
}

// --- Blocks ---

TEST_F(Counties, ABonusComesAfterRescalingAndUnscaled) {  // R3
  Must(HonourRecorded(kShilou));
  EXPECT_EQ(Final(kShilou), "100.50") << "91.7 / 91.7 x 100 + 0.5, no ceiling";
}

TEST_F(Counties, BonusesStopAtFivePoints) {
  for (int i = 0; i < 12; ++i) Must(HonourRecorded(kLishi, std::to_string(i) + "号"));
  EXPECT_EQ(Final(kLishi), "105.00") << "12 x 0.5 is 6";
}

TEST_F(Counties, OneDocumentHonoursAUnitOnceAndTheHigherRecipientCounts) {  // R19
  Must(HonourRecorded(kLishi));
  EventContent township = HonourRecorded(kLishi);
  event::v1::Honour& honour = *township.mutable_honour_recorded()->mutable_honour();
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_TOWNSHIP);
  honour.set_recipient_code("141102101");
  Must(township);
  EXPECT_EQ(Charged(kLishi, "B.1"), "0.5");
  EXPECT_EQ(Charged(kLishi, "B.2"), "0") << "the same document";
}

TEST_F(Counties, PersonsOfOneDocumentCountByTheLargestNumberGiven) {
  EventContent persons = HonourRecorded(kLishi);
  event::v1::Honour& honour = *persons.mutable_honour_recorded()->mutable_honour();
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_PERSON);
  honour.set_persons(2);
  honour.set_recipient_code("list-a");
  Must(persons);
  honour.set_persons(3);
  honour.set_recipient_code("list-b");
  Must(persons);
  EXPECT_EQ(Charged(kLishi, "B.4"), "0.3") << "3 x 0.1";
}

TEST_F(Counties, OnlyNationalAndProvincialDocumentsCount) {
  EventContent municipal = HonourRecorded(kLishi);
  municipal.mutable_honour_recorded()->mutable_honour()->set_issuer_level(
      event::v1::ISSUER_LEVEL_MUNICIPAL);
  Must(municipal);
  EXPECT_EQ(Charged(kLishi, "B.1"), "0");
  EXPECT_EQ(Score(kLishi).uncounted(0).uncounted_reason(),
            projections::v1::UNCOUNTED_REASON_NOT_PRICED);
}

TEST_F(Counties, ACriticismAndASummonsOnOneDocumentAreOneDeduction) {  // R39
  Must(BlameRecorded(kLishi));
  EventContent summons = BlameRecorded(kLishi);
  summons.mutable_blame_recorded()->mutable_blame()->set_kind(event::v1::Blame::KIND_SUMMONS);
  Must(summons);
  EXPECT_EQ(Final(kLishi), "99.50");
  EXPECT_EQ(Charged(kLishi, "P.1"), "0.5") << "equal: the first in reading order";
  EXPECT_EQ(Charged(kLishi, "P.3"), "0");
}

TEST_F(Counties, ADecisionOnCooperationCountsOnceForEachInspection) {  // R38
  Must(DeductionDecided(kLishi, "P.6", 2'000, "检查1号"));
  Must(DeductionDecided(kLishi, "P.6", 3'500, "检查2号"));
  EXPECT_EQ(Final(kLishi), "94.50") << "100 - 2 - 3.5";
  EXPECT_EQ(ledger().ReasonFor(DeductionDecided(kLishi, "P.6", 4'000, "检查1号")),
            ledger::v1::REASON_REPLACES_MISMATCH);
}

TEST_F(Counties, AConcealmentCountsInTheYearItWasVerified) {  // R12
  EventContent old = OnDay(AccidentReported("x", kLishi), Date(2019, 3, 1));
  *old.mutable_accident_reported()->mutable_occurred_at()->mutable_date() = Date(2019, 3, 1);
  old.set_late_reason("concealed");
  Must(old);
  Must(ConcealmentVerified("x", kLishi));
  EXPECT_THAT(Lines(kLishi, "P.4"), ElementsAre("charged 0.5"));
  EXPECT_THAT(Lines(kLishi, "37.2"), IsEmpty()) << "another year's accident";
}

TEST_F(Counties, AMajorConcealmentIsAQuestionUntilTheOfficeAnswers) {  // R12
  Accident("x", kLishi, kTerritory, event::v1::ACCIDENT_KIND_OTHER, 10, Date(2022, 5, 1));
  Must(ConcealmentVerified("x", kLishi));
  EXPECT_THAT(Questions(kLishi), ElementsAre("R12"));
  EXPECT_EQ(Final(kLishi), "100.00");
  Must(QuestionAnswered(kLishi, "R12", 1, 2'000, "x"));
  EXPECT_THAT(Questions(kLishi), ElementsAre("R12 answered"));
  EXPECT_EQ(Charged(kLishi, "P.5"), "2");
  EXPECT_EQ(Final(kLishi), "98.00");
}

// --- Vetoes ---

TEST_F(Counties, OneMajorAccidentBarsTheBestGrade) {  // V1
  Accident("x", kLishi, kTerritory, event::v1::ACCIDENT_KIND_FIRE, 10, Date(2022, 5, 1));
  EXPECT_EQ(Veto(kLishi, "V1"), "in force");
  EXPECT_EQ(Score(kLishi).band(), "优秀");
  EXPECT_EQ(Score(kLishi).grade(), "良好");
  EXPECT_EQ(Veto(kLishi, "V3"), "not met") << "exactly 较大";
}

TEST_F(Counties, ThreeDeathsInACoalMineBarTheBestGradePendingTheReport) {  // V2
  EventContent report = AccidentReported("x", kLishi);
  report.mutable_accident_reported()->set_industry("coal");
  report.mutable_accident_reported()->set_deaths(3);
  Must(report);
  Must(AccidentAttributed("x", kLishi, kTerritory));
  EXPECT_EQ(Veto(kLishi, "V2"), "pending");
  Must(AccidentRuled("x", event::v1::FINDING_YES));
  EXPECT_EQ(Veto(kLishi, "V2"), "in force");
}

TEST_F(Counties, TwoFatalAccidentsOfOneTypeInARowBarTheBestGrade) {  // V4, R9
  Accident("x", kLishi, kTerritory, kProduction, 1, Date(2022, 3, 1), event::v1::FINDING_YES,
           "坍塌");
  Accident("z", kLishi, kTerritory, kProduction, 1, Date(2022, 9, 1), event::v1::FINDING_YES,
           "坍塌");
  EXPECT_EQ(Veto(kLishi, "V4"), "in force");
  Accident("r", kLishi, kTerritory, event::v1::ACCIDENT_KIND_ROAD, 1, Date(2022, 5, 1),
           event::v1::FINDING_YES, "车辆伤害");
  EXPECT_EQ(Veto(kLishi, "V4"), "in force") << "roads are not in the row";
  Accident("y", kLishi, kTerritory, kProduction, 1, Date(2022, 6, 1), event::v1::FINDING_YES,
           "触电");
  EXPECT_EQ(Veto(kLishi, "V4"), "not met") << "another type came between";
}

TEST_F(Counties, OneRateAboveItsTargetBarsTheBestGradeAndAMissingOneIsNotEvaluated) {  // V5
  Must(TargetSet("deaths-per-100m-gdp", 40'000));
  Must(TargetSet("coal-deaths-per-megatonne", 92'000));
  EXPECT_EQ(Veto(kLishi, "V5"), "not evaluated");
  Must(MetricReported("deaths-per-100m-gdp", kLishi, 40'000));
  EXPECT_EQ(Veto(kLishi, "V5"), "not evaluated") << "one passed, the other is missing";
  Must(MetricReported("coal-deaths-per-megatonne", kLishi, 92'001));
  EXPECT_EQ(Veto(kLishi, "V5"), "in force");
}

// --- One accident, everything it causes ---

TEST_F(Counties, EverythingThatOneAccidentCausesStandsInOneGroup) {
  EventContent report = AccidentReported("x", kLishi);
  report.mutable_accident_reported()->set_industry("coal");
  report.mutable_accident_reported()->set_deaths(10);
  Must(report);
  Must(AccidentAttributed("x", kLishi, kTerritory));
  Must(AccidentAttributed("x", kLishi, event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT));
  Must(AccidentAttributed("x", kJiaocheng, kTerritory));
  Must(AccidentRuled("x", event::v1::FINDING_YES));
  Must(ConcealmentVerified("x", kLishi));
  Must(QuestionAnswered(kLishi, "R12", 1, 2'000, "x"));
  const projections::v1::ScoreExplanation score = Score(kLishi);
  ASSERT_EQ(score.accident_groups_size(), 1);
  const projections::v1::AccidentGroup& group = score.accident_groups(0);
  EXPECT_THAT(group.vetoes(), ElementsAre("V1", "V2"));
  EXPECT_THAT(group.units(), ElementsAre(kLishi, kJiaocheng));
  ASSERT_EQ(group.lines_size(), 1);
  EXPECT_EQ(group.lines(0).clause(), "P.5");
}

}  // namespace
}  // namespace assessment::testing
