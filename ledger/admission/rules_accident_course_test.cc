#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using event::v1::ACCIDENT_ROLE_TERRITORY;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class AccidentCourse : public ::testing::Test {
 protected:
  AccidentCourse() {
    ledger_.SetUpCycle();
    report_ = ledger_.Must(AccidentReported("a-1", "unit-1"));
  }

  void ExpectState(const EventContent& content, absl::string_view found) {
    const ledger::v1::Refusal refusal = ledger_.Refused(content);
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ACCIDENT_STATE) << content.DebugString();
    EXPECT_THAT(refusal.found(), HasSubstr(std::string(found)));
  }
  ledger::v1::Refusal NotOverdue(const EventContent& content) {
    const ledger::v1::Refusal refusal = ledger_.Refused(content);
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_NOT_OVERDUE) << content.DebugString();
    return refusal;
  }

  TestLedger ledger_;
  uint64_t report_ = 0;
};

TEST_F(AccidentCourse, NeedsTheReportFirst) {
  for (const EventContent& content :
       {AttributionWithdrawn("a-9", "unit-1", ACCIDENT_ROLE_TERRITORY),
        AccidentSupplemented("a-9", Date(2022, 6, 5), 1), InvestigationOpened("a-9"),
        InvestigationExtended("a-9", 10), AppraisalPaused("a-9", Date(2022, 6, 5)),
        AppraisalResumed("a-9", Date(2022, 6, 5)), ReportPublished("a-9"), FollowUpEvaluated("a-9"),
        ConcealmentVerified("a-9", "unit-1"), AccidentStruckOff("a-9"),
        AccidentsMerged("a-1", "a-9"), AccidentsMerged("a-9", "a-1"),
        AccidentsUnmerged("a-1", "a-9"), AccidentOverdue("a-9", DueBy(2022, 7, 31)),
        PendingDecided("a-9", event::v1::PENDING_DECISION_COUNT)}) {
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_ACCIDENT)
        << content.DebugString();
  }
}

TEST_F(AccidentCourse, NeedsRegisteredUnits) {
  EXPECT_EQ(ledger_.ReasonFor(ConcealmentVerified("a-1", "unit-9")),
            ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(AttributionWithdrawn("a-1", "unit-9", ACCIDENT_ROLE_TERRITORY)),
            ledger::v1::REASON_UNKNOWN_UNIT);
}

// --- Attributions ---

TEST_F(AccidentCourse, WithdrawsWhatIsAttributed) {
  const EventContent withdrawal = AttributionWithdrawn("a-1", "unit-1", ACCIDENT_ROLE_TERRITORY);
  const EventContent attribution = AccidentAttributed("a-1", "unit-1", ACCIDENT_ROLE_TERRITORY);
  EXPECT_EQ(ledger_.ReasonFor(withdrawal), ledger::v1::REASON_NOT_IN_FORCE);
  const uint64_t first = ledger_.Must(attribution);
  const uint64_t withdrawn = ledger_.Must(withdrawal);
  EXPECT_EQ(ledger_.ReasonFor(withdrawal), ledger::v1::REASON_NOT_IN_FORCE);
  const uint64_t second = ledger_.Must(attribution);
  EXPECT_EQ(ledger_.ReasonFor(attribution), ledger::v1::REASON_ALREADY_ATTRIBUTED);
  // Each turn rests on the one before it.
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(first)).positions(), ElementsAre(withdrawn));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(withdrawn)).positions(), ElementsAre(second));
  ledger_.MustCorrect(second);
  ledger_.MustCorrect(withdrawn);
  EXPECT_EQ(ledger_.ReasonFor(attribution), ledger::v1::REASON_ALREADY_ATTRIBUTED);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(AccidentCourse, RestoresNoAttributionBeforeTurnsThatCameSince) {
  const EventContent attribution = AccidentAttributed("a-1", "unit-1", ACCIDENT_ROLE_TERRITORY);
  const uint64_t confirmation = ledger_.MustCorrect(ledger_.Must(attribution));
  ledger_.Must(attribution);
  const uint64_t withdrawn =
      ledger_.Must(AttributionWithdrawn("a-1", "unit-1", ACCIDENT_ROLE_TERRITORY));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(confirmation));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_ATTRIBUTED);
  EXPECT_THAT(refusal.positions(), ElementsAre(withdrawn));
}

