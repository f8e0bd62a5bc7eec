#include "projections/yearend/desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <functional>

#include "absl/strings/str_cat.h"
#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "projections/views/score_at.h"
#include "projections/yearend/late_facts.h"
#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string Digest(const std::string& results) {
  return std::string(ResultsDigest(results).view());
}

event::v1::CycleResults Parse(const std::string& bytes) {
  event::v1::CycleResults results;
  EXPECT_TRUE(results.ParseFromString(bytes));
  return results;
}

// A view that counts how often the stream of a unit is read.
class CountingView : public LedgerView {
 public:
  explicit CountingView(const LedgerView& base)
      : LedgerView(base.ledger(), base.size(), base.record_time_micros(), base.shared_registry()),
        base_(base) {}

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override {
    if (key == IndexKey::Unit("unit-1")) ++unit_reads_;
    return base_.Stream(key);
  }
  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    return base_.RegistryAt(size);
  }
  int unit_reads() const { return unit_reads_; }

 private:
  const LedgerView& base_;
  mutable int unit_reads_ = 0;
};

class YearEndDeskTest : public ::testing::Test {
 protected:
  // A proposal of p-proposer: its position and the digest of its results.
  std::pair<uint64_t, std::string> Propose() {
    const absl::StatusOr<YearEndDesk::Decision> decision =
        year_.Decide(ProposeFreeze(), "p-proposer");
    EXPECT_TRUE(decision.ok()) << decision.status();
    EXPECT_TRUE(decision->response.has_accepted()) << decision->response.DebugString();
    return {decision->response.accepted().receipts(0).position(), Digest(decision->results)};
  }
  static std::chrono::steady_clock::time_point Soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(30);
  }
  // The proposal of p-proposer as it is taken in while `meanwhile` runs before each appending.
  EventContent ProposedWhile(
      const std::function<void(const ledger::v1::AppendRequest&)>& meanwhile) {
    EventContent proposed;
    const YearEndDesk desk(year_.host(), [&](const ledger::v1::AppendRequest& request) {
      meanwhile(request);
      proposed = request.events(0).content();
      return year_.Append(request, "p-proposer");
    });
    const absl::StatusOr<YearEndDesk::Decision> decision =
        desk.Decide(MakeEvent(ProposeFreeze(), "one-key"), Soon());
    EXPECT_TRUE(decision.ok()) << decision.status();
    EXPECT_TRUE(decision.ok() && decision->response.has_accepted());
    return proposed;
  }
  ledger::v1::CyclePhase phase() { return year_.Look().cycle->phase; }

  YearEndLedger year_;
};

TEST_F(YearEndDeskTest, ProposesNothingWhileTheChecklistBlocks) {
  year_.ledger().Must(ReviewOpened(kCycle));
  EXPECT_EQ(year_.ReasonFor(ProposeFreeze(), "p-proposer"), ledger::v1::REASON_CHECKLIST_BLOCKS);
}

TEST_F(YearEndDeskTest, FreezesWhatTwoPersonsAgreeOn) {
  year_.Freeze();
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_FROZEN);
}

TEST_F(YearEndDeskTest, RefusesToFreezeForOnePersonAlone) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const auto [proposal, digest] = Propose();
  EXPECT_EQ(year_.ReasonFor(ConfirmFreeze(proposal, digest, "p-confirmer"), "p-proposer"),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(year_.ReasonFor(ConfirmFreeze(proposal, digest, "p-proposer"), "p-confirmer"),
            ledger::v1::REASON_SAME_PERSON);
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_REVIEW);
}

TEST_F(YearEndDeskTest, RefusesAConfirmationWhenSomethingThatCountsCameSince) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const auto [proposal, digest] = Propose();
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  EXPECT_EQ(year_.ReasonFor(ConfirmFreeze(proposal, digest), "p-confirmer"),
            ledger::v1::REASON_RESULTS_CHANGED);
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_REVIEW);
}

TEST_F(YearEndDeskTest, RefusesAConfirmationWhenTheChecklistIsNotReadyAnyMore) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const auto [proposal, digest] = Propose();
  year_.ledger().Must(SheetReopened("unit-1"));
  EXPECT_EQ(year_.ReasonFor(ConfirmFreeze(proposal, digest), "p-confirmer"),
            ledger::v1::REASON_CHECKLIST_BLOCKS);
}

