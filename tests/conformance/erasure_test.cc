// Sealed texts over the wire: people read words, proofs rest on commitments, an erasure takes the
// words alone.

#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "ledger/log/sealed_text.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/merkle_proof.h"
#include "tests/conformance/test_server.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

class ErasureTest : public DurableServerTest {
 protected:
  ErasureTest() {
    for (const EventContent& content : {UnitRegistered("unit-1"), SchemePublished(SmallScheme()),
                                        CycleOpened(kCycle, {"unit-1"}, 1),
                                        TeamFormed(kCycle, "team", "p-leader", {"p-member"})}) {
      MustAppend({Finished(content)});
    }
    finding_ = Finished(FindingRecorded("unit-1", "1.1"));
    receipt_ = MustAppend({finding_})[0];
  }

  event::v1::Event Finished(EventContent content) {
    content.set_late_reason("a test of a year long past");
    return MakeEvent(std::move(content), std::to_string(++keys_), "field-app");
  }
  uint64_t Erase() { return MustAppend({Finished(TextErased(receipt_.position()))})[0].position(); }
  ledger::v1::RecordedEvent Finding() { return ReadAll()[receipt_.position()]; }

  projections::v1::ScoreExplanation Explain() {
    projections::v1::ExplainScoreRequest request;
    request.set_ledger(kLedger);
    request.set_cycle(kCycle);
    request.set_unit("unit-1");
    projections::v1::ExplainScoreResponse response;
    Call call(office());
    const auto stub = projections::v1::AssessmentService::NewStub(channel());
    const grpc::Status status = stub->ExplainScore(&call, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response.score();
  }
  static const projections::v1::LineExplanation& LineOf(
      const projections::v1::ScoreExplanation& explanation) {
    return explanation.categories(0).items(0).clauses(0).lines(0);
  }

  int keys_ = 0;
  event::v1::Event finding_;
  ledger::v1::Receipt receipt_;
};

TEST_F(ErasureTest, UntilThenReadersSeeWordsAndWhatOpensTheCommitments) {
  const ledger::v1::RecordedEvent event = Finding();
  EXPECT_EQ(event.body().event().content().finding_recorded().problem().plain(), "a problem");
  EXPECT_EQ(event.body_bytes().find("a problem"), std::string::npos);
  ASSERT_EQ(event.texts_size(), 2);
  for (const ledger::v1::OpenedText& text : event.texts()) {
    EXPECT_EQ(TextCommitment(text.salt(), text.text()).view(), text.commitment());
    EXPECT_NE(event.body_bytes().find(text.commitment()), std::string::npos);
  }
  EXPECT_EQ(LineOf(Explain()).text().plain(), "a problem");
}

TEST_F(ErasureTest, TakesTheWordsAndLeavesTheBytesThatAreHashed) {
  const ledger::v1::RecordedEvent before = Finding();
  Erase();
  const ledger::v1::RecordedEvent after = Finding();
  EXPECT_TRUE(after.body().event().content().finding_recorded().problem().has_commitment());
  EXPECT_EQ(after.texts_size(), 0);
  EXPECT_EQ(after.header_bytes(), before.header_bytes());
  EXPECT_EQ(after.body_bytes(), before.body_bytes());
  EXPECT_EQ(after.salt(), before.salt());
}

TEST_F(ErasureTest, LeavesTheScoreAndTakesTheWordsFromItsExplanation) {
  const projections::v1::ScoreExplanation before = Explain();
  Erase();
  const projections::v1::ScoreExplanation after = Explain();
  EXPECT_EQ(after.final_milli(), before.final_milli());
  EXPECT_EQ(LineOf(after).position(), receipt_.position());
  EXPECT_TRUE(LineOf(after).text().has_commitment());
}

TEST_F(ErasureTest, LeavesTheProofOfTheEventValid) {
  Erase();
  ledger::v1::GetInclusionProofRequest request;
  request.set_ledger(kLedger);
  request.set_position(receipt_.position());
  ledger::v1::GetInclusionProofResponse response;
  Call call(office());
  ASSERT_TRUE(ledger().GetInclusionProof(&call, request, &response).ok());
  std::vector<Hash> hashes;
  for (const std::string& hash : response.hashes()) hashes.push_back(*HashFromBytes(hash));
  EXPECT_EQ(response.leaf_hash(), receipt_.leaf_hash());
  EXPECT_TRUE(VerifyInclusion(LeafHash(Finding().header_bytes()), receipt_.position(),
                              response.size(), hashes, *HashFromBytes(response.root_hash()))
                  .ok());
}

TEST_F(ErasureTest, LeavesARetryKnownAcrossARestart) {
  Erase();
  Restart();
  const ledger::v1::Receipt again = MustAppend({finding_})[0];
  EXPECT_TRUE(again.already_known());
  EXPECT_EQ(again.position(), receipt_.position());
  EXPECT_TRUE(Finding().body().event().content().finding_recorded().problem().has_commitment());
}

}  // namespace
}  // namespace assessment::testing
