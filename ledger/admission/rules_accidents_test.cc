#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;

class AccidentRules : public ::testing::Test {
 protected:
  AccidentRules() {
    ledger_.SetUpCycle();
    report_ = ledger_.Must(AccidentReported("a-1", "unit-1"));
  }

  TestLedger ledger_;
  uint64_t report_ = 0;
};

TEST_F(AccidentRules, KeepOneIdentityForOneAccident) {
  const ledger::v1::Refusal refusal = ledger_.Refused(AccidentReported("a-1", "unit-2"));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_DUPLICATE_ACCIDENT);
  EXPECT_THAT(refusal.positions(), ElementsAre(report_));
}

TEST_F(AccidentRules, RefuseACountyThatIsNotRegistered) {
  EXPECT_EQ(ledger_.ReasonFor(AccidentReported("a-2", "unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(
      ledger_.ReasonFor(AccidentAttributed("a-1", "unit-9", event::v1::ACCIDENT_ROLE_TERRITORY)),
      ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(AccidentRules, NeedTheReportFirstAndSayThatARetryCanHelp) {
  const ledger::v1::Refusal refusal =
      ledger_.Refused(AccidentAttributed("a-2", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNKNOWN_ACCIDENT);
  EXPECT_TRUE(refusal.retry_can_help());
  EXPECT_EQ(ledger_.ReasonFor(AccidentRuled("a-2", event::v1::FINDING_NO)),
            ledger::v1::REASON_UNKNOWN_ACCIDENT);
}

TEST_F(AccidentRules, AttributeOnceForEachUnitAndRole) {
  ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  EXPECT_EQ(
      ledger_.ReasonFor(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY)),
      ledger::v1::REASON_ALREADY_ATTRIBUTED);
  ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT));
  ledger_.Must(AccidentAttributed("a-1", "unit-2", event::v1::ACCIDENT_ROLE_TERRITORY));
}

TEST_F(AccidentRules, KeepOneRulingInForce) {
  const uint64_t ruling = ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES));
  EXPECT_EQ(ledger_.ReasonFor(AccidentRuled("a-1", event::v1::FINDING_NO)),
            ledger::v1::REASON_ACCIDENT_ALREADY_RULED);
  ledger_.MustCorrect(ruling);
  ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_NO));
}

TEST_F(AccidentRules, FreeTheIdentityOfAReportThatWasCorrectedAway) {
  ledger_.MustCorrect(report_);
  EXPECT_EQ(ledger_.ReasonFor(AccidentRuled("a-1", event::v1::FINDING_NO)),
            ledger::v1::REASON_UNKNOWN_ACCIDENT);
  ledger_.Must(AccidentReported("a-1", "unit-2"));
}

}  // namespace
}  // namespace assessment::testing