// --- Totals ---

TEST_F(AccidentCourse, TakesOneSupplementAMomentInAnyOrder) {
  const uint64_t later = ledger_.Must(AccidentSupplemented("a-1", Date(2022, 6, 9), 3));
  ledger_.Must(AccidentSupplemented("a-1", Date(2022, 6, 5), 2));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(AccidentSupplemented("a-1", Date(2022, 6, 9), 4));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_SUPPLEMENTED);
  EXPECT_THAT(refusal.positions(), ElementsAre(later));
  ledger_.MustCorrect(later, AccidentSupplemented("a-1", Date(2022, 6, 9), 4));
}

TEST_F(AccidentCourse, KnowsNoTotalsBeforeTheAccident) {
  EventContent content = AccidentSupplemented("a-1", Date(2022, 6, 1), 1);
  content.mutable_accident_supplemented()->mutable_as_of()->set_hour(7);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_FIELD_INVALID);
  *content.mutable_accident_supplemented()->mutable_as_of()->mutable_date() = Date(2023, 1, 1);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_OCCURRED_IN_FUTURE);
}

// --- The investigation ---

TEST_F(AccidentCourse, ExtendsByAtMostSixtyDaysInAll) {
  EventContent unpapered = InvestigationExtended("a-1", 40);
  unpapered.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(unpapered), ledger::v1::REASON_PAPER_MISSING);
  ledger_.Must(InvestigationExtended("a-1", 40));
  ExpectState(InvestigationExtended("a-1", 21), "extended by 40 days");
  ledger_.Must(InvestigationExtended("a-1", 20));
}

TEST_F(AccidentCourse, PausesAndResumesInTurn) {
  ExpectState(AppraisalResumed("a-1", Date(2022, 6, 5)), "not paused");
  const uint64_t paused = ledger_.Must(AppraisalPaused("a-1", Date(2022, 6, 5)));
  ExpectState(AppraisalPaused("a-1", Date(2022, 6, 6)), "paused at position");
  ExpectState(AppraisalResumed("a-1", Date(2022, 6, 4)), "paused on 2022-06-05");
  const uint64_t resumed = ledger_.Must(AppraisalResumed("a-1", Date(2022, 6, 15)));
  ExpectState(AppraisalResumed("a-1", Date(2022, 6, 16)), "resumed at position");
  ExpectState(AppraisalPaused("a-1", Date(2022, 6, 10)), "resumed on 2022-06-15");
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(paused)).positions(), ElementsAre(resumed));
  ledger_.MustCorrect(resumed);
  ledger_.Must(AppraisalResumed("a-1", Date(2022, 6, 20)));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(AccidentCourse, PublishesAndEvaluatesWhatIsRuledOn) {
  ExpectState(ReportPublished("a-1"), "not ruled on");
  ExpectState(FollowUpEvaluated("a-1"), "not ruled on");
  const uint64_t ruling = ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES));
  const uint64_t published = ledger_.Must(ReportPublished("a-1"));
  const uint64_t evaluated = ledger_.Must(FollowUpEvaluated("a-1"));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(ruling)).positions(),
              ElementsAre(published, evaluated));
  // Another ruling on the same accident takes over.
  ledger_.MustCorrect(ruling, AccidentRuled("a-1", event::v1::FINDING_NO));
}

