#include <gtest/gtest.h>

#include <chrono>

#include "ledger/reason/reason_status.h"
#include "ledger/registry/results_digest.h"
#include "projections/service/queries.h"
#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

class YearEndQueries : public ::testing::Test {
 protected:
  QueryContext Context() const {
    return {year_.host(), std::chrono::steady_clock::now() + std::chrono::seconds(30)};
  }
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(absl::Status (*query)(const QueryContext&, const Request&,
                                                     Response&),
                               const std::string& cycle = kCycle) const {
    Request request;
    request.set_ledger(kLedger);
    request.set_cycle(cycle);
    Response response;
    const absl::Status status = query(Context(), request, response);
    if (!status.ok()) return status;
    return response;
  }

  YearEndLedger year_;
};

TEST_F(YearEndQueries, TellWhatStandsInTheWayAndInWhichPhase) {
  const auto open = Ask(GetChecklist);
  ASSERT_TRUE(open.ok()) << open.status();
  EXPECT_FALSE(open->ready());
  EXPECT_FALSE(open->blocking().empty());
  EXPECT_EQ(open->phase(), ledger::v1::CYCLE_PHASE_OPEN);
  EXPECT_EQ(open->size(), year_.ledger().size());
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  EXPECT_TRUE(Ask(GetChecklist)->ready());
}

TEST_F(YearEndQueries, GiveResultsAsTheyWouldBeFrozenBeforeTheyArePublished) {
  const auto results = Ask(GetResults);
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_FALSE(results->has_position());
  EXPECT_EQ(results->revisions(), 0u);
  EXPECT_EQ(results->results_digest(), ResultsDigest(results->results()).view());
}

TEST_F(YearEndQueries, GiveTheProposalThatWaits) {
  year_.ledger().Must(ReviewOpened(kCycle));
  year_.SettleChecklist();
  const uint64_t proposal = year_.MustDecide(ProposeFreeze(), "p-proposer");
  const auto results = Ask(GetResults);
  ASSERT_TRUE(results.ok()) << results.status();
  EXPECT_EQ(results->proposal_position(), proposal);
  EXPECT_EQ(results->proposal_digest().size(), 32u);
}

TEST_F(YearEndQueries, GiveEveryRevisionAsItWasPublished) {
  year_.Publish();
  const auto first = Ask(GetResults);
  ASSERT_TRUE(first.ok()) << first.status();
  const uint64_t late = year_.ledger().Must(BlameRecorded("unit-1"));
  const absl::StatusOr<YearEndDesk::Decision> proposed =
      year_.Decide(ProposeAmendment({late}), "p-proposer");
  ASSERT_TRUE(proposed.ok()) << proposed.status();
  year_.MustDecide(ConfirmAmendment(proposed->response.accepted().receipts(0).position(),
                                    std::string(ResultsDigest(proposed->results).view())),
                   "p-confirmer");
  EXPECT_EQ(Ask(GetResults)->revisions(), 2u);
  EXPECT_NE(Ask(GetResults)->results(), first->results());
  projections::v1::GetResultsRequest request;
  request.set_cycle(kCycle);
  request.set_revision(1);
  projections::v1::GetResultsResponse again;
  ASSERT_TRUE(GetResults(Context(), request, again).ok());
  EXPECT_EQ(again.results(), first->results());
  EXPECT_EQ(again.published().results_published().approving_body(), "市安委会");
  EXPECT_TRUE(again.published().results_published().results().empty());
  request.set_revision(3);
  EXPECT_EQ(ReasonOf(GetResults(Context(), request, again)), ledger::v1::REASON_NOT_FOUND);
}

TEST_F(YearEndQueries, GiveLateFactsOfAFrozenCycleAlone) {
  EXPECT_TRUE(Ask(ListLateFacts)->facts().empty());
  year_.Freeze();
  const uint64_t late = year_.ledger().Must(BlameRecorded("unit-1"));
  const auto facts = Ask(ListLateFacts);
  ASSERT_TRUE(facts.ok()) << facts.status();
  ASSERT_EQ(facts->facts_size(), 1);
  EXPECT_EQ(facts->facts(0).position(), late);
  EXPECT_EQ(facts->facts(0).changes_size(), 1);
}