TEST_F(YearEndDeskTest, ConfirmsWhenOnlyWhatCountsNowhereCameSince) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const auto [proposal, digest] = Propose();
  year_.ledger().Must(UnitRegistered("unit-7"));
  year_.MustDecide(ConfirmFreeze(proposal, digest), "p-confirmer");
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_FROZEN);
}

TEST_F(YearEndDeskTest, TakesNoFieldThatItComputes) {
  year_.ledger().Must(ReviewOpened(kCycle));
  EventContent content = ProposeFreeze();
  content.mutable_freeze_proposed()->set_size(7);
  EXPECT_EQ(year_.ReasonFor(content, "p-proposer"), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(year_.ReasonFor(FindingRecorded("unit-1", "1.1"), "p-proposer"),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(YearEndDeskTest, AnswersARetryWithTheFirstReceipt) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  uint64_t asked = 0;
  const YearEndDesk desk(year_.host(), [&](const ledger::v1::AppendRequest& request) {
    ++asked;
    const BatchDecision decision =
        year_.ledger().Append(request, OfficePoster("p-proposer"), Route::kYearEndService);
    ledger::v1::AppendResponse response;
    for (const AdmittedEvent& event : decision.events) {
      ledger::v1::Receipt& receipt = *response.mutable_accepted()->add_receipts();
      receipt.set_position(event.position);
      receipt.set_already_known(event.already_known);
    }
    return absl::StatusOr<ledger::v1::AppendResponse>(std::move(response));
  });
  const event::v1::Event event = MakeEvent(ProposeFreeze(), "one-key");
  const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  const absl::StatusOr<YearEndDesk::Decision> first = desk.Decide(event, soon);
  ASSERT_TRUE(first.ok()) << first.status();
  year_.ledger().Must(UnitRegistered("unit-7"));
  const absl::StatusOr<YearEndDesk::Decision> again = desk.Decide(event, soon);
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->response.accepted().receipts(0).position(),
            first->response.accepted().receipts(0).position());
  EXPECT_TRUE(again->response.accepted().receipts(0).already_known());
}

TEST_F(YearEndDeskTest, ComputesOnceWhileOnlyWhatCountsNowhereOvertakesIt) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const uint64_t first = year_.ledger().size();
  int others = 0;
  const EventContent proposed = ProposedWhile([&](const ledger::v1::AppendRequest&) {
    if (++others <= 3) year_.ledger().Must(UnitRegistered(absl::StrCat("other-", others)));
  });
  EXPECT_EQ(others, 4);
  EXPECT_EQ(proposed.freeze_proposed().size(), first);
}

TEST_F(YearEndDeskTest, ComputesAnewWhenSomethingThatCountsOvertakesIt) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  int others = 0;
  uint64_t matter = 0;
  const EventContent proposed = ProposedWhile([&](const ledger::v1::AppendRequest&) {
    if (++others == 1) matter = year_.ledger().Must(EvidenceSubmitted("unit-1", {"1"}));
  });
  EXPECT_EQ(others, 2);
  EXPECT_GT(proposed.freeze_proposed().size(), matter);
}

TEST_F(YearEndDeskTest, RefusesTheKeyOfADecisionOfAnotherType) {
  year_.Freeze();
  std::vector<ledger::v1::Refusal> refusals;
  for (const EventContent& content : {FreezeWithdrawalProposed(), PublishResults()}) {
    const YearEndDesk desk(year_.host(), [&](const ledger::v1::AppendRequest& request) {
      return year_.Append(request, "p-proposer");
    });
    const absl::StatusOr<YearEndDesk::Decision> decision =
        desk.Decide(MakeEvent(content, "one-key"), Soon());
    ASSERT_TRUE(decision.ok()) << decision.status();
    for (const auto& refusal : decision->response.refused().refusals()) {
      refusals.push_back(refusal);
    }
  }
  ASSERT_EQ(refusals.size(), 1u);
  EXPECT_EQ(refusals[0].reason(), ledger::v1::REASON_IDEMPOTENCY_CONFLICT);
  EXPECT_THAT(refusals[0].positions(), ElementsAre(year_.ledger().size() - 1));
}

