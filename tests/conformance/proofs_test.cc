// Checkpoints and proofs: verified as an outsider does, with the log's key alone.

#include <optional>

#include "absl/strings/str_cat.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/tlog_proof.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

std::vector<Hash> Hashes(const google::protobuf::RepeatedPtrField<std::string>& bytes) {
  std::vector<Hash> hashes;
  for (const std::string& hash : bytes) hashes.push_back(*HashFromBytes(hash));
  return hashes;
}

class ProofsTest : public DurableServerTest {
 protected:
  ProofsTest() {
    ledger::v1::ListLedgersResponse response;
    Call call(office());
    EXPECT_TRUE(ledger().ListLedgers(&call, {}, &response).ok());
    key_ = *ParseVerifierKey(response.ledgers(0).verifier_key());
  }

  void Grow(const std::string& prefix, int events) {
    std::vector<event::v1::Event> batch;
    for (int i = 0; i < events; ++i) {
      batch.push_back(UnitRegistered(absl::StrCat(prefix, i), absl::StrCat(prefix, "-", i)));
    }
    MustAppend(batch);
  }
  ledger::v1::GetCheckpointResponse MustGetCheckpoint() {
    ledger::v1::GetCheckpointRequest request;
    request.set_ledger(kLedger);
    ledger::v1::GetCheckpointResponse response;
    Call call(office());
    const grpc::Status status = ledger().GetCheckpoint(&call, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }
  grpc::Status Inclusion(uint64_t position, std::optional<uint64_t> size,
                         ledger::v1::GetInclusionProofResponse& response) {
    ledger::v1::GetInclusionProofRequest request;
    request.set_ledger(kLedger);
    request.set_position(position);
    if (size.has_value()) request.set_size(*size);
    Call call(office());
    return ledger().GetInclusionProof(&call, request, &response);
  }
  grpc::Status Consistency(uint64_t old_size, std::optional<uint64_t> new_size,
                           ledger::v1::GetConsistencyProofResponse& response) {
    ledger::v1::GetConsistencyProofRequest request;
    request.set_ledger(kLedger);
    request.set_old_size(old_size);
    if (new_size.has_value()) request.set_new_size(*new_size);
    Call call(office());
    return ledger().GetConsistencyProof(&call, request, &response);
  }

  VerifierKey key_;
};

TEST_F(ProofsTest, ACheckpointIsSignedOverTheRootOfAllHeaders) {
  Grow("a", 20);
  const auto response = MustGetCheckpoint();
  const auto checkpoint = VerifyCheckpoint(response.checkpoint(), key_);
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->origin, kOrigin);
  EXPECT_EQ(checkpoint->size, 21u);
  Frontier frontier;
  for (const auto& event : ReadAll()) frontier.Append(LeafHash(event.header_bytes()));
  EXPECT_EQ(checkpoint->root, frontier.Root());
  EXPECT_EQ(response.root_hash(), HashBytes(frontier.Root()));
}

TEST_F(ProofsTest, EveryEventIsProvedByAFileAgainstItsReceipt) {
  Grow("a", 20);
  for (const auto& event : ReadAll()) {
    ledger::v1::GetInclusionProofResponse response;
    const grpc::Status status = Inclusion(event.header().position(), std::nullopt, response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    const auto proof = ParseTlogProof(response.proof_file());
    ASSERT_TRUE(proof.ok()) << proof.status();
    EXPECT_EQ(proof->index, event.header().position());
    const auto checkpoint = VerifyTlogProof(*proof, LeafHash(event.header_bytes()), key_);
    EXPECT_TRUE(checkpoint.ok()) << checkpoint.status();
  }
}

TEST_F(ProofsTest, AnEventIsProvedAtEverySizeThatHoldsIt) {
  Grow("a", 12);
  for (uint64_t size = 1; size <= 13; ++size) {
    for (uint64_t position = 0; position < size; ++position) {
      ledger::v1::GetInclusionProofResponse response;
      ASSERT_TRUE(Inclusion(position, size, response).ok());
      EXPECT_TRUE(response.proof_file().empty());
      const absl::Status verified =
          VerifyInclusion(*HashFromBytes(response.leaf_hash()), position, size,
                          Hashes(response.hashes()), *HashFromBytes(response.root_hash()));
      EXPECT_TRUE(verified.ok()) << verified;
    }
  }
}

TEST_F(ProofsTest, AnOlderCheckpointIsProvedToBeAPrefixAcrossARestart) {
  Grow("a", 6);
  const auto older = MustGetCheckpoint();
  Grow("b", 30);
  Restart();
  const auto newer = MustGetCheckpoint();
  ledger::v1::GetConsistencyProofResponse proof;
  ASSERT_TRUE(Consistency(older.size(), newer.size(), proof).ok());
  const absl::Status verified = VerifyConsistency(
      older.size(), newer.size(), VerifyCheckpoint(older.checkpoint(), key_)->root,
      VerifyCheckpoint(newer.checkpoint(), key_)->root, Hashes(proof.hashes()));
  EXPECT_TRUE(verified.ok()) << verified;
}

TEST_F(ProofsTest, RefuseWhatTheLogHasNotReached) {
  ledger::v1::GetInclusionProofResponse inclusion;
  ledger::v1::GetConsistencyProofResponse consistency;
  EXPECT_EQ(ReasonIn(Inclusion(1, std::nullopt, inclusion)), ledger::v1::REASON_SIZE_NOT_REACHED);
  EXPECT_EQ(ReasonIn(Inclusion(0, 2, inclusion)), ledger::v1::REASON_SIZE_NOT_REACHED);
  EXPECT_EQ(ReasonIn(Consistency(1, 2, consistency)), ledger::v1::REASON_SIZE_NOT_REACHED);
  EXPECT_EQ(ReasonIn(Consistency(2, 1, consistency)), ledger::v1::REASON_SIZE_NOT_REACHED);
  EXPECT_EQ(ReasonIn(Consistency(0, 1, consistency)), ledger::v1::REASON_FIELD_INVALID);
}

}  // namespace
}  // namespace assessment::testing
