#include "clients/witness/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <atomic>
#include <filesystem>
#include <thread>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/strip.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle_proof.h"
#include "ledger/proof/testing/tree_model.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

class FixedClock : public Clock {
 public:
  UnixMicros Now() override { return now_; }
  void Set(UnixMicros now) { now_ = now; }

 private:
  UnixMicros now_ = static_cast<UnixMicros>(vectors::kWitness1Time) * 1'000'000 + 999'999;
};

SignerKey LogKey() { return *ParseSignerKey(vectors::kLogSigningKey); }
SignerKey WitnessKey() {
  return *MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                        *DecodeHex(vectors::kWitness1SeedHex));
}

// The log's checkpoint of the first `size` leaves, or of the root given.
std::string Signed(uint64_t size, const Hash& root) {
  return *SignCheckpoint({vectors::kLogName, size, root}, LogKey());
}
std::string Signed(uint64_t size) { return Signed(size, vectors::Root(size)); }

std::string Body(uint64_t old_size, const std::string& checkpoint, absl::string_view nodes = "") {
  return FormatAddCheckpoint({old_size, vectors::Nodes(nodes), checkpoint});
}

class WitnessTest : public ::testing::Test {
 protected:
  WitnessTest() {
    std::string pattern = ::testing::TempDir() + "witness_XXXXXX";
    parent_ = ::mkdtemp(pattern.data());
    Open();
  }
  ~WitnessTest() override { std::filesystem::remove_all(parent_); }

  // As after a start of the program.
  void Open() {
    witness_.reset();
    state_.reset();
    state_ = *WitnessState::Open(parent_ + "/state");
    witness_ = std::make_unique<Witness>(
        *Witness::Create(WitnessKey(), {LogKey().verifier()}, *state_, clock_));
  }
  WitnessAnswer Ask(const std::string& body) { return witness_->AddCheckpoint(body); }
  uint64_t StoredSize() const { return state_->Find(vectors::kLogName).size; }

  std::string parent_;
  FixedClock clock_;
  std::unique_ptr<WitnessState> state_;
  std::unique_ptr<Witness> witness_;
};

TEST_F(WitnessTest, CosignsThePublishedCheckpointToTheByte) {
  const WitnessAnswer answer = Ask(Body(0, Signed(8)));
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, vectors::kCheckpoint8Witness1Line);
}

TEST_F(WitnessTest, CosignsTheEmptyLog) { EXPECT_EQ(Ask(Body(0, Signed(0))).status, 200); }

TEST_F(WitnessTest, CosignsALogThatGrew) {
  ASSERT_EQ(Ask(Body(0, Signed(3))).status, 200);
  EXPECT_EQ(Ask(Body(3, Signed(7), "L2 L3 A G")).status, 200);
  EXPECT_EQ(StoredSize(), 7u);
}

TEST_F(WitnessTest, CosignsTheSameCheckpointAgainWithItsOwnTime) {
  ASSERT_EQ(Ask(Body(0, Signed(8))).status, 200);
  clock_.Set(static_cast<UnixMicros>(vectors::kWitness2Time) * 1'000'000);
  const WitnessAnswer answer = Ask(Body(8, Signed(8)));
  ASSERT_EQ(answer.status, 200);
  EXPECT_EQ(*VerifyCosignature(*ParseNote(Signed(8) + answer.body), WitnessKey().verifier()),
            vectors::kWitness2Time);
}

TEST_F(WitnessTest, RemembersAcrossStarts) {
  ASSERT_EQ(Ask(Body(0, Signed(8))).status, 200);
  Open();
  EXPECT_EQ(Ask(Body(0, Signed(8))).status, 409);
}

TEST_F(WitnessTest, IgnoresOtherSignaturesOfTheCheckpoint) {
  EXPECT_EQ(Ask(Body(0, vectors::Checkpoint8())).status, 200);
}

TEST_F(WitnessTest, AnswersALogItDoesNotKnowWith404) {
  const SignerKey other =
      *MakeSignerKey("ledger.example/log/140700", NoteKeyType::kLog, LogKey().seed);
  const WitnessAnswer answer =
      Ask(Body(0, *SignCheckpoint({other.name, 8, vectors::Root(8)}, other)));
  EXPECT_EQ(answer.status, 404);
  EXPECT_EQ(answer.body, "the log ledger.example/log/140700 is not known here\n");
}

TEST_F(WitnessTest, AnswersAKeyItDoesNotKnowWith403) {
  const SignerKey other =
      *MakeSignerKey(vectors::kLogName, NoteKeyType::kLog, *DecodeHex(vectors::kWitness2SeedHex));
  EXPECT_EQ(Ask(Body(0, *SignCheckpoint({other.name, 8, vectors::Root(8)}, other))).status, 403);
  EXPECT_EQ(StoredSize(), 0u);
}

TEST_F(WitnessTest, AnswersASignatureThatDoesNotVerifyWith403) {
  const std::string other_size = absl::StrReplaceAll(Signed(8), {{"\n8\n", "\n9\n"}});
  EXPECT_EQ(Ask(Body(0, other_size)).status, 403);
}

TEST_F(WitnessTest, AnswersAWitnessSignatureAloneWith403) {
  EXPECT_EQ(
      Ask(Body(0, absl::StrCat(vectors::kCheckpoint8Text, "\n", vectors::kCheckpoint8Witness2Line)))
          .status,
      403);
}

TEST_F(WitnessTest, AnswersAnOldSizeBeyondTheCheckpointWith400) {
  ASSERT_EQ(Ask(Body(0, Signed(8))).status, 200);
  EXPECT_EQ(Ask(Body(8, Signed(7))).status, 400);
}

