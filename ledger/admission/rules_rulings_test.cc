#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;

// The small scheme with questions: "Q1" is raised once for a unit and answered by nothing or by 1
// to 3 points on 1.1; "Q2" is raised for each concealment.
scheme::v1::Scheme AskingScheme() {
  scheme::v1::Scheme scheme = SmallScheme(2);
  for (const char* id : {"Q1", "Q2"}) {
    scheme::v1::Interpretation& stated = *scheme.add_interpretations();
    stated.set_interpretation(id);
    stated.mutable_question()->set_zh("问");
    stated.add_options()->set_zh("否");
    stated.add_options()->set_zh("是");
    scheme::v1::QuestionRule& rule = *scheme.add_questions();
    rule.set_question(id);
    scheme::v1::QuestionAnswer& nothing = *rule.add_answers();
    nothing.mutable_label()->set_zh("不扣");
    nothing.mutable_nothing();
    scheme::v1::QuestionAnswer& charge = *rule.add_answers();
    charge.mutable_label()->set_zh("扣");
    charge.mutable_charge()->set_clause("1.1");
    charge.mutable_charge()->set_minimum_milli(1000);
    charge.mutable_charge()->set_maximum_milli(3000);
  }
  scheme::v1::AccidentCountCondition& count =
      *scheme.mutable_questions(0)->mutable_accident_count();
  count.set_count(1);
  count.mutable_filter()->add_roles(event::v1::ACCIDENT_ROLE_TERRITORY);
  scheme.mutable_questions(1)->mutable_concealment()->add_grades(event::v1::ACCIDENT_GRADE_MAJOR);
  return scheme;
}

class RulingRules : public ::testing::Test {
 protected:
  RulingRules() {
    ledger_.SetUpCycle();
    ledger_.Must(SchemePublished(AskingScheme()));
    ledger_.Must(CycleSchemeAdopted(kCycle, 2));
    ledger_.Must(AccidentReported("a-1", "unit-1"));
  }

  TestLedger ledger_;
};

TEST_F(RulingRules, AnswerQuestionsThatTheSchemeAsks) {
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-1", "Q9", 0)),
            ledger::v1::REASON_UNKNOWN_QUESTION);
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-1", "Q1", 2)),
            ledger::v1::REASON_UNKNOWN_QUESTION);
  ledger_.Must(QuestionAnswered("unit-1", "Q1", 0));
  // A later answer succeeds.
  ledger_.Must(QuestionAnswered("unit-1", "Q1", 1, 2000));
}

TEST_F(RulingRules, StatePointsWithinBoundsForAnAnswerThatCharges) {
  for (const auto& [answer, points] : std::vector<std::pair<uint32_t, std::optional<int64_t>>>{
           {1, std::nullopt}, {1, 999}, {1, 3001}, {0, 1000}}) {
    const ledger::v1::Refusal refusal =
        ledger_.Refused(QuestionAnswered("unit-1", "Q1", answer, points));
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_POINTS_OUT_OF_BOUNDS);
    EXPECT_EQ(refusal.field(), "events[0].content.question_answered.points_milli");
  }
  ledger_.Must(QuestionAnswered("unit-1", "Q1", 1, 1000));
}

TEST_F(RulingRules, NameTheAccidentWhereTheQuestionIsRaisedForEach) {
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-1", "Q2", 0)),
            ledger::v1::REASON_FIELD_MISSING);
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-1", "Q1", 0, std::nullopt, "a-1")),
            ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-1", "Q2", 0, std::nullopt, "a-2")),
            ledger::v1::REASON_UNKNOWN_ACCIDENT);
  ledger_.Must(QuestionAnswered("unit-1", "Q2", 0, std::nullopt, "a-1"));
}

TEST_F(RulingRules, AnswerForAUnitOfACycleWithAScheme) {
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-9", "Q1", 0)),
            ledger::v1::REASON_UNKNOWN_UNIT);
  ledger_.Must(UnitRegistered("unit-4"));
  EXPECT_EQ(ledger_.ReasonFor(QuestionAnswered("unit-4", "Q1", 0)),
            ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 0));
  EventContent elsewhere = QuestionAnswered("unit-1", "Q1", 0);
  elsewhere.mutable_question_answered()->set_cycle("2023");
  EXPECT_EQ(ledger_.ReasonFor(elsewhere), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
  ledger_.Must(ReviewOpened(kCycle));
  ledger_.Must(QuestionAnswered("unit-1", "Q1", 0));
}

