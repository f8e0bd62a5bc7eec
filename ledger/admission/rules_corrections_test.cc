#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CorrectionRules : public ::testing::Test {
 protected:
  CorrectionRules() { ledger_.SetUpCycle(); }

  uint64_t Propose(uint64_t position, std::optional<EventContent> replacement = std::nullopt) {
    return ledger_.Must(CorrectionProposed(position, std::move(replacement)),
                        OfficePoster("p-proposer"));
  }
  uint64_t Confirm(uint64_t proposal) {
    return ledger_.Must(CorrectionConfirmed(proposal), OfficePoster("p-confirmer"));
  }
  ledger::v1::Refusal RefusedConfirmation(uint64_t proposal) {
    return ledger_.Refused(CorrectionConfirmed(proposal), OfficePoster("p-confirmer"));
  }

  TestLedger ledger_;
};

TEST_F(CorrectionRules, RefuseAPositionThatHoldsNothing) {
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(ledger_.size())),
            ledger::v1::REASON_UNKNOWN_POSITION);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(1'000'000)), ledger::v1::REASON_UNKNOWN_POSITION);
}

TEST_F(CorrectionRules, RefuseWhatHasSuccessorsOfItsOwn) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = Propose(finding);
  for (const uint64_t position : {uint64_t{0}, uint64_t{1}, uint64_t{4}, uint64_t{5}, proposal}) {
    EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(position)), ledger::v1::REASON_NOT_CORRECTABLE)
        << position;
  }
}

TEST_F(CorrectionRules, TakeEffectOnConfirmation) {
  const uint64_t judged = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t proposal = Propose(judged);
  EXPECT_EQ(ledger_.ReasonFor(PointsJudged("unit-1", "3.1", 2000)),
            ledger::v1::REASON_REPLACES_MISMATCH);
  Confirm(proposal);
  ledger_.Must(PointsJudged("unit-1", "3.1", 2000));
}

TEST_F(CorrectionRules, PutTheReplacementInForceAtThePositionOfTheProposal) {
  const uint64_t judged = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t proposal = Propose(judged, PointsJudged("unit-1", "3.1", 2000));
  Confirm(proposal);
  EXPECT_THAT(ledger_.Refused(PointsJudged("unit-1", "3.1", 3000)).positions(),
              ElementsAre(proposal));
  ledger_.Must(PointsJudged("unit-1", "3.1", 3000, proposal));
}

TEST_F(CorrectionRules, RefuseAReplacementOfAnotherTypeOrCycle) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding, ItemReviewed("unit-1", {"1"}))),
            ledger::v1::REASON_REPLACEMENT_MISMATCH);
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 1));
  EventContent elsewhere = FindingRecorded("unit-1", "1.1");
  elsewhere.mutable_finding_recorded()->set_cycle("2023");
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding, elsewhere)),
            ledger::v1::REASON_REPLACEMENT_MISMATCH);
}

TEST_F(CorrectionRules, JudgeTheReplacementByTheRulesOfItsType) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const ledger::v1::Refusal refusal =
      ledger_.Refused(CorrectionProposed(finding, FindingRecorded("unit-1", "4.1")));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_CLAUSE_FED_BY_FACTS);
  EXPECT_EQ(refusal.field(),
            "events[0].content.correction_proposed.replacement.finding_recorded.clause");
  EXPECT_EQ(ledger_.ReasonFor(
                CorrectionProposed(finding, DecidedBy(FindingRecorded("unit-1", "1.1"), {}))),
            ledger::v1::REASON_DECIDERS_MISSING);
}

TEST_F(CorrectionRules, JudgeTheReplacementAgainWhenItIsConfirmed) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-2", "1.1"));
  const uint64_t proposal = Propose(finding, FindingRecorded("unit-1", "1.1"));
  ledger_.Must(CycleUnitsChanged(kCycle, {}, {"unit-1"}));
  const ledger::v1::Refusal refusal = RefusedConfirmation(proposal);
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
  EXPECT_EQ(refusal.field(), "events[0].content.correction_confirmed.proposal_position");
}

TEST_F(CorrectionRules, JudgeTheReplacementAsIfTheOriginalWereNotThere) {
  const uint64_t report = ledger_.Must(AccidentReported("a-1", "unit-1"));
  ledger_.MustCorrect(report, AccidentReported("a-1", "unit-2"));
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  ledger_.MustCorrect(claim, NotApplicableClaimed("unit-1", {"2", "3"}));
}

TEST_F(CorrectionRules, RefuseWhatIsCorrectedAlready) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t another = Propose(finding);
  const uint64_t confirmation = ledger_.MustCorrect(finding);
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(finding));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_CORRECTED);
  EXPECT_THAT(refusal.positions(), ElementsAre(confirmation));
  EXPECT_EQ(RefusedConfirmation(another).reason(), ledger::v1::REASON_ALREADY_CORRECTED);
}

// --- Two persons ---

