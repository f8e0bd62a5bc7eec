#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "ledger/registry/results_digest.h"
#include "tests/support/test_ledger.h"
#include "tests/support/year_end_builders.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kResults[] = "the results, as bytes";

class YearEndRules : public ::testing::Test {
 protected:
  YearEndRules() { ledger_.SetUpCycle(); }

  void Review() { ledger_.Must(ReviewOpened(kCycle)); }

  // A proposal of p-proposer on `kResults`; returns its position.
  uint64_t Propose() {
    EventContent content = FreezeProposed(ledger_.size());
    content.mutable_freeze_proposed()->set_results_digest(Digest());
    return ledger_.MustDecide(content, OfficePoster("p-proposer"));
  }
  EventContent Confirmation(uint64_t proposal) {
    EventContent content = FreezeConfirmed(proposal);
    content.mutable_freeze_confirmed()->set_results_digest(Digest());
    return content;
  }
  void Freeze() {
    Review();
    ledger_.MustDecide(Confirmation(Propose()), OfficePoster("p-confirmer"));
  }
  void Publish() {
    Freeze();
    ledger_.MustDecide(ResultsPublished(kResults));
  }
  // A proposal of p-proposer to take the freeze back; returns its position.
  uint64_t ProposeWithdrawal() {
    return ledger_.MustDecide(FreezeWithdrawalProposed(), OfficePoster("p-proposer"));
  }
  // A proposal of p-proposer to leave a late fact out; returns its position.
  uint64_t ProposeLeaving(uint64_t fact) {
    return ledger_.Must(LateFactLeavingProposed(fact), OfficePoster("p-proposer"));
  }
  // Leaves a late fact out by two persons; returns the decision's position.
  uint64_t LeaveOut(uint64_t fact) {
    return ledger_.Must(LateFactLeft(fact, ProposeLeaving(fact)), OfficePoster("p-confirmer"));
  }
  // An appeal of unit-1 against a veto that rests on, or was confirmed by, the event at `position`.
  static EventContent VetoAppeal(absl::string_view appeal, uint64_t position) {
    EventContent content = AppealFiled("unit-1", position, appeal);
    content.mutable_appeal_filed()->mutable_points(0)->set_matter(event::v1::APPEAL_MATTER_VETO);
    return content;
  }
  static EventContent Decision(absl::string_view appeal, const std::string& person) {
    return DecidedBy(AppealDecided("unit-1", event::v1::OUTCOME_REJECTED, appeal), {person});
  }
  bool MayNotDecide(absl::string_view appeal, const std::string& person) {
    return ledger_.ReasonFor(Decision(appeal, person), OfficePoster("p-arbiter")) ==
           ledger::v1::REASON_NOT_INDEPENDENT;
  }
  static std::string Digest() { return std::string(ResultsDigest(kResults).view()); }

  ledger::v1::Reason ReasonForDecision(const EventContent& content,
                                       const event::v1::Poster& poster = OfficePoster()) {
    return ledger_.RefusedDecision(content, poster).reason();
  }
  ledger::v1::CyclePhase phase() { return ledger_.admission().registry().FindCycle(kCycle)->phase; }

  TestLedger ledger_;
};

// --- Objections ---

TEST_F(YearEndRules, TakeObjectionsOfNotifiedUnitsInTheirWindow) {
  Review();
  EXPECT_EQ(ledger_.ReasonFor(ObjectionFiled("unit-1")), ledger::v1::REASON_NOT_NOTIFIED);
  ledger_.Must(ResultNotified("unit-1"));
  ledger_.MoveTo(2022, 12, 11);
  EXPECT_EQ(ledger_.ReasonFor(OnDay(ObjectionFiled("unit-1"), Date(2022, 12, 11))),
            ledger::v1::REASON_OBJECTION_WINDOW);
  ledger_.Must(OnDay(ObjectionFiled("unit-1"), Date(2022, 12, 10)), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(ObjectionFiled("unit-1")), ledger::v1::REASON_DUPLICATE_OBJECTION);
}

