#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;

class HonourRules : public ::testing::Test {
 protected:
  HonourRules() { ledger_.SetUpCycle(); }

  TestLedger ledger_;
};

TEST_F(HonourRules, NeedRegisteredUnits) {
  EXPECT_EQ(ledger_.ReasonFor(BonusClaimed("unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(HonourRecorded("unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(BlameRecorded("unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(HonourRules, NeedTheWholeDocument) {
  for (EventContent content :
       {BonusClaimed("unit-1"), HonourRecorded("unit-1"), BlameRecorded("unit-1")}) {
    content.mutable_paper()->clear_issuer();
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
    content.mutable_paper()->set_issuer("province");
    content.mutable_paper()->clear_number();
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_PAPER_MISSING);
  }
}

TEST_F(HonourRules, RecordADocumentOnceForAUnitAndRecipient) {
  const uint64_t recorded = ledger_.Must(HonourRecorded("unit-1", "晋政发〔2022〕8号"));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(HonourRecorded("unit-1", "晋政发（2022） 8号"));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_DUPLICATE_DOCUMENT);
  EXPECT_THAT(refusal.positions(), ElementsAre(recorded));
  EventContent department = HonourRecorded("unit-1", "晋政发〔2022〕8号");
  event::v1::Honour& honour = *department.mutable_honour_recorded()->mutable_honour();
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_DEPARTMENT);
  EXPECT_EQ(ledger_.ReasonFor(department), ledger::v1::REASON_DUPLICATE_DOCUMENT);
  // Another unit, another recipient, the same document as blame.
  ledger_.Must(HonourRecorded("unit-2", "晋政发〔2022〕8号"));
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_TOWNSHIP);
  honour.set_recipient_code("141121100");
  ledger_.Must(department);
  ledger_.Must(BlameRecorded("unit-1", "晋政发〔2022〕8号"));
  EXPECT_EQ(ledger_.ReasonFor(BlameRecorded("unit-1", "晋政发〔2022〕8号")),
            ledger::v1::REASON_DUPLICATE_DOCUMENT);
}

TEST_F(HonourRules, TakeOnePaperThatCriticisesAndSummons) {
  ledger_.Must(BlameRecorded("unit-1"));
  EventContent summons = BlameRecorded("unit-1");
  summons.mutable_blame_recorded()->mutable_blame()->set_kind(event::v1::Blame::KIND_SUMMONS);
  ledger_.Must(summons);
  EXPECT_EQ(ledger_.ReasonFor(summons), ledger::v1::REASON_DUPLICATE_DOCUMENT);
}

TEST_F(HonourRules, RecordADocumentAnewOnceItIsCorrectedAway) {
  const uint64_t recorded = ledger_.Must(HonourRecorded("unit-1"));
  const uint64_t confirmation = ledger_.MustCorrect(recorded);
  ledger_.Must(HonourRecorded("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(confirmation)),
            ledger::v1::REASON_DUPLICATE_DOCUMENT);
}

TEST_F(HonourRules, SettleAClaimOnce) {
  const uint64_t claim = ledger_.Must(BonusClaimed("unit-1"), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(BonusRefused("unit-2", claim)), ledger::v1::REASON_UNKNOWN_CLAIM);
  EXPECT_EQ(ledger_.ReasonFor(BonusRefused("unit-1", claim - 1)), ledger::v1::REASON_UNKNOWN_CLAIM);
  const uint64_t recorded = ledger_.Must(HonourRecorded("unit-1", "1号", claim));
  const ledger::v1::Refusal refusal = ledger_.Refused(BonusRefused("unit-1", claim));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_CLAIM_SETTLED);
  EXPECT_THAT(refusal.positions(), ElementsAre(recorded));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(claim)).positions(), ElementsAre(recorded));
  ledger_.MustCorrect(recorded);
  ledger_.Must(BonusRefused("unit-1", claim));
  EXPECT_EQ(ledger_.ReasonFor(HonourRecorded("unit-1", "1号", claim)),
            ledger::v1::REASON_CLAIM_SETTLED);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(HonourRules, SayOfWhatRestsOnARefusedClaimThatItDoes) {
  EventContent undocumented = BonusClaimed("unit-1");
  undocumented.clear_paper();
  const BatchDecision decision =
      ledger_.Append({undocumented, BonusRefused("unit-1", ledger_.size())});
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

TEST_F(HonourRules, LetAUnitClaimForItselfAndTheOfficeDecide) {
  EXPECT_EQ(ledger_.ReasonFor(BonusClaimed("unit-2"), UnitPoster("unit-1")),
            ledger::v1::REASON_NOT_THE_UNIT);
  const uint64_t claim = ledger_.Must(BonusClaimed("unit-1"), UnitPoster("unit-1"));
  for (const char* unit : {"unit-1", "unit-3"}) {
    EXPECT_EQ(ledger_.ReasonFor(HonourRecorded("unit-1"), UnitPoster(unit)),
              ledger::v1::REASON_PERMISSION_DENIED);
    EXPECT_EQ(ledger_.ReasonFor(BonusRefused("unit-1", claim), UnitPoster(unit)),
              ledger::v1::REASON_PERMISSION_DENIED);
  }
  EXPECT_EQ(ledger_.ReasonFor(BlameRecorded("unit-1"), UnitPoster("unit-1")),
            ledger::v1::REASON_OWN_UNIT);
  ledger_.Must(BlameRecorded("unit-1"), UnitPoster("unit-3"));
  // It takes its claim back itself; what the office recorded the office corrects.
  ledger_.Must(CorrectionProposed(claim), UnitPoster("unit-1"));
  const uint64_t recorded = ledger_.Must(HonourRecorded("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(recorded), UnitPoster("unit-3")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

}  // namespace
}  // namespace assessment::testing
