#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class MatterRules : public ::testing::Test {
 protected:
  MatterRules() {
    ledger_.SetUpCycle();
    opened_ = ledger_.Must(MatterOpened("m-1", "unit-1"));
  }

  TestLedger ledger_;
  uint64_t opened_ = 0;
};

TEST_F(MatterRules, KeepOneIdentityForOneMatter) {
  const ledger::v1::Refusal refusal = ledger_.Refused(MatterOpened("m-1", "unit-2"));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_DUPLICATE_MATTER);
  EXPECT_THAT(refusal.positions(), ElementsAre(opened_));
}

TEST_F(MatterRules, RefuseUnitsThatAreNotRegistered) {
  EXPECT_EQ(ledger_.ReasonFor(MatterOpened("m-2", "unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(MatterReassigned("m-1", "unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(LetterIssued({"unit-9"}, {"m-1"})), ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(MatterRules, NeedTheOpeningFirstAndSayThatARetryCanHelp) {
  EventContent finding = FindingRecorded("unit-1", "1.2", {"x"});
  finding.mutable_finding_recorded()->mutable_subjects(0)->set_matter("m-2");
  for (const EventContent& content :
       {MatterExtended("m-2", DueBy(2022, 7, 1)), MatterReturned("m-2"), MatterWithdrawn("m-2"),
        MatterReassigned("m-2", "unit-2"), MatterCompleted("m-2"),
        LetterIssued({"unit-1"}, {"m-2"}), MatterOverdue("m-2", DueBy(2022, 6, 30)), finding}) {
    const ledger::v1::Refusal refusal = ledger_.Refused(content);
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNKNOWN_MATTER) << content.DebugString();
    EXPECT_TRUE(refusal.retry_can_help());
  }
}

TEST_F(MatterRules, SayOfWhatRestsOnARefusedOpeningThatItDoes) {
  const BatchDecision decision =
      ledger_.Append({MatterOpened("m-2", "unit-9"), MatterCompleted("m-2")});
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

TEST_F(MatterRules, NeedAPaperForMoreTime) {
  EventContent content = MatterExtended("m-1", DueBy(2022, 7, 15));
  content.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
}

TEST_F(MatterRules, LetNothingHappenToAMatterFromTheDayItWasWithdrawn) {
  const uint64_t withdrawn = ledger_.Must(OnDay(MatterWithdrawn("m-1"), Date(2022, 6, 10)));
  for (const EventContent& content :
       {MatterExtended("m-1", DueBy(2022, 7, 1)), MatterReturned("m-1"), MatterWithdrawn("m-1"),
        MatterReassigned("m-1", "unit-2"), MatterCompleted("m-1")}) {
    const ledger::v1::Refusal refusal = ledger_.Refused(OnDay(content, Date(2022, 6, 10)));
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_MATTER_WITHDRAWN);
    EXPECT_THAT(refusal.positions(), ElementsAre(withdrawn));
  }
  // What happened before may be told later; a letter may still be about it.
  ledger_.Must(OnDay(MatterCompleted("m-1"), Date(2022, 6, 9)));
  ledger_.Must(LetterIssued({"unit-1"}, {"m-1"}));
}

// --- What lateness charges ---

TEST_F(MatterRules, TakeAChargeOfASchemeThatIsNotPublishedAtItsWord) {
  EventContent content = MatterOpened("m-2", "unit-1", event::v1::MATTER_KIND_RECTIFICATION);
  content.mutable_matter_opened()->mutable_charges()->set_scheme("later");
  content.mutable_matter_opened()->mutable_charges()->set_clause("11.3");
  ledger_.Must(content);
}

TEST_F(MatterRules, RefuseAChargeThatTheNewestVersionDoesNotKnowAsSuch) {
  EventContent content = MatterOpened("m-2", "unit-1", event::v1::MATTER_KIND_SUPERVISED);
  content.mutable_matter_opened()->mutable_charges()->set_scheme(kScheme);
  content.mutable_matter_opened()->mutable_charges()->set_clause("9.9");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CLAUSE);
  content.mutable_matter_opened()->mutable_charges()->set_clause("1.1");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_FIELD_INVALID);
  scheme::v1::Scheme newer = SmallScheme(2);
  scheme::v1::Clause& clause = *newer.mutable_categories(0)->mutable_items(0)->mutable_clauses(0);
  clause.add_triggers()->mutable_overdue()->set_clock(event::v1::CLOCK_RECTIFICATION);
  ledger_.Must(SchemePublished(newer));
  ledger_.Must(content);
}

// --- Letters ---

TEST_F(MatterRules, RecordALetterOnceForAUnit) {
  const uint64_t letter =
      ledger_.Must(LetterIssued({"unit-1", "unit-2"}, {"m-1"}, "吕〔2022〕8号"));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(LetterIssued({"unit-2"}, {"m-1"}, "吕[2022] 8号"));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_DUPLICATE_DOCUMENT);
  EXPECT_THAT(refusal.positions(), ElementsAre(letter));
  ledger_.Must(LetterIssued({"unit-3"}, {"m-1"}, "吕〔2022〕8号"));
  ledger_.MustCorrect(letter);
  ledger_.Must(LetterIssued({"unit-2"}, {"m-1"}, "吕〔2022〕8号"));
}

