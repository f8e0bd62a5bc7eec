#include "clients/ctl/key_handover.h"

#include <gtest/gtest.h>

#include "ledger/proof/merkle.h"

namespace assessment::ctl {
namespace {

constexpr char kLog[] = "ledger.example/log/510100";

SignerKey LogKey(char seed, const std::string& name = kLog) {
  return *MakeSignerKey(name, NoteKeyType::kLog, std::string(32, seed));
}
std::string LogVerifier(char seed, const std::string& name = kLog) {
  return EncodeVerifierKey(LogKey(seed, name).verifier());
}

// A log of two events: something, and a change of keys from "a" to "a" and "b".
class KeyHandoverTest : public testing::Test {
 protected:
  KeyHandoverTest() {
    event::v1::SigningKeyChanged& changed =
        *body_.mutable_event()->mutable_content()->mutable_signing_key_changed();
    changed.add_verifier_keys(LogVerifier('a'));
    changed.add_verifier_keys(LogVerifier('b'));
    Write();
  }

  event::v1::SigningKeyChanged& changed() {
    return *body_.mutable_event()->mutable_content()->mutable_signing_key_changed();
  }

  // The event from its body, and a checkpoint over it.
  void Write() {
    event_.position = 1;
    event_.salt = std::string(16, 's');
    event_.body_bytes = body_.SerializeAsString();
    event::v1::RecordHeader header;
    header.set_origin(origin_);
    header.set_position(1);
    header.set_body_commitment(HashBytes(Sha256Of({event_.salt, event_.body_bytes})));
    event_.header_bytes = header.SerializeAsString();
    const Hash first = LeafHash("something");
    Frontier tree;
    tree.Append(first);
    tree.Append(LeafHash(event_.header_bytes));
    checkpoint_ = {kLog, 2, tree.Root()};
    hashes_ = {first};
  }
  absl::StatusOr<VerifierKey> Follow(char trusted = 'a') const {
    return FollowKeyChange(event_, hashes_, checkpoint_, LogKey(trusted).verifier());
  }
  void ExpectRefused(absl::string_view part) const {
    const absl::Status status = Follow().status();
    EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_NE(status.message().find(part), absl::string_view::npos) << status;
  }

  std::string origin_ = kLog;
  event::v1::EventBody body_;
  ShownEvent event_;
  Checkpoint checkpoint_;
  std::vector<Hash> hashes_;
};

TEST_F(KeyHandoverTest, FollowsAnEventUnderTheSignedRootToTheNewestKey) {
  const auto newest = Follow();
  ASSERT_TRUE(newest.ok()) << newest.status();
  EXPECT_EQ(EncodeVerifierKey(*newest), LogVerifier('b'));
}

TEST_F(KeyHandoverTest, RefusesAnEventThatDoesNotLieUnderTheSignedRoot) {
  const Checkpoint signed_one = checkpoint_;
  changed().set_verifier_keys(1, LogVerifier('x'));
  Write();
  checkpoint_ = signed_one;
  EXPECT_FALSE(Follow().ok());
}

TEST_F(KeyHandoverTest, RefusesABodyThatTheHeaderDoesNotCommitTo) {
  changed().set_verifier_keys(1, LogVerifier('x'));
  event_.body_bytes = body_.SerializeAsString();
  ExpectRefused("does not open");
}

TEST_F(KeyHandoverTest, RefusesAnEventBeyondTheSignedSize) {
  checkpoint_.size = 1;
  ExpectRefused("beyond the signed size");
}

TEST_F(KeyHandoverTest, RefusesAnEventThatDoesNotNameTheTrustedKey) {
  EXPECT_FALSE(Follow('c').ok());
}

TEST_F(KeyHandoverTest, RefusesAnotherKindOfEvent) {
  body_.mutable_event()->mutable_content()->mutable_clerk_resumed();
  Write();
  ExpectRefused("is no change of signing keys");
}

TEST_F(KeyHandoverTest, RefusesAHeaderOrAKeyOfAnotherLog) {
  origin_ = "other.example/log/1";
  Write();
  ExpectRefused("the header is of log other.example/log/1");
  origin_ = kLog;
  changed().set_verifier_keys(1, LogVerifier('b', "other.example/log/1"));
  Write();
  ExpectRefused("the key of another log");
}

}  // namespace
}  // namespace assessment::ctl