TEST_F(WitnessTest, AnswersAnotherOldSizeWith409AndTheStoredOne) {
  ASSERT_EQ(Ask(Body(0, Signed(3))).status, 200);
  const WitnessAnswer answer = Ask(Body(2, Signed(8)));
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.content_type, "text/x.tlog.size");
  EXPECT_EQ(answer.body, "3\n");
}

TEST_F(WitnessTest, AnswersAnOlderCopyOfTheLogWith409) {
  ASSERT_EQ(Ask(Body(0, Signed(8))).status, 200);
  const WitnessAnswer answer = Ask(Body(0, Signed(3)));
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.body, "8\n");
  EXPECT_EQ(StoredSize(), 8u);
}

TEST_F(WitnessTest, AnswersAForkOfTheSameSizeWith409) {
  ASSERT_EQ(Ask(Body(0, Signed(8))).status, 200);
  const WitnessAnswer answer = Ask(Body(8, Signed(8, vectors::Root(7))));
  EXPECT_EQ(answer.status, 409);
  EXPECT_EQ(answer.body, "8\n");
  EXPECT_EQ(Ask(Body(8, Signed(8))).status, 200);
}

TEST_F(WitnessTest, AnswersAForkThatGrewWith422) {
  // The other history has the same first two entries and another third.
  std::vector<std::string> entries = vectors::Entries();
  entries[2] = "another";
  ASSERT_EQ(Ask(Body(0, Signed(3))).status, 200);
  const WitnessAnswer answer = Ask(FormatAddCheckpoint(
      {3, tree_model::Proof(3, entries), Signed(8, tree_model::Root(entries))}));
  EXPECT_EQ(answer.status, 422);
  EXPECT_THAT(answer.body, StartsWith("consistency, old root"));
  EXPECT_EQ(StoredSize(), 3u);
}

TEST_F(WitnessTest, AnswersAProofThatDoesNotVerifyWith422) {
  ASSERT_EQ(Ask(Body(0, Signed(3))).status, 200);
  EXPECT_EQ(Ask(Body(3, Signed(7), "L2 L3 A F")).status, 422);
  EXPECT_EQ(Ask(Body(3, Signed(7), "L2 L3 A")).status, 422);
  EXPECT_EQ(Ask(Body(3, Signed(7))).status, 422);
}

TEST_F(WitnessTest, AnswersAProofFromNothingWith422) {
  EXPECT_EQ(Ask(Body(0, Signed(8), "L1")).status, 422);
}

TEST_F(WitnessTest, AnswersWhatIsMalformedWith400) {
  const std::string note = Signed(8);
  for (const std::string& body :
       {std::string(), absl::StrCat("old 0\n", note), absl::StrCat("old  0\n\n", note),
        absl::StrCat("old 00\n\n", note), absl::StrCat("old -1\n\n", note),
        absl::StrCat("old 9223372036854775808\n\n", note), absl::StrCat("size 0\n\n", note),
        absl::StrCat("old 0\nAAAA\n\n", note), absl::StrCat("old 0\n\n"),
        absl::StrCat("old 0\n\n", note.substr(0, note.size() - 1)),
        absl::StrCat("old 0\n\n", absl::StrReplaceAll(note, {{"\n8\n", "\n08\n"}})),
        std::string("old 0\n")}) {
    EXPECT_EQ(Ask(body).status, 400) << body;
  }
}

TEST_F(WitnessTest, AnswersMoreThan63HashesWith400) {
  AddCheckpointRequest request{0, std::vector<Hash>(63), Signed(8)};
  EXPECT_EQ(Ask(FormatAddCheckpoint(request)).status, 422);
  request.proof.emplace_back();
  EXPECT_EQ(Ask(FormatAddCheckpoint(request)).status, 400);
}

TEST_F(WitnessTest, AnswersABodyThatIsTooLongWith400) {
  EXPECT_EQ(Ask(std::string(kAddCheckpointBytesMax + 1, 'x')).status, 400);
}

TEST_F(WitnessTest, CosignsNothingThatItCannotKeep) {
  std::filesystem::remove_all(parent_);
  const WitnessAnswer answer = Ask(Body(0, Signed(8)));
  EXPECT_EQ(answer.status, 500);
  EXPECT_THAT(answer.body, HasSubstr("the store failed"));
}

TEST_F(WitnessTest, CosignsOneHistoryOfTwoThatArriveTogether) {
  // Two logs of one size and key, each shown by four threads: whichever is first, the other never
  // gets a cosignature.
  const std::string bodies[] = {Body(0, Signed(8)), Body(0, Signed(8, vectors::Root(7)))};
  std::atomic<int> cosigned[2] = {0, 0};
  std::vector<std::thread> threads;
  for (size_t i = 0; i < 8; ++i) {
    threads.emplace_back([this, i, &bodies, &cosigned] {
      if (Ask(bodies[i % 2]).status == 200) ++cosigned[i % 2];
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(cosigned[0] + cosigned[1], 1);
}

TEST_F(WitnessTest, IsNotMadeOfALogKey) {
  EXPECT_EQ(Witness::Create(LogKey(), {LogKey().verifier()}, *state_, clock_).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(
      Witness::Create(WitnessKey(), {WitnessKey().verifier()}, *state_, clock_).status().code(),
      absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(Witness::Create(WitnessKey(), {}, *state_, clock_).ok());
}

TEST(AddCheckpoint, IsReadAsItIsWritten) {
  const AddCheckpointRequest request{3, vectors::Nodes("L2 L3 A G"), Signed(7)};
  const absl::StatusOr<AddCheckpointRequest> read =
      ParseAddCheckpoint(FormatAddCheckpoint(request));
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->old_size, 3u);
  EXPECT_EQ(read->proof, request.proof);
  EXPECT_EQ(read->checkpoint, request.checkpoint);
}

}  // namespace
}  // namespace assessment