TEST_F(MatterRules, NeedTheWholeDocumentOfALetter) {
  EventContent content = LetterIssued({"unit-1"}, {"m-1"});
  content.mutable_paper()->clear_issuer();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
  content.clear_paper();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
  *content.mutable_paper() = PaperOf("office");
  *content.mutable_paper()->mutable_date() = Date(2023, 1, 1);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_OCCURRED_IN_FUTURE);
}

// --- Lateness ---

TEST_F(MatterRules, RefuseAStepBeforeItsDay) {
  const EventContent third = MatterOverdue("m-1", DueBy(2022, 6, 30), 6);
  const ledger::v1::Refusal refusal = ledger_.Refused(third);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_NOT_OVERDUE);
  EXPECT_THAT(refusal.expected(), HasSubstr("2022-06-30"));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30), 5));
  ledger_.MoveTo(2022, 12, 30);
  ledger_.Must(third);
}

TEST_F(MatterRules, RefuseAStepOnADueDateThatIsNotInForce) {
  ledger_.Must(MatterExtended("m-1", DueBy(2022, 7, 15)));
  const ledger::v1::Refusal refusal = ledger_.Refused(MatterOverdue("m-1", DueBy(2022, 6, 30)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_NOT_OVERDUE);
  EXPECT_THAT(refusal.expected(), HasSubstr("2022-07-15"));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 7, 15)));
}

TEST_F(MatterRules, ReadTheDueDateOfTheLatestExtensionWhateverTheOrderOfArrival) {
  ledger_.Must(OnDay(MatterExtended("m-1", DueBy(2022, 7, 10)), Date(2022, 6, 20)));
  ledger_.Must(OnDay(MatterExtended("m-1", DueBy(2022, 9, 1)), Date(2022, 6, 10)));
  ledger_.Must(OnDay(MatterExtended("m-1", DueBy(2022, 7, 12)), Date(2022, 6, 20)));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 7, 12)));
}

TEST_F(MatterRules, TellADueMinuteFromItsDay) {
  event::v1::CivilMoment noon = DueBy(2022, 7, 15);
  noon.set_minute(720);
  ledger_.Must(MatterExtended("m-1", noon));
  EXPECT_EQ(ledger_.ReasonFor(MatterOverdue("m-1", DueBy(2022, 7, 15))),
            ledger::v1::REASON_NOT_OVERDUE);
  ledger_.Must(MatterOverdue("m-1", noon));
}

TEST_F(MatterRules, AskForNoReasonWhenAStepIsRecordedLate) {
  ledger_.MoveTo(2024, 6, 1);
  EXPECT_EQ(ledger_.ReasonFor(MatterCompleted("m-1")), ledger::v1::REASON_LATE_REASON_MISSING);
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30)));
}

TEST_F(MatterRules, RecordAStepOnce) {
  const uint64_t step = ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30)));
  const ledger::v1::Refusal refusal = ledger_.Refused(MatterOverdue("m-1", DueBy(2022, 6, 30)));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_STEP_ALREADY_RECORDED);
  EXPECT_THAT(refusal.positions(), ElementsAre(step));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30), 1));
  ledger_.MustCorrect(step);
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30)));
}

