#include "ledger/proof/note.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/testing/vectors.h"
#include "ledger/proof/tlog_proof.h"

namespace assessment {
namespace {

SignerKey LogKey() {
  return *MakeSignerKey(vectors::kLogName, NoteKeyType::kLog, *DecodeHex(vectors::kLogSeedHex));
}

SignerKey Witness1() {
  return *MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                        *DecodeHex(vectors::kWitness1SeedHex));
}

SignerKey Witness2() {
  return *MakeSignerKey(vectors::kWitness2Name, NoteKeyType::kCosigner,
                        *DecodeHex(vectors::kWitness2SeedHex));
}

Checkpoint EightLeaves() { return {vectors::kLogName, 8, vectors::Root(8)}; }

TEST(NoteKey, EncodesThePublishedKeys) {
  EXPECT_EQ(EncodeVerifierKey(LogKey().verifier()), vectors::kLogVerifierKey);
  EXPECT_EQ(EncodeSignerKey(LogKey()), vectors::kLogSigningKey);
  EXPECT_EQ(EncodeVerifierKey(Witness1().verifier()), vectors::kWitness1VerifierKey);
  EXPECT_EQ(EncodeVerifierKey(Witness2().verifier()), vectors::kWitness2VerifierKey);
}

TEST(NoteKey, ReadsThePublishedKeys) {
  EXPECT_EQ(ParseSignerKey(vectors::kLogSigningKey)->seed, LogKey().seed);
  const absl::StatusOr<VerifierKey> key = ParseVerifierKey(vectors::kLogVerifierKey);
  ASSERT_TRUE(key.ok()) << key.status();
  EXPECT_EQ(EncodeHex(key->public_key), vectors::kLogPublicKeyHex);
}

TEST(NoteKey, RefusesAnIdThatIsNotTheKeys) {
  const std::string other =
      absl::StrReplaceAll(vectors::kLogVerifierKey, {{"d181061c", "d181061d"}});
  EXPECT_EQ(ParseVerifierKey(other).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(NoteKey, RefusesWhatIsNoKey) {
  for (const char* text :
       {"", "+", "++", "name+00000000+", "na me+d181061c+AA==", "name+D181061C+AA=="}) {
    EXPECT_FALSE(ParseVerifierKey(text).ok()) << text;
  }
}

TEST(Checkpoint, SignsThePublishedEmptyTreeToTheByte) {
  EXPECT_EQ(*SignCheckpoint({vectors::kLogName, 0, EmptyRoot()}, LogKey()),
            vectors::kEmptyCheckpoint);
}

TEST(Checkpoint, SignsThePublishedEightLeavesToTheByte) {
  EXPECT_EQ(*SignCheckpoint(EightLeaves(), LogKey()),
            absl::StrCat(vectors::kCheckpoint8Text, "\n", vectors::kCheckpoint8LogLine));
}

TEST(Checkpoint, VerifiesThePublishedNote) {
  const absl::StatusOr<Checkpoint> checkpoint =
      VerifyCheckpoint(vectors::Checkpoint8(), LogKey().verifier());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(*checkpoint, EightLeaves());
}

TEST(Checkpoint, RefusesTheCheckpointOfAnotherLog) {
  const SignerKey other =
      *MakeSignerKey("ledger.example/log/140700", NoteKeyType::kLog, LogKey().seed);
  EXPECT_EQ(VerifyCheckpoint(vectors::Checkpoint8(), other.verifier()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(Checkpoint, IsNotSignedByAKeyOfAnotherName) {
  const SignerKey other =
      *MakeSignerKey("ledger.example/log/140700", NoteKeyType::kLog, LogKey().seed);
  EXPECT_EQ(SignCheckpoint(EightLeaves(), other).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(Checkpoint, ReadsOnlyTheOneTextOfEveryValue) {
  const std::string root = HashToBase64(vectors::Root(8));
  for (const std::string& text : {
           absl::StrCat("log\n08\n", root, "\n"),                   // A leading zero.
           absl::StrCat("log\n+8\n", root, "\n"),                   // A sign.
           absl::StrCat("log\n9223372036854775808\n", root, "\n"),  // Beyond every tree.
           absl::StrCat("log\n8\n", root.substr(0, 43), "\n"),      // No padding.
           std::string("log\n8\nAAAA\n"),                           // Three bytes.
           absl::StrCat("log\n8\n", root, "\nmore\n"),              // An extension line.
           absl::StrCat("lo g\n8\n", root, "\n"),                   // A space in the origin.
           absl::StrCat("log\n0\n", root, "\n"),  // An empty tree with another root.
           absl::StrCat("log\n8\n", root),        // No newline.
       }) {
    EXPECT_EQ(ParseCheckpoint(text).status().code(), absl::StatusCode::kInvalidArgument) << text;
  }
}

TEST(VerifyNote, IgnoresUnknownKeys) {
  const Note note = *ParseNote(vectors::Checkpoint8());
  EXPECT_TRUE(VerifyNote(note, {LogKey().verifier()}).ok());
}

TEST(VerifyNote, RejectsAFailingKnownKey) {
  Note note = *ParseNote(vectors::Checkpoint8());
  note.signatures[0].signature[5] ^= 1;
  EXPECT_EQ(VerifyNote(note, {LogKey().verifier()}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(VerifyNote, RejectsANoteWithOnlyAWitnessSignature) {
  Note note = *ParseNote(vectors::Checkpoint8());
  note.signatures.erase(note.signatures.begin());
  EXPECT_EQ(VerifyNote(note, {LogKey().verifier(), Witness1().verifier()}).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(VerifyNote, RejectsAChangedText) {
  Note note = *ParseNote(vectors::Checkpoint8());
  note.text = absl::StrReplaceAll(note.text, {{"\n8\n", "\n9\n"}});
  EXPECT_FALSE(VerifyNote(note, {LogKey().verifier()}).ok());
}

TEST(ParseNote, RefusesAHyphenForTheEmDash) {
  EXPECT_FALSE(
      ParseNote(absl::StrReplaceAll(vectors::Checkpoint8(), {{"\xe2\x80\x94", "-"}})).ok());
}

TEST(ParseNote, RefusesANoteWithoutSignaturesOrNewline) {
  EXPECT_FALSE(ParseNote("text\n").ok());
  EXPECT_FALSE(ParseNote("text\n\n").ok());
  const std::string note = vectors::Checkpoint8();
  EXPECT_FALSE(ParseNote(note.substr(0, note.size() - 1)).ok());
}

TEST(ParseNote, WritesAgainWhatItRead) {
  EXPECT_EQ(FormatNote(*ParseNote(vectors::Checkpoint8())), vectors::Checkpoint8());
}

TEST(Cosignature, SignsThePublishedLinesToTheByte) {
  Note note = *SignNote(vectors::kCheckpoint8Text, LogKey());
  note.signatures.push_back(*Cosign(note.text, vectors::kWitness1Time, Witness1()));
  note.signatures.push_back(*Cosign(note.text, vectors::kWitness2Time, Witness2()));
  EXPECT_EQ(FormatNote(note), vectors::Checkpoint8());
}

TEST(Cosignature, VerifiesAndGivesItsTime) {
  const Note note = *ParseNote(vectors::Checkpoint8());
  EXPECT_EQ(*VerifyCosignature(note, Witness1().verifier()), vectors::kWitness1Time);
  EXPECT_EQ(*VerifyCosignature(note, Witness2().verifier()), vectors::kWitness2Time);
}

TEST(Cosignature, RejectsAnotherTime) {
  Note note = *ParseNote(vectors::Checkpoint8());
  note.signatures[1].signature[7] ^= 1;
  EXPECT_EQ(VerifyCosignature(note, Witness1().verifier()).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST(Cosignature, IsNotFoundWhereTheWitnessDidNotSign) {
  const Note note = *SignNote(vectors::kCheckpoint8Text, LogKey());
  EXPECT_EQ(VerifyCosignature(note, Witness1().verifier()).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(TlogProof, VerifiesThePublishedFile) {
  const absl::StatusOr<TlogProof> proof = ParseTlogProof(vectors::Entry5Proof());
  ASSERT_TRUE(proof.ok()) << proof.status();
  EXPECT_EQ(proof->index, 5u);
  const absl::StatusOr<Checkpoint> checkpoint =
      VerifyTlogProof(*proof, LeafHash(vectors::Entries()[5]), LogKey().verifier());
  ASSERT_TRUE(checkpoint.ok()) << checkpoint.status();
  EXPECT_EQ(checkpoint->size, 8u);
}

TEST(TlogProof, WritesThePublishedFileToTheByte) {
  EXPECT_EQ(FormatTlogProof({5, vectors::Nodes("L4 D E"), vectors::Checkpoint8()}),
            vectors::Entry5Proof());
}

TEST(TlogProof, RejectsAnotherEntry) {
  const TlogProof proof = *ParseTlogProof(vectors::Entry5Proof());
  EXPECT_EQ(
      VerifyTlogProof(proof, LeafHash(vectors::Entries()[6]), LogKey().verifier()).status().code(),
      absl::StatusCode::kFailedPrecondition);
}

TEST(TlogProof, RefusesMoreHashesThanAnyProofHas) {
  TlogProof proof = *ParseTlogProof(vectors::Entry5Proof());
  proof.hashes.assign(64, proof.hashes[0]);
  EXPECT_EQ(ParseTlogProof(FormatTlogProof(proof)).status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(TlogProof, EveryFlippedByteIsRejected) {
  const std::string file = vectors::Entry5Proof();
  // Signatures of witnesses are unknown here and ignored, so only what the log's key covers is
  // flipped.
  const size_t covered = file.find(vectors::kCheckpoint8Witness1Line);
  ASSERT_NE(covered, std::string::npos);
  for (size_t i = 0; i < covered; ++i) {
    std::string flipped = file;
    flipped[i] = static_cast<char>(flipped[i] ^ 1);
    const absl::StatusOr<TlogProof> proof = ParseTlogProof(flipped);
    EXPECT_FALSE(proof.ok() &&
                 VerifyTlogProof(*proof, LeafHash(vectors::Entries()[5]), LogKey().verifier()).ok())
        << "byte " << i;
  }
}

}  // namespace
}  // namespace assessment
