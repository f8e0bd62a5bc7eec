#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class SheetRules : public ::testing::Test {
 protected:
  SheetRules() { ledger_.SetUpCycle(); }

  // Issues and signs a sheet of unit-1 that holds items 1 to 3.
  uint64_t Sign() {
    ledger_.Must(SheetIssued("unit-1", {"1", "2", "3"}));
    return ledger_.Must(SheetSigned("unit-1"));
  }

  TestLedger ledger_;
};

TEST_F(SheetRules, IssueItemsOfTheAdoptedSchemeAtASizeThatWasReached) {
  EXPECT_EQ(ledger_.ReasonFor(SheetIssued("unit-1", {"9"})), ledger::v1::REASON_UNKNOWN_CLAUSE);
  EventContent content = SheetIssued("unit-1", {"1"});
  content.mutable_sheet_issued()->set_size(ledger_.size() + 1);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_FIELD_INVALID);
  content.mutable_sheet_issued()->set_size(ledger_.size());
  ledger_.Must(content);
}

TEST_F(SheetRules, IssueForAUnitOfACycleWithAScheme) {
  EXPECT_EQ(ledger_.ReasonFor(SheetIssued("unit-9", {"1"})), ledger::v1::REASON_UNKNOWN_UNIT);
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 0));
  EventContent content = SheetIssued("unit-1", {"1"});
  content.mutable_sheet_issued()->set_cycle("2023");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
  content.mutable_sheet_issued()->set_cycle("2024");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CYCLE);
}

TEST_F(SheetRules, SignTheNewestSheetOnce) {
  EXPECT_EQ(ledger_.ReasonFor(SheetSigned("unit-1")), ledger::v1::REASON_UNKNOWN_SHEET);
  ledger_.Must(SheetIssued("unit-1", {"1"}, 'a'));
  const uint64_t newest = ledger_.Must(SheetIssued("unit-1", {"1"}, 'b'));
  const ledger::v1::Refusal older = ledger_.Refused(SheetSigned("unit-1", 'a'));
  EXPECT_EQ(older.reason(), ledger::v1::REASON_UNKNOWN_SHEET);
  EXPECT_THAT(older.positions(), ElementsAre(newest));
  const uint64_t signed_at = ledger_.Must(SheetSigned("unit-1", 'b'));
  const ledger::v1::Refusal again = ledger_.Refused(SheetSigned("unit-1", 'b'));
  EXPECT_EQ(again.reason(), ledger::v1::REASON_SHEET_STATE);
  EXPECT_THAT(again.positions(), ElementsAre(signed_at));
}

TEST_F(SheetRules, IssueNothingOverASignature) {
  Sign();
  EXPECT_EQ(ledger_.ReasonFor(SheetIssued("unit-1", {"1"}, 'g')), ledger::v1::REASON_SHEET_SIGNED);
  ledger_.Must(SheetReopened("unit-1"));
  ledger_.Must(SheetIssued("unit-1", {"1"}, 'g'));
}

TEST_F(SheetRules, ReopenWhatIsSignedByALeader) {
  EXPECT_EQ(ledger_.ReasonFor(SheetReopened("unit-1")), ledger::v1::REASON_UNKNOWN_SHEET);
  ledger_.Must(SheetIssued("unit-1", {"1"}));
  EXPECT_EQ(ledger_.ReasonFor(SheetReopened("unit-1")), ledger::v1::REASON_SHEET_STATE);
  ledger_.Must(SheetSigned("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(SheetReopened("unit-1"), {"p-member"})),
            ledger::v1::REASON_NOT_TEAM_LEADER);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(SheetReopened("unit-1"), {})),
            ledger::v1::REASON_DECIDERS_MISSING);
  ledger_.Must(SheetReopened("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(SheetReopened("unit-1")), ledger::v1::REASON_SHEET_STATE);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(SheetRules, RefuseSignaturesOfTheFuture) {
  ledger_.Must(SheetIssued("unit-1", {"1"}));
  EventContent content = SheetSigned("unit-1");
  *content.mutable_sheet_signed()->mutable_signatures(0)->mutable_signed_on() = Date(2023, 1, 1);
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_OCCURRED_IN_FUTURE);
}

