#include "ledger/proof/cosignature_policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/encoding.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string LogLine() { return absl::StrCat("log ", vectors::kLogVerifierKey, "\n"); }

// Two witnesses by the names w1 and w2.
std::string Witnesses() {
  return absl::StrCat("witness w1 ", vectors::kWitness1VerifierKey, "\nwitness w2 ",
                      vectors::kWitness2VerifierKey, "\n");
}

CosignaturePolicy Policy(const std::string& rest) {
  absl::StatusOr<CosignaturePolicy> policy =
      CosignaturePolicy::Parse(absl::StrCat(LogLine(), Witnesses(), rest));
  EXPECT_TRUE(policy.ok()) << policy.status();
  return *std::move(policy);
}

std::string Refusal(const std::string& text) {
  const absl::StatusOr<CosignaturePolicy> policy = CosignaturePolicy::Parse(text);
  EXPECT_EQ(policy.status().code(), absl::StatusCode::kInvalidArgument) << text;
  return std::string(policy.status().message());
}

// The published checkpoint with the signature lines named.
Note Checkpoint8With(std::initializer_list<const char*> lines) {
  std::string bytes = absl::StrCat(vectors::kCheckpoint8Text, "\n");
  for (const char* line : lines) bytes += line;
  return *ParseNote(bytes);
}

Note Cosigned() { return *ParseNote(vectors::Checkpoint8()); }
Note CosignedByFirst() {
  return Checkpoint8With({vectors::kCheckpoint8LogLine, vectors::kCheckpoint8Witness1Line});
}

std::string Unmet(const CosignaturePolicy& policy, const Note& note) {
  const absl::StatusOr<CosignedCheckpoint> verified = policy.Verify(note);
  EXPECT_EQ(verified.status().code(), absl::StatusCode::kFailedPrecondition);
  return std::string(verified.status().message());
}

TEST(CosignaturePolicy, IsMetByBothOfTwo) {
  const absl::StatusOr<CosignedCheckpoint> verified =
      Policy("group both all w1 w2\nquorum both\n").Verify(Cosigned());
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_EQ(verified->checkpoint.size, 8u);
  EXPECT_THAT(verified->cosignatures, ElementsAre(WitnessTime{"w1", vectors::kWitness1Time},
                                                  WitnessTime{"w2", vectors::kWitness2Time}));
}

TEST(CosignaturePolicy, NamesTheWitnessThatIsMissing) {
  EXPECT_EQ(Unmet(Policy("group both 2 w1 w2\nquorum both\n"), CosignedByFirst()),
            "policy: the checkpoint of ledger.example/log/510100, size 8, lacks group \"both\" "
            "with 1 of 2 needed (missing: witness \"w2\" (audit.example/witness))");
}

TEST(CosignaturePolicy, NamesNoWitnessThatSigned) {
  EXPECT_THAT(Unmet(Policy("group both 2 w1 w2\nquorum both\n"), CosignedByFirst()),
              Not(HasSubstr("w1")));
}

TEST(CosignaturePolicy, IsMetByAnyOfTwo) {
  EXPECT_TRUE(Policy("group either any w1 w2\nquorum either\n").Verify(CosignedByFirst()).ok());
}

TEST(CosignaturePolicy, CanNameASingleWitness) {
  EXPECT_TRUE(Policy("quorum w1\n").Verify(CosignedByFirst()).ok());
  EXPECT_THAT(Unmet(Policy("quorum w2\n"), CosignedByFirst()), HasSubstr("lacks witness \"w2\""));
}

TEST(CosignaturePolicy, NamesWhatIsMissingInsideAGroupOfGroups) {
  const CosignaturePolicy policy = Policy(
      "group office all w1\ngroup outside any w2\ngroup all-sides all office outside\n"
      "quorum all-sides\n");
  EXPECT_TRUE(policy.Verify(Cosigned()).ok());
  EXPECT_THAT(Unmet(policy, CosignedByFirst()),
              HasSubstr("group \"all-sides\" with 1 of 2 needed (missing: group \"outside\" with 0 "
                        "of 1 needed (missing: witness \"w2\""));
}

TEST(CosignaturePolicy, OfNoQuorumNeedsTheLogAlone) {
  const absl::StatusOr<CosignedCheckpoint> verified =
      Policy("quorum none\n").Verify(Checkpoint8With({vectors::kCheckpoint8LogLine}));
  ASSERT_TRUE(verified.ok()) << verified.status();
  EXPECT_THAT(verified->cosignatures, IsEmpty());
}