TEST_F(YearEndQueries, GiveProposalsToWithdrawAndToLeaveOutWhileTheyWait) {
  year_.Freeze();
  const uint64_t late = year_.ledger().Must(BlameRecorded("unit-1"));
  EXPECT_FALSE(Ask(GetResults)->has_withdrawal_proposal_position());
  EXPECT_FALSE(Ask(ListLateFacts)->facts(0).has_leaving_proposal_position());
  const uint64_t leaving =
      year_.ledger().Must(LateFactLeavingProposed(late), OfficePoster("p-proposer"));
  EXPECT_EQ(Ask(ListLateFacts)->facts(0).leaving_proposal_position(), leaving);
  EXPECT_FALSE(Ask(ListLateFacts)->facts(0).has_left());
  year_.ledger().Must(LateFactLeft(late, leaving), OfficePoster("p-confirmer"));
  EXPECT_FALSE(Ask(ListLateFacts)->facts(0).has_leaving_proposal_position());
  EXPECT_TRUE(Ask(ListLateFacts)->facts(0).has_left());
  const uint64_t withdrawal = year_.MustDecide(FreezeWithdrawalProposed(), "p-proposer");
  EXPECT_EQ(Ask(GetResults)->withdrawal_proposal_position(), withdrawal);
  year_.MustDecide(FreezeWithdrawn(withdrawal), "p-confirmer");
  EXPECT_FALSE(Ask(GetResults)->has_withdrawal_proposal_position());
}

TEST_F(YearEndQueries, ListClausesOfAFrozenCycleByTheTagsOfThen) {
  const auto count = [&] {
    projections::v1::ListClausesRequest request;
    request.set_ledger(kLedger);
    request.set_cycle(kCycle);
    request.set_unit("unit-3");
    projections::v1::ListClausesResponse response;
    EXPECT_TRUE(ListClauses(Context(), request, response).ok());
    return response.clauses_size();
  };
  year_.Freeze();
  const int frozen = count();
  EventContent coal = OnDay(EventContent(), Date(2022, 12, 1));
  coal.mutable_unit_changed()->set_unit(std::string("unit-3"));
  coal.mutable_unit_changed()->add_tags_set()->set_tag(std::string("coal"));
  year_.ledger().Must(coal);
  EXPECT_EQ(count(), frozen);
  const uint64_t withdrawal = year_.MustDecide(FreezeWithdrawalProposed(), "p-proposer");
  year_.MustDecide(FreezeWithdrawn(withdrawal), "p-confirmer");
  EXPECT_GT(count(), frozen);
}

TEST_F(YearEndQueries, CompareWithOnlyTheFactsThatHadOccurredByADay) {
  EventContent blame = BlameRecorded("unit-1");
  *blame.mutable_occurred_on() = Date(2022, 6, 30);
  *blame.mutable_paper()->mutable_date() = Date(2022, 6, 30);
  year_.ledger().Must(blame);
  projections::v1::CompareScoresRequest request;
  request.set_ledger(kLedger);
  request.set_cycle(kCycle);
  *request.mutable_facts_until_after() = Date(2022, 6, 29);
  projections::v1::CompareScoresResponse before;
  ASSERT_TRUE(CompareScores(Context(), request, before).ok());
  ASSERT_EQ(before.changes_size(), 1);
  EXPECT_EQ(before.changes(0).unit(), "unit-1");
  EXPECT_EQ(before.facts_until_after().day(), 29);
  *request.mutable_facts_until_after() = Date(2022, 6, 30);
  projections::v1::CompareScoresResponse on_the_day;
  ASSERT_TRUE(CompareScores(Context(), request, on_the_day).ok());
  EXPECT_TRUE(on_the_day.changes().empty());
}

TEST_F(YearEndQueries, CompareWithEveryClausePostingWhateverTheDay) {
  year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  projections::v1::CompareScoresRequest request;
  request.set_ledger(kLedger);
  request.set_cycle(kCycle);
  *request.mutable_facts_until_after() = Date(2022, 1, 1);
  projections::v1::CompareScoresResponse response;
  ASSERT_TRUE(CompareScores(Context(), request, response).ok());
  EXPECT_TRUE(response.changes().empty());
  *request.mutable_facts_until_after() = Date(2022, 2, 30);
  EXPECT_EQ(ReasonOf(CompareScores(Context(), request, response)),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(YearEndQueries, NameTheFieldOfACycleThatIsNotThere) {
  EXPECT_EQ(ReasonOf(Ask(GetChecklist, "1999").status()), ledger::v1::REASON_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Ask(ListIrregularities, "1999").status()), ledger::v1::REASON_NOT_FOUND);
}

}  // namespace
}  // namespace assessment::testing
