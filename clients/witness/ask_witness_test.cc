#include "clients/witness/ask_witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/testing/tree_model.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::string SignedLog(uint64_t size, const Hash& root) {
  return *SignCheckpoint({vectors::kLogName, size, root}, *ParseSignerKey(vectors::kLogSigningKey));
}
std::string SignedLog(uint64_t size) { return SignedLog(size, vectors::Root(size)); }

// Asks a real witness without a network between.
class AskWitnessTest : public ::testing::Test {
 protected:
  AskWitnessTest() {
    std::string pattern = ::testing::TempDir() + "ask_witness_XXXXXX";
    parent_ = ::mkdtemp(pattern.data());
    state_ = *WitnessState::Open(parent_ + "/state");
    witness_ = std::make_unique<Witness>(
        *Witness::Create(*MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                                        *DecodeHex(vectors::kWitness1SeedHex)),
                         {*ParseVerifierKey(vectors::kLogVerifierKey)}, *state_, SystemClock()));
  }
  ~AskWitnessTest() override { std::filesystem::remove_all(parent_); }

  // The proofs come from the history of `entries`.
  absl::StatusOr<WitnessReply> Ask(const std::string& checkpoint,
                                   const std::vector<std::string>& entries) {
    return AskWitness(
        checkpoint, known_,
        [this](const std::string& body) { return witness_->AddCheckpoint(body); },
        [&entries](uint64_t old_size) { return tree_model::Proof(old_size, entries); });
  }
  absl::StatusOr<WitnessReply> Ask(uint64_t size) {
    std::vector<std::string> entries = vectors::Entries();
    entries.resize(size);
    return Ask(SignedLog(size), entries);
  }
  // What becomes of an answer that a witness would not give.
  absl::StatusOr<WitnessReply> Answered(const WitnessAnswer& answer) {
    return AskWitness(
        SignedLog(8), known_, [&answer](const std::string&) { return answer; },
        [](uint64_t) { return std::vector<Hash>(); });
  }

  std::vector<PolicyWitness> known_ = {
      {"w1", *ParseVerifierKey(vectors::kWitness1VerifierKey), ""}};
  std::string parent_;
  std::unique_ptr<WitnessState> state_;
  std::unique_ptr<Witness> witness_;
};

TEST_F(AskWitnessTest, TakesTheCosignatureOfAFirstCheckpoint) {
  const absl::StatusOr<WitnessReply> reply = Ask(3);
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->kind, WitnessReply::kCosigned);
  ASSERT_EQ(reply->signatures.size(), 1u);
  EXPECT_EQ(reply->signatures[0].name, vectors::kWitness1Name);
}

TEST_F(AskWitnessTest, LearnsTheSizeAndProvesFromThere) {
  ASSERT_TRUE(Ask(3).ok());
  const absl::StatusOr<WitnessReply> reply = Ask(7);
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->kind, WitnessReply::kCosigned);
}

TEST_F(AskWitnessTest, MayAskTwiceForTheSame) {
  ASSERT_TRUE(Ask(8).ok());
  EXPECT_EQ(Ask(8)->kind, WitnessReply::kCosigned);
}

TEST_F(AskWitnessTest, TellsThatAnOlderCopyIsShown) {
  ASSERT_TRUE(Ask(8).ok());
  const absl::StatusOr<WitnessReply> reply = Ask(3);
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->kind, WitnessReply::kBeyond);
  EXPECT_EQ(reply->stored_size, 8u);
}

TEST_F(AskWitnessTest, TellsAForkOfTheSameSize) {
  ASSERT_TRUE(Ask(8).ok());
  const absl::StatusOr<WitnessReply> reply =
      Ask(SignedLog(8, vectors::Root(7)), {"", "", "", "", "", "", "", ""});
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->kind, WitnessReply::kContradicts);
  EXPECT_EQ(reply->stored_size, 8u);
}

TEST_F(AskWitnessTest, TellsAForkThatGrew) {
  ASSERT_TRUE(Ask(3).ok());
  std::vector<std::string> entries = vectors::Entries();
  entries[2] = "another";
  const absl::StatusOr<WitnessReply> reply = Ask(SignedLog(8, tree_model::Root(entries)), entries);
  ASSERT_TRUE(reply.ok()) << reply.status();
  EXPECT_EQ(reply->kind, WitnessReply::kContradicts);
  EXPECT_EQ(reply->stored_size, 3u);
}

TEST_F(AskWitnessTest, PassesOnThatTheLedgerHasNoProof) {
  ASSERT_TRUE(Ask(3).ok());
  EXPECT_EQ(AskWitness(
                SignedLog(8), known_,
                [this](const std::string& body) { return witness_->AddCheckpoint(body); },
                [](uint64_t) { return absl::NotFoundError("no proof"); })
                .status()
                .message(),
            "no proof");
}

TEST_F(AskWitnessTest, RefusesACosignatureOfAnUnknownKeyAlone) {
  EXPECT_THAT(
      std::string(
          Answered({200, kPlainText, vectors::kCheckpoint8Witness2Line}).status().message()),
      HasSubstr("without a cosignature of a key that the policy names"));
}

TEST_F(AskWitnessTest, LeavesOutCosignaturesOfUnknownKeys) {
  const absl::StatusOr<WitnessReply> reply = Answered(
      {200, kPlainText,
       absl::StrCat(vectors::kCheckpoint8Witness2Line, vectors::kCheckpoint8Witness1Line)});
  ASSERT_TRUE(reply.ok()) << reply.status();
  ASSERT_EQ(reply->signatures.size(), 1u);
  EXPECT_EQ(reply->signatures[0].name, vectors::kWitness1Name);
}

TEST_F(AskWitnessTest, RefusesACosignatureThatDoesNotVerify) {
  Note note = *ParseNote(vectors::Checkpoint8());
  note.signatures[1].signature[9] ^= 1;
  EXPECT_THAT(
      std::string(
          Answered({200, kPlainText, FormatNoteSignature(note.signatures[1])}).status().message()),
      HasSubstr("does not verify"));
}

TEST_F(AskWitnessTest, RefusesAnAnswerThatChangesTheText) {
  EXPECT_FALSE(
      Answered({200, kPlainText, "more\n\n" + std::string(vectors::kCheckpoint8Witness1Line)})
          .ok());
  EXPECT_FALSE(Answered({200, kPlainText, "hello"}).ok());
  EXPECT_FALSE(Answered({200, kPlainText, ""}).ok());
}

TEST_F(AskWitnessTest, RefusesAConflictWithoutASize) {
  for (const char* body : {"", "8", "eight\n", "08\n", "8\n\n", "9223372036854775808\n"}) {
    EXPECT_EQ(Answered({409, kTreeSizeText, body}).status().code(),
              absl::StatusCode::kFailedPrecondition)
        << body;
  }
}

TEST_F(AskWitnessTest, QuotesAnyOtherAnswer) {
  EXPECT_EQ(Answered({404, kPlainText, "the log is not known here\n"}).status().message(),
            "the witness answered 404: \"the log is not known here\\n\"");
}

TEST_F(AskWitnessTest, EndsWhenTheSizeNeverStays) {
  uint64_t size = 0;
  const absl::StatusOr<WitnessReply> reply = AskWitness(
      SignedLog(8), known_,
      [&size](const std::string&) {
        return WitnessAnswer{409, kTreeSizeText, absl::StrCat(++size, "\n")};
      },
      [](uint64_t) { return std::vector<Hash>(); });
  EXPECT_EQ(reply.status().code(), absl::StatusCode::kUnavailable);
}

}  // namespace
}  // namespace assessment