TEST_F(CorrectionRules, NeedAnotherPersonToConfirm) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = Propose(finding);
  // Who decided, typed in by somebody else; who typed in, decided by somebody else.
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(CorrectionConfirmed(proposal), {"p-proposer"}),
                              OfficePoster("p-clerk")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionConfirmed(proposal), OfficePoster("p-proposer")),
            ledger::v1::REASON_SAME_PERSON);
  const uint64_t typed = ledger_.Must(CorrectionProposed(finding), OfficePoster("p-clerk"));
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(CorrectionConfirmed(typed), {"p-clerk"}),
                              OfficePoster("p-confirmer")),
            ledger::v1::REASON_SAME_PERSON);
  Confirm(proposal);
}

TEST_F(CorrectionRules, RefuseToConfirmWhatIsNoProposal) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_EQ(RefusedConfirmation(finding).reason(), ledger::v1::REASON_UNKNOWN_PROPOSAL);
  EXPECT_EQ(RefusedConfirmation(1'000'000).reason(), ledger::v1::REASON_UNKNOWN_PROPOSAL);
}

TEST_F(CorrectionRules, ConfirmAProposalOnce) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t confirmation = ledger_.MustCorrect(finding);
  EXPECT_EQ(RefusedConfirmation(confirmation - 1).reason(), ledger::v1::REASON_PROPOSAL_SETTLED);
}

TEST_F(CorrectionRules, LetAUnitProposeToTakeBackItsStatementAndNothingElse) {
  const event::v1::Poster own = UnitPoster("unit-1");
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}), own);
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = ledger_.Must(CorrectionProposed(claim), own);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding), own), ledger::v1::REASON_OWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionConfirmed(proposal), UnitPoster("unit-1", "p-other")),
            ledger::v1::REASON_OWN_UNIT);
  Confirm(proposal);
}

// --- What rests on it ---

TEST_F(CorrectionRules, KeepAStatementThatIsRuledOn) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const uint64_t ruling =
      ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(claim));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT);
  EXPECT_THAT(refusal.positions(), ElementsAre(ruling));
  ledger_.MustCorrect(ruling);
  ledger_.MustCorrect(claim);
}

TEST_F(CorrectionRules, KeepAJudgementThatIsReplaced) {
  const uint64_t first = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t second = ledger_.Must(PointsJudged("unit-1", "3.1", 2000, first));
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(first)).positions(), ElementsAre(second));
  ledger_.MustCorrect(second);
  // The first is in force again.
  ledger_.Must(PointsJudged("unit-1", "3.1", 3000, first));
}

TEST_F(CorrectionRules, KeepAnAccidentThatOthersName) {
  const uint64_t report = ledger_.Must(AccidentReported("a-1", "unit-1"));
  const uint64_t attribution =
      ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  const uint64_t ruling = ledger_.Must(AccidentRuled("a-1", event::v1::FINDING_YES));
  EventContent content = FindingRecorded("unit-1", "1.2", {"x"});
  content.mutable_finding_recorded()->mutable_subjects(0)->set_accident("a-1");
  const uint64_t finding = ledger_.Must(content);
  EXPECT_THAT(ledger_.Refused(CorrectionProposed(report)).positions(),
              ElementsAre(attribution, ruling, finding));
}

TEST_F(CorrectionRules, LetAnotherReportOfTheSameAccidentTakeOver) {
  const uint64_t report = ledger_.Must(AccidentReported("a-1", "unit-1"));
  ledger_.Must(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  EventContent more = AccidentReported("a-1", "unit-1");
  more.mutable_accident_reported()->set_deaths(3);
  ledger_.MustCorrect(report, more);
  EXPECT_EQ(
      ledger_.ReasonFor(AccidentAttributed("a-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY)),
      ledger::v1::REASON_ALREADY_ATTRIBUTED);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(report)), ledger::v1::REASON_ALREADY_CORRECTED);
}

TEST_F(CorrectionRules, CorrectWhatRestsOnItInTheSameBatch) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const uint64_t ruling =
      ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  const uint64_t next = ledger_.size();
  const BatchDecision proposed = ledger_.Append(
      {CorrectionProposed(claim), CorrectionProposed(ruling)}, OfficePoster("p-proposer"));
  ASSERT_THAT(proposed.refusals, IsEmpty()) << Describe(proposed);
  const BatchDecision wrong_order = ledger_.Append(
      {CorrectionConfirmed(next), CorrectionConfirmed(next + 1)}, OfficePoster("p-confirmer"));
  ASSERT_EQ(wrong_order.refusals.size(), 1u);
  EXPECT_EQ(wrong_order.refusals[0].reason(), ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT);
  const BatchDecision confirmed = ledger_.Append(
      {CorrectionConfirmed(next + 1), CorrectionConfirmed(next)}, OfficePoster("p-confirmer"));
  EXPECT_THAT(confirmed.refusals, IsEmpty()) << Describe(confirmed);
}