TEST(CosignaturePolicy, RejectsWitnessesWithoutTheLog) {
  EXPECT_THAT(Unmet(Policy("quorum w1\n"), Checkpoint8With({vectors::kCheckpoint8Witness1Line,
                                                            vectors::kCheckpoint8Witness2Line})),
              HasSubstr("no signature is by a log key that is known"));
}

TEST(CosignaturePolicy, RejectsAFailingKnownWitnessThoughTheQuorumIsMetWithoutIt) {
  Note note = Cosigned();
  note.signatures[2].signature[20] ^= 1;
  EXPECT_THAT(Unmet(Policy("quorum w1\n"), note),
              HasSubstr("the cosignature of audit.example/witness does not verify"));
}

TEST(CosignaturePolicy, RejectsASecondCosignatureThatFails) {
  Note note = Cosigned();
  note.signatures.push_back(note.signatures[1]);
  note.signatures.back().signature[0] ^= 1;
  EXPECT_THAT(Unmet(Policy("quorum w1\n"), note), HasSubstr("does not verify"));
}

TEST(CosignaturePolicy, TakesTheNewerOfTwoCosignatures) {
  const SignerKey witness = *MakeSignerKey(vectors::kWitness1Name, NoteKeyType::kCosigner,
                                           *DecodeHex(vectors::kWitness1SeedHex));
  Note note = CosignedByFirst();
  note.signatures.push_back(*Cosign(note.text, vectors::kWitness1Time + 60, witness));
  EXPECT_THAT(Policy("quorum w1\n").Verify(note)->cosignatures,
              ElementsAre(WitnessTime{"w1", vectors::kWitness1Time + 60}));
}

TEST(CosignaturePolicy, IgnoresUnknownKeys) {
  const CosignaturePolicy policy = *CosignaturePolicy::Parse(
      absl::StrCat(LogLine(), "witness w1 ", vectors::kWitness1VerifierKey, "\nquorum w1\n"));
  Note note = Cosigned();
  note.signatures[2].signature[20] ^= 1;
  EXPECT_TRUE(policy.Verify(note).ok());
}

TEST(CosignaturePolicy, RejectsALogThatItDoesNotKnow) {
  const SignerKey other = *MakeSignerKey("ledger.example/log/140700", NoteKeyType::kLog,
                                         *DecodeHex(vectors::kLogSeedHex));
  const std::string signed_by_other = *SignCheckpoint({other.name, 8, vectors::Root(8)}, other);
  EXPECT_THAT(Unmet(Policy("quorum none\n"), *ParseNote(signed_by_other)),
              HasSubstr("no key of log ledger.example/log/140700 is known"));
}

TEST(CosignaturePolicy, WithoutLogsTakesTheCallersLog) {
  const CosignaturePolicy policy =
      *CosignaturePolicy::Parse(absl::StrCat(Witnesses(), "quorum w2\n"));
  EXPECT_THAT(Unmet(policy, Cosigned()), HasSubstr("no key of log"));
  EXPECT_TRUE(policy.Verify(Cosigned(), {*ParseVerifierKey(vectors::kLogVerifierKey)}).ok());
}

TEST(CosignaturePolicy, IsReadWithCommentsTabsAndUrls) {
  const absl::StatusOr<CosignaturePolicy> policy = CosignaturePolicy::Parse(absl::StrCat(
      "# 两家见证\n\n \t# more\n\tlog\t", vectors::kLogVerifierKey, " https://log.example/\n",
      "witness 省局 ", vectors::kWitness1VerifierKey, " https://w.example/  \n quorum 省局"));
  ASSERT_TRUE(policy.ok()) << policy.status();
  EXPECT_EQ(policy->logs()[0].url, "https://log.example/");
  EXPECT_EQ(policy->witnesses()[0].name, "省局");
  EXPECT_EQ(policy->witnesses()[0].url, "https://w.example/");
}

TEST(CosignaturePolicy, RefusesALineOfAnotherWord) {
  EXPECT_EQ(Refusal("# policy\nkey abc\n"),
            "policy line 2: found \"key\", expected log, witness, group or quorum");
}