TEST_F(AccidentCourse, SaysOfWhatRestsOnARefusedRulingThatItDoes) {
  EventContent unpapered = AccidentRuled("a-1", event::v1::FINDING_YES);
  unpapered.clear_paper();
  const BatchDecision decision = ledger_.Append({unpapered, ReportPublished("a-1")});
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

TEST_F(AccidentCourse, TakesAReportOnPaperAsRuledOn) {
  EventContent report = AccidentReported("a-2", "unit-1");
  report.mutable_accident_reported()->set_responsibility(event::v1::FINDING_YES);
  *report.mutable_paper() = PaperOf("city");
  ledger_.Must(report);
  ledger_.Must(ReportPublished("a-2"));
  EXPECT_EQ(ledger_.ReasonFor(PendingDecided("a-2", event::v1::PENDING_DECISION_COUNT)),
            ledger::v1::REASON_NOTHING_PENDING);
}

// --- Clocks ---

TEST_F(AccidentCourse, MovesTheDueDateOfTheInvestigationByExtensionsAndPauses) {
  EXPECT_THAT(NotOverdue(AccidentOverdue("a-1", DueBy(2022, 7, 30))).expected(),
              HasSubstr("2022-07-31"));
  ledger_.Must(AccidentOverdue("a-1", DueBy(2022, 7, 31)));
  ledger_.Must(InvestigationExtended("a-1", 10));
  ledger_.Must(AppraisalPaused("a-1", Date(2022, 6, 5)));
  EXPECT_THAT(NotOverdue(AccidentOverdue("a-1", DueBy(2022, 8, 10))).found(),
              HasSubstr("an appraisal goes on"));
  ledger_.Must(AppraisalResumed("a-1", Date(2022, 6, 10)));
  EXPECT_THAT(NotOverdue(AccidentOverdue("a-1", DueBy(2022, 7, 31))).expected(),
              HasSubstr("2022-08-15"));
  const uint64_t step = ledger_.Must(AccidentOverdue("a-1", DueBy(2022, 8, 15)));
  const ledger::v1::Refusal again = ledger_.Refused(AccidentOverdue("a-1", DueBy(2022, 8, 15)));
  EXPECT_EQ(again.reason(), ledger::v1::REASON_STEP_ALREADY_RECORDED);
  EXPECT_THAT(again.positions(), ElementsAre(step));
}

TEST_F(AccidentCourse, CountsEvaluationAndPublicationFromTheDayOfApproval) {
  NotOverdue(AccidentOverdue("a-1", DueBy(2022, 7, 5), event::v1::CLOCK_REPORT_PUBLICATION));
  EventContent ruling = AccidentRuled("a-1", event::v1::FINDING_YES);
  *ruling.mutable_accident_ruled()->mutable_approved_on() = Date(2022, 6, 5);
  *ruling.mutable_occurred_on() = Date(2022, 6, 5);
  ledger_.Must(ruling);
  ledger_.Must(AccidentOverdue("a-1", DueBy(2022, 7, 5), event::v1::CLOCK_REPORT_PUBLICATION));
  const EventContent evaluation =
      AccidentOverdue("a-1", DueBy(2023, 6, 5), event::v1::CLOCK_FOLLOW_UP_EVALUATION);
  NotOverdue(evaluation);
  ledger_.MoveTo(2023, 6, 6);
  ledger_.Must(evaluation);
}

TEST_F(AccidentCourse, RunsNoClockOnNearMissesAndWhatIsStruckOff) {
  EventContent near_miss = AccidentReported("a-2", "unit-1");
  near_miss.mutable_accident_reported()->set_deaths(0);
  near_miss.mutable_accident_reported()->set_near_miss(true);
  ledger_.Must(near_miss);
  EXPECT_EQ(NotOverdue(AccidentOverdue("a-2", DueBy(2022, 7, 31))).found(), "a near miss");
  ledger_.Must(AccidentStruckOff("a-1"));
  NotOverdue(AccidentOverdue("a-1", DueBy(2022, 7, 31)));
}

// --- Concealment, being struck off ---

TEST_F(AccidentCourse, KnowsAConcealmentOnceAUnit) {
  EventContent unpapered = ConcealmentVerified("a-1", "unit-1");
  unpapered.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(unpapered), ledger::v1::REASON_PAPER_MISSING);
  ledger_.Must(ConcealmentVerified("a-1", "unit-1"));
  ExpectState(ConcealmentVerified("a-1", "unit-1"), "concealment by unit");
  ledger_.Must(ConcealmentVerified("a-1", "unit-2"));
}

TEST_F(AccidentCourse, StrikesOffOnce) {
  EventContent unpapered = AccidentStruckOff("a-1");
  unpapered.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(unpapered), ledger::v1::REASON_PAPER_MISSING);
  const uint64_t struck = ledger_.Must(AccidentStruckOff("a-1"));
  ExpectState(AccidentStruckOff("a-1"), "struck off at position");
  ledger_.MustCorrect(struck);
  ledger_.Must(AccidentStruckOff("a-1"));
}

// --- Mergers ---