TEST_F(YearEndDeskTest, ScoresAUnitOnceForEachLateFactAndOnceBefore) {
  year_.Freeze();
  const auto reads = [&] {
    const YearEndLedger::Now now = year_.Look();
    const CountingView counting(now.view());
    EXPECT_TRUE(FindLateFacts(counting, *now.cycle).ok());
    return counting.unit_reads();
  };
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  const int one = reads();
  year_.ledger().Must(AccidentReported("x-2", "unit-1"));
  year_.ledger().Must(AccidentReported("x-3", "unit-1"));
  const int three = reads();
  const YearEndLedger::Now now = year_.Look();
  const CountingView counting(now.view());
  ASSERT_TRUE(ScoreAt(counting, *now.cycle, "unit-1", ScoreDetail::kExplanation).ok());
  EXPECT_EQ(three - one, 2 * counting.unit_reads());
}

TEST_F(YearEndDeskTest, LeavesAFrozenScoreAsItIsWhateverComesLater) {
  year_.Freeze();
  const projections::v1::ScoreExplanation before = year_.Score("unit-1");
  EXPECT_EQ(before.status(), projections::v1::SCORE_STATUS_FROZEN);
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  year_.ledger().Must(MatterOpened("m-1", "unit-1"));
  EXPECT_EQ(year_.Score("unit-1").SerializeAsString(), before.SerializeAsString());
}

TEST_F(YearEndDeskTest, CountsEverythingAgainAfterAFreezeIsWithdrawn) {
  year_.Freeze();
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  const int64_t frozen = year_.Score("unit-1").final_milli();
  const uint64_t proposal = year_.MustDecide(FreezeWithdrawalProposed(), "p-proposer");
  EXPECT_EQ(year_.Score("unit-1").final_milli(), frozen);
  EXPECT_EQ(year_.ReasonFor(FreezeWithdrawn(proposal), "p-proposer"),
            ledger::v1::REASON_SAME_PERSON);
  year_.MustDecide(FreezeWithdrawn(proposal), "p-confirmer");
  EXPECT_EQ(year_.Score("unit-1").status(), projections::v1::SCORE_STATUS_RUNNING);
  EXPECT_LT(year_.Score("unit-1").final_milli(), frozen);
}

TEST_F(YearEndDeskTest, PublishesTheFrozenResultsToTheByte) {
  year_.Freeze();
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  const absl::StatusOr<YearEndDesk::Decision> decision = year_.Decide(PublishResults(), "p-signer");
  ASSERT_TRUE(decision.ok()) << decision.status();
  ASSERT_TRUE(decision->response.has_accepted()) << decision->response.DebugString();
  const YearEndLedger::Now now = year_.Look();
  EXPECT_EQ(now.cycle->phase, ledger::v1::CYCLE_PHASE_PUBLISHED);
  EXPECT_EQ(Digest(decision->results), now.cycle->year_end.revisions()[0].results_digest);
  const event::v1::CycleResults results = Parse(decision->results);
  EXPECT_EQ(results.revision(), 1u);
  ASSERT_EQ(results.results_size(), 3);
  EXPECT_EQ(results.results(0).final_milli(), year_.Score("unit-1").final_milli());
}

TEST_F(YearEndDeskTest, ListsLateFactsWithTheChangeThatTheyWouldMake) {
  year_.Publish();
  const uint64_t reported = year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  const uint64_t attributed =
      year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  const uint64_t ruled = year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  year_.ledger().Must(EvidenceSubmitted("unit-1", {"1"}));
  const YearEndLedger::Now now = year_.Look();
  const absl::StatusOr<std::vector<projections::v1::LateFact>> facts =
      FindLateFacts(now.view(), *now.cycle);
  ASSERT_TRUE(facts.ok()) << facts.status();
  std::vector<uint64_t> positions;
  for (const projections::v1::LateFact& fact : *facts) positions.push_back(fact.position());
  EXPECT_THAT(positions, ElementsAre(reported, attributed, ruled));
  EXPECT_NE(FirstUndecided(*facts), nullptr);
}

