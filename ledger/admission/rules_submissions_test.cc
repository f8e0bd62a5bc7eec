#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

class SubmissionRules : public ::testing::Test {
 protected:
  SubmissionRules() { ledger_.SetUpCycle(); }

  TestLedger ledger_;
};

TEST_F(SubmissionRules, LetAUnitHandInItsOwnAndTheOfficeForIt) {
  for (const EventContent& content :
       {SelfReportFiled("unit-1", {"1"}), EvidenceSubmitted("unit-1", {"1"})}) {
    ledger_.Must(content, UnitPoster("unit-1"));
    ledger_.Must(content);
    EXPECT_EQ(ledger_.ReasonFor(content, UnitPoster("unit-2")), ledger::v1::REASON_NOT_THE_UNIT);
  }
}

TEST_F(SubmissionRules, AreTakenInEveryPhase) {
  ledger_.Must(ReviewOpened(kCycle));
  ledger_.Must(SelfReportFiled("unit-1", {"1"}), UnitPoster("unit-1"));
  ledger_.Must(EvidenceSubmitted("unit-1", {"1"}), UnitPoster("unit-1"));
}

TEST_F(SubmissionRules, NeedEvidenceOrAnAccount) {
  EventContent report = SelfReportFiled("unit-1", {"1"});
  report.clear_evidence();
  ledger_.Must(report);
  report.mutable_self_report_filed()->clear_items();
  EXPECT_EQ(ledger_.ReasonFor(report), ledger::v1::REASON_EVIDENCE_MISSING);
  EventContent evidence = EvidenceSubmitted("unit-1", {"1"});
  evidence.clear_evidence();
  EXPECT_EQ(ledger_.ReasonFor(evidence), ledger::v1::REASON_EVIDENCE_MISSING);
}

TEST_F(SubmissionRules, NameItemsOfTheAdoptedScheme) {
  EXPECT_EQ(ledger_.ReasonFor(SelfReportFiled("unit-1", {"9"})), ledger::v1::REASON_UNKNOWN_CLAUSE);
  EXPECT_EQ(ledger_.ReasonFor(EvidenceSubmitted("unit-1", {"1.1"})),
            ledger::v1::REASON_UNKNOWN_CLAUSE);
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 0));
  EventContent report = SelfReportFiled("unit-1", {"1"});
  report.mutable_self_report_filed()->set_cycle("2023");
  EXPECT_EQ(ledger_.ReasonFor(report), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
  report.mutable_self_report_filed()->clear_items();
  ledger_.Must(report);
}

TEST_F(SubmissionRules, GivePointsWithinTheItem) {
  EventContent report = SelfReportFiled("unit-1", {"1"});
  event::v1::SelfAssessment& said = *report.mutable_self_report_filed()->mutable_items(0);
  for (const int64_t points : {int64_t{-1}, int64_t{25001}}) {
    said.set_points_milli(points);
    EXPECT_EQ(ledger_.ReasonFor(report), ledger::v1::REASON_POINTS_OUT_OF_BOUNDS);
  }
  said.set_points_milli(25000);
  ledger_.Must(report);
}

TEST_F(SubmissionRules, AreOfUnitsOfTheCycle) {
  ledger_.Must(UnitRegistered("unit-4"));
  EXPECT_EQ(ledger_.ReasonFor(SelfReportFiled("unit-4", {})), ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
  EXPECT_EQ(ledger_.ReasonFor(EvidenceSubmitted("unit-9", {"1"})), ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(SubmissionRules, AreTakenBackByTheUnitThatMadeThem) {
  const uint64_t report = ledger_.Must(SelfReportFiled("unit-1", {"1"}), UnitPoster("unit-1"));
  const uint64_t proposal = ledger_.Must(CorrectionProposed(report), UnitPoster("unit-1"));
  ledger_.Must(CorrectionConfirmed(proposal), OfficePoster("p-confirmer"));
}

}  // namespace
}  // namespace assessment::testing