// --- Postings on what is signed ---

TEST_F(SheetRules, RefuseEveryPostingOnASignedItem) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const uint64_t signed_at = Sign();
  for (const EventContent& content :
       {FindingRecorded("unit-1", "1.1"), ItemReviewed("unit-1", {"5", "1"}),
        PointsJudged("unit-1", "3.1", 1000), DeductionDecided("unit-1", "3.3", 1000),
        ExemptionGranted("unit-1", "3.4"), NotApplicableClaimed("unit-1", {"3"}),
        NotApplicableRuled("unit-1", claim, event::v1::RULING_REFUSED),
        NoStatementFound("unit-1", {"3"})}) {
    const ledger::v1::Refusal refusal = ledger_.Refused(content);
    EXPECT_EQ(refusal.reason(), ledger::v1::REASON_SHEET_SIGNED) << content.DebugString();
    EXPECT_THAT(refusal.positions(), ElementsAre(signed_at));
    EXPECT_TRUE(refusal.retry_can_help());
  }
}

TEST_F(SheetRules, TakePostingsOnOtherItemsBlocksAndUnits) {
  Sign();
  ledger_.Must(FindingRecorded("unit-1", "5.1"));
  ledger_.Must(FindingRecorded("unit-1", "4.5"));
  ledger_.Must(FindingRecorded("unit-1", "B.1"));
  ledger_.Must(FindingRecorded("unit-2", "1.1"));
  ledger_.Must(AccidentReported("a-1", "unit-1"));
}

TEST_F(SheetRules, TakePostingsAgainOnceItIsReopened) {
  Sign();
  const BatchDecision decision =
      ledger_.Append({SheetReopened("unit-1"), FindingRecorded("unit-1", "1.1")});
  EXPECT_THAT(decision.refusals, IsEmpty()) << Describe(decision);
}

TEST_F(SheetRules, SayOfAPostingWhoseReopeningIsRefusedThatItRestsOnIt) {
  Sign();
  const BatchDecision decision = ledger_.Append(
      {DecidedBy(SheetReopened("unit-1"), {"p-member"}), FindingRecorded("unit-1", "1.1")});
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_NOT_TEAM_LEADER);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

TEST_F(SheetRules, RefuseCorrectionsOfPostingsOnASignedItem) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t elsewhere = ledger_.Must(FindingRecorded("unit-1", "5.1"));
  const uint64_t proposal = ledger_.Must(CorrectionProposed(finding), OfficePoster("p-proposer"));
  Sign();
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding)), ledger::v1::REASON_SHEET_SIGNED);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionConfirmed(proposal), OfficePoster("p-confirmer")),
            ledger::v1::REASON_SHEET_SIGNED);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(elsewhere, FindingRecorded("unit-1", "1.1"))),
            ledger::v1::REASON_SHEET_SIGNED);
  ledger_.MustCorrect(elsewhere);
}

TEST_F(SheetRules, HaveSuccessorsAndAreNotCorrected) {
  const uint64_t signed_at = Sign();
  const uint64_t reopened = ledger_.Must(SheetReopened("unit-1"));
  for (const uint64_t position : {signed_at - 1, signed_at, reopened}) {
    EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(position)), ledger::v1::REASON_NOT_CORRECTABLE);
  }
}

TEST_F(SheetRules, LetNoUnitPostItsOwnSheet) {
  for (const EventContent& content :
       {SheetIssued("unit-1", {"1"}), SheetSigned("unit-1"), SheetReopened("unit-1")}) {
    EXPECT_EQ(ledger_.ReasonFor(content, UnitPoster("unit-1")), ledger::v1::REASON_OWN_UNIT);
  }
}

}  // namespace
}  // namespace assessment::testing