TEST_F(CorrectionRules, ReplaceAJudgementOnceWhatRestsOnItIsCorrectedInTheSameBatch) {
  const uint64_t first = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t second = ledger_.Must(PointsJudged("unit-1", "3.1", 2000, first));
  const uint64_t third = ledger_.Must(PointsJudged("unit-1", "3.1", 3000, second));
  const uint64_t next = ledger_.size();
  const BatchDecision proposed =
      ledger_.Append({CorrectionProposed(first, PointsJudged("unit-1", "3.1", 4000)),
                      CorrectionProposed(second), CorrectionProposed(third)},
                     OfficePoster("p-proposer"));
  ASSERT_THAT(proposed.refusals, IsEmpty()) << Describe(proposed);
  const BatchDecision confirmed = ledger_.Append(
      {CorrectionConfirmed(next + 2), CorrectionConfirmed(next + 1), CorrectionConfirmed(next)},
      OfficePoster("p-confirmer"));
  EXPECT_THAT(confirmed.refusals, IsEmpty()) << Describe(confirmed);
}

TEST_F(CorrectionRules, SayWhenTheCorrectionOfWhatRestsOnItIsRefused) {
  const uint64_t claim = ledger_.Must(NotApplicableClaimed("unit-1", {"2"}));
  const uint64_t ruling =
      ledger_.Must(NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED));
  const uint64_t next = ledger_.size();
  ledger_.Append({CorrectionProposed(ruling), CorrectionProposed(claim)},
                 OfficePoster("p-proposer"));
  const BatchDecision decision = ledger_.Append(
      {DecidedBy(CorrectionConfirmed(next), {"p-proposer"}), CorrectionConfirmed(next + 1)},
      OfficePoster("p-confirmer"));
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

TEST_F(CorrectionRules, CorrectAnEventOfTheSameBatch) {
  const uint64_t next = ledger_.size();
  const BatchDecision decision =
      ledger_.Append({FindingRecorded("unit-1", "1.1"), CorrectionProposed(next)});
  EXPECT_THAT(decision.refusals, IsEmpty()) << Describe(decision);
}

// --- Corrections of corrections ---

TEST_F(CorrectionRules, RestoreByCorrectingTheConfirmation) {
  const uint64_t judged = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t confirmation = ledger_.MustCorrect(judged, PointsJudged("unit-1", "3.1", 2000));
  const uint64_t undone = ledger_.MustCorrect(confirmation);
  EXPECT_THAT(ledger_.Refused(PointsJudged("unit-1", "3.1", 3000)).positions(),
              ElementsAre(judged));
  // And back again: the replacement is in force once more.
  ledger_.MustCorrect(undone);
  EXPECT_THAT(ledger_.Refused(PointsJudged("unit-1", "3.1", 3000)).positions(),
              ElementsAre(confirmation - 1));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(judged)), ledger::v1::REASON_ALREADY_CORRECTED);
}

TEST_F(CorrectionRules, CorrectARestoredEventAnew) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t confirmation = ledger_.MustCorrect(finding);
  ledger_.MustCorrect(confirmation);
  EXPECT_EQ(RefusedConfirmation(confirmation - 1).reason(), ledger::v1::REASON_PROPOSAL_SETTLED);
  ledger_.MustCorrect(finding);
}

TEST_F(CorrectionRules, RefuseToRedoACorrectionOfWhatWasCorrectedOtherwiseSince) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t undone = ledger_.MustCorrect(ledger_.MustCorrect(finding));
  const uint64_t otherwise = ledger_.MustCorrect(finding);
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(undone));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_ALREADY_CORRECTED);
  EXPECT_THAT(refusal.positions(), ElementsAre(otherwise));
}

TEST_F(CorrectionRules, RefuseToRestoreWhatCollidesWithWhatCameSince) {
  const uint64_t judged = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t confirmation = ledger_.MustCorrect(judged);
  const uint64_t later = ledger_.Must(PointsJudged("unit-1", "3.1", 2000));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(confirmation));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_REPLACES_MISMATCH);
  EXPECT_THAT(refusal.positions(), ElementsAre(later));
  EXPECT_EQ(refusal.field(), "events[0].content.correction_proposed.position");
}

TEST_F(CorrectionRules, RefuseToUndoAReplacementThatOthersRestOn) {
  const uint64_t judged = ledger_.Must(PointsJudged("unit-1", "3.1", 1000));
  const uint64_t confirmation = ledger_.MustCorrect(judged, PointsJudged("unit-1", "3.1", 2000));
  const uint64_t later = ledger_.Must(PointsJudged("unit-1", "3.1", 3000, confirmation - 1));
  const ledger::v1::Refusal refusal = ledger_.Refused(CorrectionProposed(confirmation));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_LIVE_EVENTS_REST_ON_IT);
  EXPECT_THAT(refusal.positions(), ElementsAre(later));
}

TEST_F(CorrectionRules, RefuseAReplacementOfAConfirmation) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t confirmation = ledger_.MustCorrect(finding);
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(confirmation, FindingRecorded("unit-1", "1.1"))),
            ledger::v1::REASON_REPLACEMENT_MISMATCH);
}

}  // namespace
}  // namespace assessment::testing
