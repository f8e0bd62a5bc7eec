#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;

class StatementRules : public ::testing::Test {
 protected:
  StatementRules() { ledger_.SetUpCycle(); }
  TestLedger ledger_;
};

TEST_F(StatementRules, TakeNoStatementUnderASchemeThatKeepsEveryItem) {
  TestLedger keeping;
  keeping.SetUpCycle(scheme::v1::NOT_APPLICABLE_POLICY_KEEP);
  EXPECT_EQ(keeping.ReasonFor(NotApplicableClaimed("unit-1", {"2"})),
            ledger::v1::REASON_STATEMENTS_NOT_TAKEN);
  EXPECT_EQ(keeping.ReasonFor(NoStatementFound("unit-1", {"2"})),
            ledger::v1::REASON_STATEMENTS_NOT_TAKEN);
}

TEST_F(StatementRules, TakeNoStatementAboutWhatTheOfficeScores) {
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-1", {"4"})),
            ledger::v1::REASON_STATEMENTS_NOT_TAKEN);
}

TEST_F(StatementRules, RefuseTargetsThatTheSchemeLacksOrThatDoNotConcernTheUnit) {
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-1", {"9"})),
            ledger::v1::REASON_UNKNOWN_CLAUSE);
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-2", {"5"})),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
  EXPECT_EQ(ledger_.ReasonFor(NoStatementFound("unit-2", {"2.c2"})),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
}

TEST_F(StatementRules, RefuseAComponentOfAnAcceptedItem) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-1", {"2.c1"})),
            ledger::v1::REASON_CLAUSE_OUT_OF_SCOPE);
}

TEST_F(StatementRules, RefuseASecondStatementWhileOneWaitsOrIsAccepted) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2", "3"}));
  const ledger::v1::Refusal refusal = ledger_.Refused(NotApplicableClaimed("unit-1", {"3"}));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_STATED);
  EXPECT_THAT(refusal.positions(), ElementsAre(claim));
  EXPECT_EQ(ledger_.ReasonFor(NoStatementFound("unit-1", {"3"})),
            ledger::v1::REASON_ALREADY_STATED);
  ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED, {"3"}));
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-1", {"3"})),
            ledger::v1::REASON_ALREADY_STATED);
  EXPECT_EQ(ledger_.ReasonFor(NoStatementFound("unit-1", {"3"})),
            ledger::v1::REASON_ALREADY_STATED);
}

TEST_F(StatementRules, LetAUnitStateAnewAfterARefusal) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_REFUSED));
  ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
}

TEST_F(StatementRules, LetAStatementTakeThePlaceOfNotFound) {
  ledger_.Must(NoStatementFound("unit-1", {"2"}));
  ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
}

TEST_F(StatementRules, RefuseARulingOnWhatIsNoStatementOfTheUnit) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableRuled("unit-2", claim, event::v1::RULING_ACCEPTED)),
            ledger::v1::REASON_UNKNOWN_STATEMENT);
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableRuled("unit-1", finding, event::v1::RULING_ACCEPTED)),
            ledger::v1::REASON_UNKNOWN_STATEMENT);
  EXPECT_EQ(
      ledger_.ReasonFor(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED, {"3"})),
      ledger::v1::REASON_UNKNOWN_STATEMENT);
}

TEST_F(StatementRules, RuleOnEachTargetOnce) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2", "3"}));
  const uint64_t ruling =
      ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_REFUSED, {"2"}));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_RULED);
  EXPECT_THAT(refusal.positions(), ElementsAre(ruling));
  ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED, {"3"}));
}

TEST_F(StatementRules, LetTheTeamLeaderAloneRule) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const EventContent ruling = NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(ruling, {"p-member"})), ledger::v1::REASON_NOT_TEAM_LEADER);
  ledger_.Must(TeamFormed(kCycle, "team", "p-leader", {}, {"unit-2"}));
  EXPECT_EQ(ledger_.ReasonFor(ruling), ledger::v1::REASON_NOT_TEAM_LEADER);
  ledger_.Must(TeamFormed(kCycle, "team-1", "p-first", {}, {"unit-1"}));
  ledger_.Must(DecidedBy(ruling, {"p-member", "p-first"}));
}

}  // namespace
}  // namespace assessment::testing