TEST_F(MatterRules, RunTheClockOfTheKind) {
  EXPECT_EQ(
      ledger_.ReasonFor(MatterOverdue("m-1", DueBy(2022, 6, 30), 0, event::v1::CLOCK_VERIFICATION)),
      ledger::v1::REASON_FIELD_INVALID);
  ledger_.Must(MatterOpened("m-2", "unit-1", event::v1::MATTER_KIND_SUPERVISED));
  ledger_.Must(MatterOverdue("m-2", DueBy(2022, 6, 30), 0, event::v1::CLOCK_RECTIFICATION));
}

TEST_F(MatterRules, TakeStepsUpToTheDayOfTheWithdrawal) {
  ledger_.Must(OnDay(MatterWithdrawn("m-1"), Date(2022, 7, 30)));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30)));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30), 1));
  EXPECT_EQ(ledger_.ReasonFor(MatterOverdue("m-1", DueBy(2022, 6, 30), 2)),
            ledger::v1::REASON_MATTER_WITHDRAWN);
}

// --- Corrections ---

TEST_F(MatterRules, KeepAMatterThatOthersName) {
  const uint64_t extended = ledger_.Must(MatterExtended("m-1", DueBy(2022, 7, 1)));
  const uint64_t letter = ledger_.Must(LetterIssued({"unit-1"}, {"m-1"}));
  const uint64_t step = ledger_.Must(MatterOverdue("m-1", DueBy(2022, 7, 1)));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(opened_));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT);
  EXPECT_THAT(refusal.positions(), ElementsAre(extended, letter, step));
}

TEST_F(MatterRules, LetAnotherOpeningOfTheSameMatterTakeOver) {
  ledger_.Must(MatterCompleted("m-1"));
  EventContent other = MatterOpened("m-1", "unit-2");
  *other.mutable_matter_opened()->mutable_due() = DueBy(2022, 8, 1);
  ledger_.MustCorrect(opened_, other);
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 8, 1)));
}

TEST_F(MatterRules, MoveTheDueDateBackWhenTheExtensionIsCorrectedAway) {
  const uint64_t extended = ledger_.Must(MatterExtended("m-1", DueBy(2022, 7, 15)));
  const uint64_t step = ledger_.Must(MatterOverdue("m-1", DueBy(2022, 7, 15)));
  const uint64_t confirmation = ledger_.MustCorrect(extended);
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 6, 30)));
  // The step on the other due date stays, and comes back when it was corrected away itself.
  ledger_.MustCorrect(ledger_.MustCorrect(step));
  ledger_.MustCorrect(confirmation);
  EXPECT_EQ(ledger_.ReasonFor(MatterOverdue("m-1", DueBy(2022, 7, 15))),
            ledger::v1::REASON_STEP_ALREADY_RECORDED);
}

TEST_F(MatterRules, ReplayToTheSameState) {
  ledger_.Must(MatterExtended("m-1", DueBy(2022, 7, 15)));
  ledger_.Must(MatterReassigned("m-1", "unit-2"));
  ledger_.Must(LetterIssued({"unit-1"}, {"m-1"}));
  ledger_.Must(MatterOverdue("m-1", DueBy(2022, 7, 15)));
  ledger_.MustCorrect(ledger_.Must(OnDay(MatterWithdrawn("m-1"), Date(2022, 8, 1))));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

// --- Who posts ---

TEST_F(MatterRules, LetNoUnitPostAboutItsOwnMatters) {
  ledger_.Must(MatterReassigned("m-1", "unit-2"));
  for (const char* unit : {"unit-1", "unit-2"}) {
    for (const EventContent& content :
         {MatterExtended("m-1", DueBy(2022, 9, 1)), MatterCompleted("m-1"), MatterWithdrawn("m-1"),
          LetterIssued({"unit-3"}, {"m-1"}), MatterOverdue("m-1", DueBy(2022, 6, 30))}) {
      EXPECT_EQ(ledger_.ReasonFor(content, UnitPoster(unit)), ledger::v1::REASON_OWN_UNIT);
    }
  }
  ledger_.Must(MatterCompleted("m-1"), UnitPoster("unit-3"));
}

}  // namespace
}  // namespace assessment::testing