TEST_F(YearEndRules, LetAnotherUnitObjectToNothing) {
  Review();
  ledger_.Must(ResultNotified("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(ObjectionFiled("unit-1"), UnitPoster("unit-2")),
            ledger::v1::REASON_NOT_THE_UNIT);
}

TEST_F(YearEndRules, NameItemsOrClausesOfTheScheme) {
  Review();
  ledger_.Must(ResultNotified("unit-1"));
  EventContent content = ObjectionFiled("unit-1");
  content.mutable_objection_filed()->add_targets(std::string("99"));
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CLAUSE);
}

TEST_F(YearEndRules, DecideAnObjectionOnce) {
  Review();
  ledger_.Must(ResultNotified("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(ObjectionDecided("unit-1")), ledger::v1::REASON_UNKNOWN_OBJECTION);
  ledger_.Must(ObjectionFiled("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(ObjectionDecided("unit-1"), UnitPoster("unit-2")),
            ledger::v1::REASON_PERMISSION_DENIED);
  const uint64_t decided = ledger_.Must(ObjectionDecided("unit-1"));
  const ledger::v1::Refusal again = ledger_.Refused(ObjectionDecided("unit-1"));
  EXPECT_EQ(again.reason(), ledger::v1::REASON_OBJECTION_SETTLED);
  EXPECT_THAT(again.positions(), ElementsAre(decided));
}

TEST_F(YearEndRules, NotifyInReviewAlone) {
  EXPECT_EQ(ledger_.ReasonFor(ResultNotified("unit-1")), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  Review();
  EventContent beyond = ResultNotified("unit-1", ledger_.size() + 1);
  EXPECT_EQ(ledger_.ReasonFor(beyond), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(ResultNotified("unit-9")), ledger::v1::REASON_UNKNOWN_UNIT);
  ledger_.Must(ResultNotified("unit-1"));
}

TEST_F(YearEndRules, RefuseADecisionOnARefusedObjectionForThatReason) {
  Review();
  const BatchDecision decision =
      ledger_.Append({ObjectionFiled("unit-1"), ObjectionDecided("unit-1")});
  ASSERT_EQ(decision.refusals.size(), 2u);
  EXPECT_EQ(decision.refusals[0].reason(), ledger::v1::REASON_NOT_NOTIFIED);
  EXPECT_EQ(decision.refusals[1].reason(), ledger::v1::REASON_RESTS_ON_REFUSED);
}

// --- Freezing ---

TEST_F(YearEndRules, TakeDecisionsThatRestOnScoresFromTheYearEndServiceAlone) {
  Review();
  EXPECT_EQ(ledger_.ReasonFor(FreezeProposed(1)), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(FreezeConfirmed(1)), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(FreezeWithdrawalProposed()), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(FreezeWithdrawn(1)), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(ResultsPublished(kResults)), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(AmendmentProposed({1}, DigestOf('d'))),
            ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(CycleAmended(1, kResults)), ledger::v1::REASON_NOT_POSTABLE);
  EXPECT_EQ(ledger_.ReasonFor(CycleClosed()), ledger::v1::REASON_NOT_POSTABLE);
}

TEST_F(YearEndRules, FreezeByTwoPersons) {
  Freeze();
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_FROZEN);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(YearEndRules, RefuseToFreezeByThePersonWhoProposed) {
  Review();
  const uint64_t proposal = Propose();
  // As the poster of the confirmation, as its decider, and both.
  EXPECT_EQ(ReasonForDecision(Confirmation(proposal), OfficePoster("p-proposer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(ReasonForDecision(DecidedBy(Confirmation(proposal), {"p-proposer"}),
                              OfficePoster("p-confirmer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(ReasonForDecision(DecidedBy(Confirmation(proposal), {"p-confirmer", "p-proposer"}),
                              OfficePoster("p-confirmer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_REVIEW);
}

TEST_F(YearEndRules, LetNobodyProposeOrConfirmForSomebodyElse) {
  Review();
  EXPECT_EQ(ReasonForDecision(FreezeProposed(1), OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
  const uint64_t proposal = Propose();
  EXPECT_EQ(ReasonForDecision(Confirmation(proposal), OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
}

TEST_F(YearEndRules, FreezeNothingWhileSomebodyMayStillObject) {
  Review();
  const uint64_t notice = ledger_.Must(ResultNotified("unit-1"));
  EventContent content = FreezeProposed(1);
  const ledger::v1::Refusal refusal = ledger_.RefusedDecision(content, OfficePoster("p-proposer"));
  EXPECT_EQ(refusal.reason(), ledger::v1::REASON_OBJECTION_WINDOW);
  EXPECT_THAT(refusal.positions(), ElementsAre(notice));
  ledger_.MoveTo(2022, 12, 11);
  ledger_.MustDecide(OnDay(content, Date(2022, 12, 11)), OfficePoster("p-proposer"));
}

TEST_F(YearEndRules, ConfirmTheNewestProposalAndItsDigest) {
  Review();
  const uint64_t older = Propose();
  const uint64_t newest = Propose();
  EXPECT_EQ(ReasonForDecision(Confirmation(older), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  EXPECT_EQ(ReasonForDecision(FreezeConfirmed(newest, 'x'), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  ledger_.MustDecide(Confirmation(newest), OfficePoster("p-confirmer"));
}

TEST_F(YearEndRules, FreezeNothingOutsideReview) {
  EXPECT_EQ(ReasonForDecision(FreezeProposed(1)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  Freeze();
  EXPECT_EQ(ReasonForDecision(FreezeProposed(1)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

TEST_F(YearEndRules, RefuseOtherBodiesEveryDecision) {
  Review();
  EXPECT_EQ(ReasonForDecision(FreezeProposed(1), UnitPoster("bureau", "p-proposer")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(YearEndRules, WithdrawAFreezeBeforePublicationByTwoPersons) {
  Freeze();
  ledger_.MustDecide(FreezeWithdrawn(ProposeWithdrawal()), OfficePoster("p-confirmer"));
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_REVIEW);
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
  ledger_.Must(FindingRecorded("unit-1", "1.1"));
  ledger_.MustDecide(Confirmation(Propose()), OfficePoster("p-confirmer"));
  ledger_.MustDecide(ResultsPublished(kResults));
  EXPECT_EQ(ReasonForDecision(FreezeWithdrawalProposed(), OfficePoster("p-proposer")),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

TEST_F(YearEndRules, RefuseToWithdrawAFreezeByThePersonWhoProposedIt) {
  Freeze();
  const uint64_t proposal = ProposeWithdrawal();
  EXPECT_EQ(ReasonForDecision(DecidedBy(FreezeWithdrawn(proposal), {"p-proposer"}),
                              OfficePoster("p-proposer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(ReasonForDecision(DecidedBy(FreezeWithdrawn(proposal), {"p-confirmer", "p-proposer"}),
                              OfficePoster("p-confirmer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_FROZEN);
}

TEST_F(YearEndRules, WithdrawAFreezeOnPapersOfThoseWhoDecide) {
  Freeze();
  EventContent bare = FreezeWithdrawalProposed();
  bare.clear_paper();
  EXPECT_EQ(ReasonForDecision(bare, OfficePoster("p-proposer")), ledger::v1::REASON_PAPER_MISSING);
  EXPECT_EQ(ReasonForDecision(FreezeWithdrawalProposed(), OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
  EventContent confirmation = FreezeWithdrawn(ProposeWithdrawal());
  EXPECT_EQ(ReasonForDecision(confirmation, OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
  confirmation.clear_paper();
  EXPECT_EQ(ReasonForDecision(confirmation, OfficePoster("p-confirmer")),
            ledger::v1::REASON_PAPER_MISSING);
}

TEST_F(YearEndRules, WithdrawAFreezeByItsNewestProposalAlone) {
  Freeze();
  EXPECT_EQ(ReasonForDecision(FreezeWithdrawn(0), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  const uint64_t older = ProposeWithdrawal();
  const uint64_t newest = ProposeWithdrawal();
  EXPECT_EQ(ReasonForDecision(FreezeWithdrawn(older), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  ledger_.MustDecide(FreezeWithdrawn(newest), OfficePoster("p-confirmer"));
}

TEST_F(YearEndRules, LetNoProposalOfAnEarlierFreezeWithdrawALaterOne) {
  Freeze();
  const uint64_t proposal = ProposeWithdrawal();
  ledger_.MustDecide(FreezeWithdrawn(proposal), OfficePoster("p-confirmer"));
  ledger_.MustDecide(Confirmation(Propose()), OfficePoster("p-confirmer"));
  EXPECT_EQ(ReasonForDecision(FreezeWithdrawn(proposal), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
}

TEST_F(YearEndRules, RefusePostingsForAFrozenCycleAndTakeFacts) {
  Freeze();
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "1.1")),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  EXPECT_EQ(ledger_.ReasonFor(ItemReviewed("unit-1", {"1"})),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  EXPECT_EQ(ledger_.ReasonFor(CycleUnitsChanged(kCycle, {}, {"unit-3"})),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  EXPECT_EQ(ledger_.ReasonFor(ReviewClosed(kCycle)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  ledger_.Must(AccidentReported("x-1", "unit-1"));
  ledger_.Must(MatterOpened("m-1", "unit-1"));
}

TEST_F(YearEndRules, RefuseCorrectionsOfPostingsForAFrozenCycle) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Freeze();
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

// --- Publication ---

TEST_F(YearEndRules, PublishWhatWasFrozenToTheByte) {
  Freeze();
  EXPECT_EQ(ReasonForDecision(ResultsPublished("other bytes")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  EXPECT_EQ(ReasonForDecision(DecidedBy(ResultsPublished(kResults), {})),
            ledger::v1::REASON_DECIDERS_MISSING);
  ledger_.MustDecide(ResultsPublished(kResults));
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_PUBLISHED);
  EXPECT_EQ(ReasonForDecision(ResultsPublished(kResults)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

// --- Appeals ---

TEST_F(YearEndRules, TakeAppealsByTheLastDay) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Publish();
  ledger_.MoveTo(2022, 12, 21);
  EXPECT_EQ(ledger_.ReasonFor(OnDay(AppealFiled("unit-1", finding), Date(2022, 12, 21))),
            ledger::v1::REASON_APPEAL_WINDOW);
  ledger_.Must(OnDay(AppealFiled("unit-1", finding), Date(2022, 12, 20)), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(AppealFiled("unit-1", finding)), ledger::v1::REASON_DUPLICATE_APPEAL);
}

TEST_F(YearEndRules, LetNobodyDecideAnAppealWhoHadAHandInIt) {
  const uint64_t finding =
      ledger_.Must(DecidedBy(FindingRecorded("unit-1", "1.1"), {"p-finder"}), OfficePoster("p-x"));
  Publish();
  ledger_.Must(AppealFiled("unit-1", finding), UnitPoster("unit-1", "p-county"));
  for (const char* person : {"p-finder", "p-x", "p-leader", "p-county"}) {
    EXPECT_EQ(
        ledger_.ReasonFor(DecidedBy(AppealDecided("unit-1"), {person}), OfficePoster("p-arbiter")),
        ledger::v1::REASON_NOT_INDEPENDENT)
        << person;
    EXPECT_EQ(ledger_.ReasonFor(AppealDecided("unit-1"), OfficePoster(person)),
              ledger::v1::REASON_NOT_INDEPENDENT)
        << person;
  }
  ledger_.Must(AppealDecided("unit-1"), OfficePoster("p-arbiter"));
}

TEST_F(YearEndRules, LetNobodyDecideAnAppealWhoConfirmedWhatItContests) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = ledger_.Must(
      DecidedBy(CorrectionProposed(finding, FindingRecorded("unit-1", "1.2")), {"p-proposes"}));
  ledger_.Must(DecidedBy(CorrectionConfirmed(proposal), {"p-confirms"}), OfficePoster("p-y"));
  Publish();
  ledger_.Must(AppealFiled("unit-1", proposal));
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(AppealDecided("unit-1"), {"p-confirms"}),
                              OfficePoster("p-arbiter")),
            ledger::v1::REASON_NOT_INDEPENDENT);
}

TEST_F(YearEndRules, NameTheEventOfEveryPointButOfAMissingFact) {
  Publish();
  EventContent content = AppealFiled("unit-1", 1);
  event::v1::AppealPoint& point = *content.mutable_appeal_filed()->mutable_points(0);
  point.set_matter(event::v1::APPEAL_MATTER_VETO);
  point.clear_position();
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_FIELD_MISSING);
  point.set_matter(event::v1::APPEAL_MATTER_MISSING_FACT);
  ledger_.Must(content);
}

TEST_F(YearEndRules, LetNobodyDecideAboutAVetoWhoConfirmedIt) {
  ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t ruled = ledger_.Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  const uint64_t metric = ledger_.Must(MetricReported("death-rate", "unit-1", 1000));
  ledger_.Must(DecidedBy(VetoConfirmed("unit-1", "V1"), {"p-accidents"}), OfficePoster("p-x"));
  ledger_.Must(DecidedBy(VetoConfirmed("unit-1", "V3"), {"p-metrics"}), OfficePoster("p-y"));
  Publish();
  ledger_.Must(VetoAppeal("a-1", ruled));
  ledger_.Must(VetoAppeal("a-2", metric));
  EXPECT_TRUE(MayNotDecide("a-1", "p-accidents"));
  EXPECT_TRUE(MayNotDecide("a-1", "p-x"));
  EXPECT_TRUE(MayNotDecide("a-2", "p-metrics"));
  // Each confirmed a veto that does not rest on what the other point names.
  ledger_.Must(Decision("a-2", "p-accidents"), OfficePoster("p-accidents"));
  ledger_.Must(Decision("a-1", "p-metrics"), OfficePoster("p-metrics"));
}

TEST_F(YearEndRules, LetNobodyDecideAboutAConfirmedVetoWhoRecordedWhatItRestsOn) {
  ledger_.Must(AccidentReported("x-1", "unit-1"), OfficePoster("p-reports"));
  ledger_.Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
               OfficePoster("p-attributes"));
  ledger_.Must(AccidentRuled("x-1", event::v1::FINDING_YES), OfficePoster("p-rules"));
  ledger_.Must(AccidentReported("x-2", "unit-2"), OfficePoster("p-elsewhere"));
  ledger_.Must(DecidedBy(FindingRecorded("unit-1", "1.1"), {"p-finds"}));
  const uint64_t confirmed = ledger_.Must(VetoConfirmed("unit-1", "V1"));
  Publish();
  ledger_.Must(VetoAppeal("a-1", confirmed));
  for (const char* person : {"p-reports", "p-attributes", "p-rules"}) {
    EXPECT_TRUE(MayNotDecide("a-1", person)) << person;
  }
  ledger_.Must(VetoAppeal("a-2", confirmed));
  ledger_.Must(Decision("a-1", "p-elsewhere"), OfficePoster("p-elsewhere"));
  ledger_.Must(Decision("a-2", "p-finds"), OfficePoster("p-finds"));
}

TEST_F(YearEndRules, DecideEachPointOnce) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Publish();
  EXPECT_EQ(ledger_.ReasonFor(AppealDecided("unit-1"), OfficePoster("p-arbiter")),
            ledger::v1::REASON_UNKNOWN_APPEAL);
  ledger_.Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(AppealDecided("unit-1", event::v1::OUTCOME_REJECTED, "a-1", 1),
                              OfficePoster("p-arbiter")),
            ledger::v1::REASON_FIELD_INVALID);
  ledger_.Must(AppealDecided("unit-1", event::v1::OUTCOME_REJECTED), OfficePoster("p-arbiter"));
  EXPECT_EQ(ledger_.ReasonFor(AppealDecided("unit-1"), OfficePoster("p-arbiter")),
            ledger::v1::REASON_APPEAL_SETTLED);
  EXPECT_EQ(ledger_.ReasonFor(AppealWithdrawn("unit-1"), UnitPoster("unit-1")),
            ledger::v1::REASON_APPEAL_SETTLED);
}

TEST_F(YearEndRules, WithdrawAnAppealThatWaits) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Publish();
  ledger_.Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  EXPECT_EQ(ReasonForDecision(CycleClosed()), ledger::v1::REASON_APPEAL_OPEN);
  ledger_.Must(AppealWithdrawn("unit-1"), UnitPoster("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(AppealDecided("unit-1"), OfficePoster("p-arbiter")),
            ledger::v1::REASON_UNKNOWN_APPEAL);
  ledger_.MustDecide(CycleClosed());
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_CLOSED);
}

TEST_F(YearEndRules, PostOnAPublishedCycleTogetherWithAnUpheldAppealAlone) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Publish();
  ledger_.Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  const EventContent correction = DecidedBy(CorrectionProposed(finding), {"p-arbiter"});
  EXPECT_EQ(ledger_.ReasonFor(correction), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  EXPECT_FALSE(ledger_
                   .Append({AppealDecided("unit-1", event::v1::OUTCOME_REJECTED), correction},
                           OfficePoster("p-arbiter"))
                   .refusals.empty());
  EXPECT_FALSE(ledger_
                   .Append({AppealDecided("unit-1"), FindingRecorded("unit-2", "1.1")},
                           OfficePoster("p-arbiter"))
                   .refusals.empty());
  const BatchDecision upheld =
      ledger_.Append({AppealDecided("unit-1"), correction}, OfficePoster("p-arbiter"));
  EXPECT_THAT(upheld.refusals, IsEmpty()) << Describe(upheld);
}

TEST_F(YearEndRules, ConfirmAReplacementThatCameWithAnUpheldAppeal) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  Publish();
  ledger_.Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  const BatchDecision upheld = ledger_.Append(
      {AppealDecided("unit-1"),
       DecidedBy(
           CorrectionProposed(finding, DecidedBy(FindingRecorded("unit-1", "1.4"), {"p-arbiter"})),
           {"p-arbiter"})},
      OfficePoster("p-arbiter"));
  ASSERT_THAT(upheld.refusals, IsEmpty()) << Describe(upheld);
  ledger_.Must(DecidedBy(CorrectionConfirmed(upheld.events[1].position), {"p-second"}),
               OfficePoster("p-second"));
}

TEST_F(YearEndRules, RefuseToCorrectAnswersAndVetoesOfAFrozenCycle) {
  const uint64_t confirmed = ledger_.Must(VetoConfirmed("unit-1", "V1"));
  Freeze();
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(confirmed)),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

TEST_F(YearEndRules, PublishNothingWhoseTimeToAppealIsOver) {
  Freeze();
  EventContent content = ResultsPublished(kResults);
  *content.mutable_results_published()->mutable_appeals_until() = Date(2022, 5, 29);
  EXPECT_EQ(ReasonForDecision(content), ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(YearEndRules, ChangeNoTeamOfAFrozenCycle) {
  Freeze();
  EXPECT_EQ(ledger_.ReasonFor(TeamFormed(kCycle, "team", "p-other", {})),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
}

// --- Amendments ---

TEST_F(YearEndRules, AmendByTwoPersonsWithWhatCameLate) {
  const uint64_t counted = ledger_.Must(MatterOpened("m-0", "unit-1"));
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  EXPECT_EQ(ReasonForDecision(AmendmentProposed({counted}, Digest())),
            ledger::v1::REASON_FACT_DISPOSED);
  EXPECT_EQ(ReasonForDecision(AmendmentProposed({late + 9}, Digest())),
            ledger::v1::REASON_UNKNOWN_POSITION);
  const uint64_t proposal =
      ledger_.MustDecide(AmendmentProposed({late}, Digest()), OfficePoster("p-proposer"));
  EXPECT_EQ(ReasonForDecision(CycleAmended(proposal, kResults), OfficePoster("p-proposer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(ReasonForDecision(CycleAmended(proposal, "other"), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  ledger_.MustDecide(CycleAmended(proposal, kResults), OfficePoster("p-confirmer"));
  const YearEnd& year_end = ledger_.admission().registry().FindCycle(kCycle)->year_end;
  EXPECT_EQ(year_end.revisions().size(), 2u);
  EXPECT_THAT(year_end.frozen()->added, ElementsAre(late));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
}

TEST_F(YearEndRules, AmendByAConfirmationTogetherWithItsProposal) {
  ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t ruled = ledger_.Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  Publish();
  const uint64_t confirmed = ledger_.MustCorrect(ruled);
  EXPECT_EQ(ReasonForDecision(AmendmentProposed({confirmed}, Digest())),
            ledger::v1::REASON_FIELD_INVALID);
  ledger_.MustDecide(AmendmentProposed({confirmed - 1, confirmed}, Digest()),
                     OfficePoster("p-proposer"));
}

TEST_F(YearEndRules, AmendByNoEventOfTheRegistry) {
  Publish();
  const uint64_t registered = ledger_.Must(UnitRegistered("unit-4"));
  EXPECT_EQ(ReasonForDecision(AmendmentProposed({registered}, Digest())),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(YearEndRules, LeaveALateFactOutOnceByTwoPersons) {
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeavingProposed(0), OfficePoster("p-proposer")),
            ledger::v1::REASON_FACT_DISPOSED);
  const uint64_t proposal = ProposeLeaving(late);
  const uint64_t left = ledger_.Must(LateFactLeft(late, proposal), OfficePoster("p-confirmer"));
  EXPECT_EQ(ledger_.DescribeReplayed(), ledger_.admission().DescribeState());
  const ledger::v1::Refusal again =
      ledger_.Refused(LateFactLeft(late, proposal), OfficePoster("p-confirmer"));
  EXPECT_EQ(again.reason(), ledger::v1::REASON_FACT_DISPOSED);
  EXPECT_THAT(again.positions(), ElementsAre(left));
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeavingProposed(late), OfficePoster("p-proposer")),
            ledger::v1::REASON_FACT_DISPOSED);
  // Two persons may count it after all.
  ledger_.MustDecide(AmendmentProposed({late}, Digest()), OfficePoster("p-proposer"));
}

TEST_F(YearEndRules, LeaveACorrectionOutByItsConfirmation) {
  ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t ruled = ledger_.Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  Publish();
  const uint64_t confirmed = ledger_.MustCorrect(ruled);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeavingProposed(confirmed - 1), OfficePoster("p-proposer")),
            ledger::v1::REASON_FIELD_INVALID);
  LeaveOut(confirmed);
}

TEST_F(YearEndRules, RefuseToLeaveAFactOutByThePersonWhoProposedIt) {
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t proposal = ProposeLeaving(late);
  EXPECT_EQ(ledger_.ReasonFor(DecidedBy(LateFactLeft(late, proposal), {"p-proposer"}),
                              OfficePoster("p-proposer")),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(
      ledger_.ReasonFor(DecidedBy(LateFactLeft(late, proposal), {"p-confirmer", "p-proposer"}),
                        OfficePoster("p-confirmer")),
      ledger::v1::REASON_SAME_PERSON);
}

TEST_F(YearEndRules, LetNobodyLeaveAFactOutForSomebodyElse) {
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeavingProposed(late), OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
  const uint64_t proposal = ProposeLeaving(late);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeft(late, proposal), OfficePoster("p-typist")),
            ledger::v1::REASON_DECIDES_FOR_ANOTHER);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeavingProposed(late), UnitPoster("bureau", "p-proposer")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(YearEndRules, LeaveAFactOutByItsOwnNewestProposalAlone) {
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t other = ledger_.Must(AccidentReported("x-2", "unit-1"));
  const uint64_t about_other = ProposeLeaving(other);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeft(late, about_other), OfficePoster("p-confirmer")),
            ledger::v1::REASON_UNKNOWN_PROPOSAL);
  const uint64_t older = ProposeLeaving(late);
  const uint64_t newest = ProposeLeaving(late);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeft(late, about_other), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeft(late, older), OfficePoster("p-confirmer")),
            ledger::v1::REASON_PROPOSAL_OUTDATED);
  ledger_.Must(LateFactLeft(late, newest), OfficePoster("p-confirmer"));
}

TEST_F(YearEndRules, LeaveNothingOutThatWasAddedAfterItWasProposed) {
  Publish();
  const uint64_t late = ledger_.Must(AccidentReported("x-1", "unit-1"));
  const uint64_t leaving = ProposeLeaving(late);
  const uint64_t amendment =
      ledger_.MustDecide(AmendmentProposed({late}, Digest()), OfficePoster("p-proposer"));
  ledger_.MustDecide(CycleAmended(amendment, kResults), OfficePoster("p-confirmer"));
  EXPECT_EQ(ledger_.ReasonFor(LateFactLeft(late, leaving), OfficePoster("p-confirmer")),
            ledger::v1::REASON_FACT_DISPOSED);
}

TEST_F(YearEndRules, AreNeverCorrectedAway) {
  Review();
  const uint64_t notified = ledger_.Must(ResultNotified("unit-1"));
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(notified)), ledger::v1::REASON_NOT_CORRECTABLE);
}

TEST_F(YearEndRules, TakeBackABatchThatFroze) {
  Review();
  const uint64_t proposal = Propose();
  const std::string before = ledger_.admission().DescribeState();
  const BatchDecision decision = ledger_.Append(
      ledger_.MakeRequest({Confirmation(proposal), FindingRecorded("unit-9", "1.1")}),
      OfficePoster("p-confirmer"), Route::kYearEndService);
  EXPECT_FALSE(decision.refusals.empty());
  EXPECT_EQ(ledger_.admission().DescribeState(), before);
}

}  // namespace
}  // namespace assessment::testing