TEST_F(AccidentCourse, MergesTwoReportsOfOneAccident) {
  ledger_.Must(AccidentReported("a-2", "unit-1"));
  ledger_.Must(AccidentReported("a-3", "unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(AccidentsUnmerged("a-1", "a-2")), ledger::v1::REASON_NOT_IN_FORCE);
  const uint64_t merged = ledger_.Must(AccidentsMerged("a-1", "a-2"));
  // The duplicate takes no more events, as itself or as a target.
  const ledger::v1::Refusal refusal = ledger_.Refused(AccidentRuled("a-2", event::v1::FINDING_YES));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ACCIDENT_MERGED);
  EXPECT_THAT(refusal.expected(), HasSubstr("a-1"));
  for (const EventContent& content :
       {AccidentAttributed("a-2", "unit-1", ACCIDENT_ROLE_TERRITORY), AccidentsMerged("a-2", "a-3"),
        AccidentsMerged("a-3", "a-2"), AccidentOverdue("a-2", DueBy(2022, 7, 31)),
        PendingDecided("a-2", event::v1::PENDING_DECISION_COUNT)}) {
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_ACCIDENT_MERGED);
  }
  // What something was merged into is no duplicate.
  ExpectState(AccidentsMerged("a-3", "a-1"), "\"a-2\" was merged into \"a-1\"");
  EXPECT_EQ(ledger_.ReasonFor(AccidentsUnmerged("a-3", "a-2")), ledger::v1::REASON_NOT_IN_FORCE);
  const uint64_t unmerged = ledger_.Must(AccidentsUnmerged("a-1", "a-2"));
  ledger_.Must(AccidentRuled("a-2", event::v1::FINDING_YES));
  const uint64_t turned = ledger_.Must(AccidentsMerged("a-2", "a-1"));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(merged)).positions(), ElementsAre(unmerged));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(unmerged)).positions(), ElementsAre(turned));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(AccidentCourse, RestoresToADuplicateWhatCameBeforeTheMerger) {
  ledger_.Must(AccidentReported("a-2", "unit-1"));
  const uint64_t attributed =
      ledger_.Must(AccidentAttributed("a-2", "unit-1", ACCIDENT_ROLE_TERRITORY));
  const uint64_t confirmation = ledger_.MustCorrect(attributed);
  ledger_.Must(AccidentsMerged("a-1", "a-2"));
  ledger_.MustCorrect(confirmation);
}

// --- Corrections ---

TEST_F(AccidentCourse, KeepsAReportThatItsCourseNames) {
  const uint64_t supplement = ledger_.Must(AccidentSupplemented("a-1", Date(2022, 6, 9), 3));
  const uint64_t opened = ledger_.Must(InvestigationOpened("a-1"));
  const uint64_t paused = ledger_.Must(AppraisalPaused("a-1", Date(2022, 6, 5)));
  const uint64_t decided =
      ledger_.Must(PendingDecided("a-1", event::v1::PENDING_DECISION_HOLD_GRADE));
  const uint64_t struck = ledger_.Must(AccidentStruckOff("a-1"));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(report_));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT);
  EXPECT_THAT(refusal.positions(), ElementsAre(supplement, opened, paused, decided, struck));
}

// --- Who posts ---

TEST_F(AccidentCourse, LetsNoUnitPostAboutAccidentsItIsPartOf) {
  ledger_.Must(AccidentAttributed("a-1", "unit-2", event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT));
  for (const char* unit : {"unit-1", "unit-2"}) {
    for (const EventContent& content :
         {InvestigationExtended("a-1", 10), AppraisalPaused("a-1", Date(2022, 6, 5)),
          AccidentStruckOff("a-1"), ConcealmentVerified("a-1", "unit-3"),
          AccidentSupplemented("a-1", Date(2022, 6, 9), 3)}) {
      EXPECT_EQ(ledger_.ReasonFor(content, UnitPoster(unit)), ledger::v1::REASON_OWN_UNIT);
    }
  }
  ledger_.Must(InvestigationExtended("a-1", 10), UnitPoster("unit-3"));
}

TEST_F(AccidentCourse, LetsNoUnitCorrectWhatIsSaidOfAccidentsItIsPartOf) {
  const uint64_t ruling = ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(ruling), UnitPoster("unit-1")),
            ledger::v1::REASON_OWN_UNIT);
}

}  // namespace
}  // namespace assessment::testing