TEST_F(RulingRules, NeedTwoPersonsAndAPaper) {
  for (const EventContent& content : {QuestionAnswered("unit-1", "Q1", 0),
                                      PendingDecided("a-1", event::v1::PENDING_DECISION_COUNT)}) {
    EXPECT_EQ(ledger_.ReasonFor(DecidedBy(content, {"p-office", "p-office"})),
              ledger::v1::REASON_DECIDERS_MISSING);
    EventContent unpapered = content;
    unpapered.clear_paper();
    EXPECT_EQ(ledger_.ReasonFor(unpapered), ledger::v1::REASON_PAPER_MISSING);
  }
  for (const EventContent& content :
       {VetoConfirmed("unit-1", "V1"), InterpretationConfirmed("Q1", 2)}) {
    EXPECT_EQ(ledger_.ReasonFor(DecidedBy(content, {})), ledger::v1::REASON_DECIDERS_MISSING);
    EventContent unpapered = content;
    unpapered.clear_paper();
    EXPECT_EQ(ledger_.ReasonFor(unpapered), ledger::v1::REASON_PAPER_MISSING);
  }
}

TEST_F(RulingRules, ConfirmVetoesAndInterpretationsThatThereAre) {
  EXPECT_EQ(ledger_.ReasonFor(VetoConfirmed("unit-1", "V9")), ledger::v1::REASON_UNKNOWN_QUESTION);
  EXPECT_EQ(ledger_.ReasonFor(InterpretationConfirmed("Q1", 1)),
            ledger::v1::REASON_UNKNOWN_QUESTION);
  EXPECT_EQ(ledger_.ReasonFor(InterpretationConfirmed("Q1", 3)), ledger::v1::REASON_UNKNOWN_SCHEME);
  ledger_.Must(VetoConfirmed("unit-1", "V1"));
  const uint64_t confirmed = ledger_.Must(InterpretationConfirmed("Q1", 2));
  EXPECT_EQ(
      ledger_.admission().registry().FindScheme(kScheme, 2)->confirmed_interpretations.at("Q1"),
      confirmed);
}

TEST_F(RulingRules, DecideWhatIsPendingAlone) {
  const uint64_t decided =
      ledger_.Must(PendingDecided("a-1", event::v1::PENDING_DECISION_LEAVE_OUT));
  ledger_.Must(PendingDecided("a-1", event::v1::PENDING_DECISION_COUNT));
  const uint64_t confirmation = ledger_.MustCorrect(decided);
  const uint64_t ruling = ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(PendingDecided("a-1", event::v1::PENDING_DECISION_HOLD_GRADE));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_NOTHING_PENDING);
  EXPECT_THAT(refusal.positions(), ElementsAre(ruling));
  // What was decided before the ruling may be restored.
  ledger_.MustCorrect(confirmation);
}

TEST_F(RulingRules, AreTheOfficesAlone) {
  for (const EventContent& content :
       {QuestionAnswered("unit-1", "Q1", 0), VetoConfirmed("unit-1", "V1"),
        PendingDecided("a-1", event::v1::PENDING_DECISION_COUNT), InterpretationConfirmed("Q1", 2),
        ClerkPaused()}) {
    EXPECT_EQ(ledger_.ReasonFor(content, UnitPoster("unit-2")),
              ledger::v1::REASON_PERMISSION_DENIED);
  }
  ledger_.Must(ClerkPaused());
  EXPECT_EQ(ledger_.ReasonFor(ClerkResumed(), UnitPoster("unit-2")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(RulingRules, CanBeCorrectedInCyclesAndNotInTheRegistry) {
  const uint64_t answered = ledger_.Must(QuestionAnswered("unit-1", "Q1", 0));
  ledger_.MustCorrect(answered, QuestionAnswered("unit-1", "Q1", 1, 3000));
  const uint64_t confirmed = ledger_.Must(InterpretationConfirmed("Q1", 2));
  const uint64_t paused = ledger_.Must(ClerkPaused());
  for (const uint64_t position : {confirmed, paused}) {
    EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(position)), ledger::v1::REASON_NOT_CORRECTABLE);
  }
}

// --- The clerk ---

TEST_F(RulingRules, PauseAndResumeTheClerkInTurn) {
  EXPECT_EQ(ledger_.ReasonFor(ClerkResumed()), ledger::v1::REASON_CLERK_STATE);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(ClerkPaused(), {})), ledger::v1::REASON_DECIDERS_MISSING);
  const uint64_t paused = ledger_.Must(ClerkPaused());
  const ledger::v1::Refusal refusal = ledger_.Refused(ClerkPaused());
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_CLERK_STATE);
  EXPECT_THAT(refusal.positions(), ElementsAre(paused));
  EXPECT_EQ(ledger_.admission().registry().clerk_pause()->position, paused);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
  ledger_.Must(ClerkResumed());
  EXPECT_FALSE(ledger_.admission().registry().clerk_pause().has_value());
}

}  // namespace
}  // namespace assessment::testing