TEST(CosignaturePolicy, RefusesALogKeyForAWitness) {
  EXPECT_EQ(Refusal(absl::StrCat("witness w ", vectors::kLogVerifierKey, "\n")),
            "policy line 1: found the key ledger.example/log/510100 of type 1, expected a "
            "cosigner's, type 4");
  EXPECT_THAT(Refusal(absl::StrCat("log ", vectors::kWitness1VerifierKey, "\n")),
              HasSubstr("expected a log's, type 1"));
}

TEST(CosignaturePolicy, RefusesAKeyThatCannotBeRead) {
  EXPECT_THAT(Refusal("log abc\n"), HasSubstr("policy line 1: verifier key: "));
}

TEST(CosignaturePolicy, RefusesTheSameKeyUnderAnotherName) {
  EXPECT_THAT(Refusal(absl::StrCat(Witnesses(), "witness w3 ", vectors::kWitness1VerifierKey)),
              HasSubstr("policy line 3: found the public key of witness \"w1\" again"));
  EXPECT_THAT(Refusal(LogLine() + LogLine()), HasSubstr("policy line 2: found the public key"));
}

TEST(CosignaturePolicy, RefusesANameTwice) {
  EXPECT_EQ(Refusal(absl::StrCat(Witnesses(), "group w1 any w2\n")),
            "policy line 3: found the name \"w1\" again, expected a new name");
}

TEST(CosignaturePolicy, RefusesTheNameNone) {
  EXPECT_THAT(Refusal(absl::StrCat(Witnesses(), "group none any w2\n")), HasSubstr("\"none\""));
}

TEST(CosignaturePolicy, RefusesAMemberThatIsNotDefinedAbove) {
  EXPECT_EQ(Refusal("group g any later\n"),
            "policy line 1: found the member \"later\", expected a witness or group defined above");
  EXPECT_THAT(Refusal("group g any g\n"), HasSubstr("the member \"g\""));
  EXPECT_THAT(Refusal(absl::StrCat(Witnesses(), "group g any none\n")), HasSubstr("\"none\""));
}

TEST(CosignaturePolicy, RefusesAMemberOfTwoGroups) {
  EXPECT_THAT(Refusal(absl::StrCat(Witnesses(), "group g any w1 w2\ngroup h any w1\n")),
              HasSubstr("policy line 4: found the member \"w1\" again"));
  EXPECT_THAT(Refusal(absl::StrCat(Witnesses(), "group g any w1 w1\n")),
              HasSubstr("policy line 3: found the member \"w1\" again"));
}

TEST(CosignaturePolicy, RefusesANumberOutOfRange) {
  for (const char* needed : {"0", "3", "02", "-1", "some", "18446744073709551617"}) {
    EXPECT_EQ(Refusal(absl::StrCat(Witnesses(), "group g ", needed, " w1 w2\nquorum g\n")),
              absl::StrCat("policy line 3: found \"", needed,
                           "\", expected any, all or a number from 1 to its 2 members"));
  }
}

TEST(CosignaturePolicy, RefusesAGroupWithoutMembers) {
  EXPECT_EQ(Refusal("group g all\n"),
            "policy line 1: found 3 words, expected group NAME any|all|K MEMBER...");
}

TEST(CosignaturePolicy, RefusesNoQuorumLineOrTwo) {
  EXPECT_THAT(Refusal(LogLine()), HasSubstr("found no quorum line"));
  EXPECT_EQ(Refusal("quorum none\nquorum none\n"),
            "policy line 2: found a second quorum line, expected one");
}

TEST(CosignaturePolicy, RefusesAQuorumThatIsNotDefinedAbove) {
  EXPECT_THAT(Refusal(absl::StrCat("quorum w1\n", Witnesses())), HasSubstr("policy line 1"));
}

TEST(CosignaturePolicy, RefusesControlCharacters) {
  EXPECT_THAT(Refusal("quorum none\r\n"), HasSubstr("found the control character 0x0d"));
  EXPECT_FALSE(CosignaturePolicy::Parse(absl::string_view("quorum none\0\n", 13)).ok());
}

TEST(CosignaturePolicy, RefusesMoreThanItReads) {
  EXPECT_THAT(Refusal(std::string(kPolicyBytesMax, '\n') + "quorum none\n"),
              HasSubstr("expected at most"));
}

}  // namespace
}  // namespace assessment