TEST_F(YearEndDeskTest, AmendsByALateFactAsARevisionOfItsOwn) {
  year_.Publish();
  const int64_t published = year_.Score("unit-1").final_milli();
  const uint64_t reported = year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  const uint64_t attributed =
      year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  const uint64_t ruled = year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  EXPECT_EQ(year_.ReasonFor(CycleClosed(), "p-office"), ledger::v1::REASON_LATE_FACTS_OPEN);
  const absl::StatusOr<YearEndDesk::Decision> proposed =
      year_.Decide(ProposeAmendment({reported, attributed, ruled}), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  const uint64_t position = proposed->response.accepted().receipts(0).position();
  EXPECT_EQ(year_.ReasonFor(ConfirmAmendment(position, Digest(proposed->results)), "p-proposer"),
            ledger::v1::REASON_SAME_PERSON);
  year_.MustDecide(ConfirmAmendment(position, Digest(proposed->results)), "p-confirmer");
  EXPECT_LT(year_.Score("unit-1").final_milli(), published);
  EXPECT_EQ(year_.Score("unit-1").status(), projections::v1::SCORE_STATUS_PUBLISHED);
  EXPECT_EQ(year_.Look().cycle->year_end.revisions().size(), 2u);
  year_.MustDecide(CycleClosed(), "p-office");
  EXPECT_EQ(phase(), ledger::v1::CYCLE_PHASE_CLOSED);
}

TEST_F(YearEndDeskTest, ListsALateCorrectionOnceAndClosesWhenItIsLeftOut) {
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  const uint64_t ruled = year_.ledger().Must(AccidentRuled("x-1", event::v1::FINDING_YES));
  year_.Publish();
  const uint64_t confirmed = year_.ledger().MustCorrect(ruled);
  const YearEndLedger::Now now = year_.Look();
  const absl::StatusOr<std::vector<projections::v1::LateFact>> facts =
      FindLateFacts(now.view(), *now.cycle);
  ASSERT_TRUE(facts.ok()) << facts.status();
  ASSERT_EQ(facts->size(), 1u);
  EXPECT_EQ((*facts)[0].position(), confirmed);
  EXPECT_FALSE((*facts)[0].changes().empty());
  year_.LeaveOut(confirmed);
  year_.MustDecide(CycleClosed(), "p-office");
}

TEST_F(YearEndDeskTest, ClosesWhenWhatCameLateWasLeftOut) {
  year_.Publish();
  const int64_t published = year_.Score("unit-1").final_milli();
  for (const EventContent& content :
       {AccidentReported("x-1", "unit-1"),
        AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
        AccidentRuled("x-1", event::v1::FINDING_YES)}) {
    year_.LeaveOut(year_.ledger().Must(content));
  }
  year_.MustDecide(CycleClosed(), "p-office");
  EXPECT_EQ(year_.Score("unit-1").final_milli(), published);
}

TEST_F(YearEndDeskTest, MakesNoUnitWorseByItsOwnAppeal) {
  const uint64_t finding = year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  year_.Publish();
  year_.ledger().Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  const uint64_t first = year_.ledger().size();
  const BatchDecision upheld = year_.ledger().Append(
      {AppealDecided("unit-1"), FindingRecorded("unit-1", "1.2")}, OfficePoster("p-arbiter"));
  ASSERT_THAT(upheld.refusals, IsEmpty()) << Describe(upheld);
  const absl::StatusOr<YearEndDesk::Decision> proposed =
      year_.Decide(ProposeAmendment({first + 1}), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  EXPECT_EQ(year_.ReasonFor(ConfirmAmendment(proposed->response.accepted().receipts(0).position(),
                                             Digest(proposed->results)),
                            "p-confirmer"),
            ledger::v1::REASON_WORSE_BY_OWN_APPEAL);
}

TEST_F(YearEndDeskTest, CorrectsAPublishedResultByAnUpheldAppeal) {
  const uint64_t finding = year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  year_.Publish();
  const int64_t published = year_.Score("unit-1").final_milli();
  year_.ledger().Must(AppealFiled("unit-1", finding), UnitPoster("unit-1"));
  const uint64_t first = year_.ledger().size();
  const BatchDecision upheld = year_.ledger().Append(
      {AppealDecided("unit-1"), DecidedBy(CorrectionProposed(finding), {"p-arbiter"})},
      OfficePoster("p-arbiter"));
  ASSERT_THAT(upheld.refusals, IsEmpty()) << Describe(upheld);
  const uint64_t confirmed = year_.ledger().Must(
      DecidedBy(CorrectionConfirmed(first + 1), {"p-second"}), OfficePoster("p-second"));
  EXPECT_EQ(year_.Score("unit-1").final_milli(), published);
  const absl::StatusOr<YearEndDesk::Decision> proposed =
      year_.Decide(ProposeAmendment({first + 1, confirmed}), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  year_.MustDecide(ConfirmAmendment(proposed->response.accepted().receipts(0).position(),
                                    Digest(proposed->results)),
                   "p-confirmer");
  EXPECT_GT(year_.Score("unit-1").final_milli(), published);
}

}  // namespace
}  // namespace assessment::testing
