#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ClauseRules : public ::testing::Test {
 protected:
  ClauseRules() { ledger_.SetUpCycle(); }
  TestLedger ledger_;
};

TEST_F(ClauseRules, TakeAFindingOnEveryKindThatTakesFindings) {
  for (const char* clause : {"1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "2.1", "2.3", "3.5", "4.5",
                             "5.1", "6.1", "B.1"}) {
    ledger_.Must(FindingRecorded("unit-1", clause));
  }
  ledger_.Must(MeasuredFinding("unit-1", "2.4", 80'000'000));
  ledger_.Must(MeasuredFinding("unit-1", "3.6", 80'000'000));
}

TEST_F(ClauseRules, RefuseUnknownUnitsAndCycles) {
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-9", "1.1")), ledger::v1::REASON_UNKNOWN_UNIT);
  EventContent content = FindingRecorded("unit-1", "1.1");
  content.mutable_finding_recorded()->set_cycle("2050");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CYCLE);
}

TEST_F(ClauseRules, GiveTheSmallerReasonOfTwo) {
  EventContent content = FindingRecorded("unit-9", "9.9");
  content.mutable_finding_recorded()->set_cycle("2050");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_UNIT);
  // Out of bounds, and something is in force that it does not name.
  ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.1", 5001)),
            ledger::v1::REASON_POINTS_OUT_OF_BOUNDS);
}

TEST_F(ClauseRules, RefuseACycleWithoutScheme) {
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 0));
  EventContent content = FindingRecorded("unit-1", "1.1");
  content.mutable_finding_recorded()->set_cycle("2023");
  const ledger::v1::Refusal refusal = ledger_.Refused(content);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
  EXPECT_TRUE(refusal.retry_can_help());
}

TEST_F(ClauseRules, RefuseAUnitThatIsNotAssessed) {
  ledger_.Must(CycleUnitsChanged(kCycle, {}, {"unit-1"}));
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "1.1")),
            ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
}

TEST_F(ClauseRules, RefuseClausesThatTheSchemeLacks) {
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "9.9")), ledger::v1::REASON_UNKNOWN_CLAUSE);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-1", {"9"})), ledger::v1::REASON_UNKNOWN_CLAUSE);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-1", {"2.c1"})), ledger::v1::REASON_UNKNOWN_CLAUSE);
}

TEST_F(ClauseRules, RefuseWhatIsOutOfScope) {
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "2.2")),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-2", "5.1")),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-3", {"1", "6"})),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
}

TEST_F(ClauseRules, RefuseWhatWasAcceptedAsNotApplicable) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2.c1", "3"}));
  ledger_.Must(FindingRecorded("unit-1", "2.1"));
  ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "2.1")),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.1", 0)),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-1", {"3"})),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  ledger_.Must(FindingRecorded("unit-1", "2.3"));
  ledger_.Must(FindingRecorded("unit-2", "2.1"));
}

TEST_F(ClauseRules, NameTheEventThatTheKindTakes) {
  EXPECT_THAT(ledger_.Refused(FindingRecorded("unit-1", "3.1")).expected(),
              HasSubstr("PointsJudged"));
  EXPECT_THAT(ledger_.Refused(FindingRecorded("unit-1", "3.3")).expected(),
              HasSubstr("DeductionDecided"));
  EXPECT_THAT(ledger_.Refused(FindingRecorded("unit-1", "3.4")).expected(),
              HasSubstr("ExemptionGranted"));
  for (const EventContent& content :
       {PointsJudged("unit-1", "3.3", 1000), DeductionDecided("unit-1", "3.1", 1000),
        ExemptionGranted("unit-1", "1.1")}) {
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_CLAUSE_KIND_MISMATCH);
  }
}

TEST_F(ClauseRules, RefuseFindingsOnWhatIsFedByFacts) {
  for (const char* clause : {"4.1", "4.3", "4.4", "4.6", "B.2", "P.2", "direct.1"}) {
    EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", clause)),
              ledger::v1::REASON_CLAUSE_FED_BY_FACTS)
        << clause;
  }
}

TEST_F(ClauseRules, LetTheOfficeAlonePostOnWhatItScores) {
  const event::v1::Poster body = UnitPoster("body");
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "4.5"), body),
            ledger::v1::REASON_SCORED_BY_OTHER_BODY);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-1", {"1", "4"}), body),
            ledger::v1::REASON_SCORED_BY_OTHER_BODY);
  ledger_.Must(ItemReviewed("unit-1", {"1", "4"}), OfficePoster());
}

TEST_F(ClauseRules, NeedAMeasureExactlyWhereOneIsRead) {
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "2.4")),
            ledger::v1::REASON_MEASURE_MISMATCH);
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "3.6")),
            ledger::v1::REASON_MEASURE_MISMATCH);
  EXPECT_EQ(ledger_.ReasonFor(MeasuredFinding("unit-1", "1.1", 1)),
            ledger::v1::REASON_MEASURE_MISMATCH);
}

TEST_F(ClauseRules, KeepPointsInsideTheirBounds) {
  for (const int64_t points : {-1, 999, 4001}) {
    EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.2", points)),
              ledger::v1::REASON_POINTS_OUT_OF_BOUNDS)
        << points;
  }
  for (const int64_t points : {1999, 5001}) {
    EXPECT_EQ(ledger_.ReasonFor(DeductionDecided("unit-1", "P.1", points)),
              ledger::v1::REASON_POINTS_OUT_OF_BOUNDS)
        << points;
  }
  ledger_.Must(PointsJudged("unit-1", "3.2", 1000));
  ledger_.Must(PointsJudged("unit-2", "3.2", 4000));
}

TEST_F(ClauseRules, NeedASecondJudgementToNameTheOneInForce) {
  const uint64_t first = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const ledger::v1::Refusal refusal = ledger_.Refused(PointsJudged("unit-1", "3.1", 2000));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_REPLACES_MISMATCH);
  EXPECT_THAT(refusal.positions(), ElementsAre(first));
  const uint64_t second = ledger_.Must(PointsJudged("unit-1", "3.1", 2000, first));
  EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.1", 3000, first)),
            ledger::v1::REASON_REPLACES_MISMATCH);
  ledger_.Must(PointsJudged("unit-1", "3.1", 3000, second));
}

TEST_F(ClauseRules, RefuseAFirstJudgementThatNamesAnother) {
  const uint64_t other = ledger_.Must(PointsJudged("unit-2", "3.1", 1000));
  EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.1", 1000, other)),
            ledger::v1::REASON_REPLACES_MISMATCH);
}

TEST_F(ClauseRules, KeepDecisionsApartByInspection) {
  const uint64_t first = ledger_.Must(DeductionDecided("unit-1", "P.1", 2000, "doc-1"));
  ledger_.Must(DeductionDecided("unit-1", "P.1", 2000, "doc-2"));
  EXPECT_EQ(ledger_.ReasonFor(DeductionDecided("unit-1", "P.1", 3000, "doc-1")),
            ledger::v1::REASON_REPLACES_MISMATCH);
  ledger_.Must(DeductionDecided("unit-1", "P.1", 3000, "doc-1", first));
}

TEST_F(ClauseRules, RefuseSubjectsAboutAccidentsThatAreNotReported) {
  EventContent content = FindingRecorded("unit-1", "1.2", {"x"});
  content.mutable_finding_recorded()->mutable_subjects(0)->set_accident("a-1");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_ACCIDENT);
  ledger_.Must(AccidentReported("a-1", "unit-1"));
  ledger_.Must(content);
}

}  // namespace
}  // namespace assessment::testing
