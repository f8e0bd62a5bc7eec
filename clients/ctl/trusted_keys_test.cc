#include "clients/ctl/trusted_keys.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace assessment::ctl {
namespace {

constexpr char kKey[] =
    "ledger.example/log/510100+d181061c+AddamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";

class TrustedKeysTest : public testing::Test {
 protected:
  void SetUp() override {
    path_ = testing::TempDir() + "/trusted/keys";
    std::filesystem::remove_all(testing::TempDir() + "/trusted");
  }

  std::string OtherKey() const {
    const SignerKey other =
        *MakeSignerKey("ledger.example/log/510100", NoteKeyType::kLog, std::string(32, 'x'));
    return EncodeVerifierKey(other.verifier());
  }

  std::string path_;
};

TEST_F(TrustedKeysTest, RemembersTheKeyOfTheFirstUse) {
  EXPECT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey)->first_use);
  EXPECT_FALSE(FindTrustedKey(path_, "server", "510100", "", kKey)->first_use);
}

TEST_F(TrustedKeysTest, StaysWithItsKeyWhateverIsOffered) {
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey).ok());
  const absl::StatusOr<TrustedKey> trusted =
      FindTrustedKey(path_, "server", "510100", "", OtherKey());
  ASSERT_TRUE(trusted.ok()) << trusted.status();
  EXPECT_EQ(EncodeVerifierKey(trusted->key), kKey);
}

TEST_F(TrustedKeysTest, MovesToAnotherKeyAndRemembersTheEarlierOne) {
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey).ok());
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510200", "", kKey).ok());
  ASSERT_TRUE(MoveTrust(path_, "server", "510100", *ParseVerifierKey(OtherKey())).ok());
  const absl::StatusOr<TrustedKey> moved = FindTrustedKey(path_, "server", "510100", "", kKey);
  ASSERT_TRUE(moved.ok()) << moved.status();
  EXPECT_EQ(EncodeVerifierKey(moved->key), OtherKey());
  ASSERT_EQ(moved->earlier.size(), 1u);
  EXPECT_EQ(EncodeVerifierKey(moved->earlier[0]), kKey);
  EXPECT_EQ(EncodeVerifierKey(FindTrustedKey(path_, "server", "510200", "", kKey)->key), kKey);
}

TEST_F(TrustedKeysTest, AKeyGivenStandsAboveWhatIsRemembered) {
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey).ok());
  const absl::StatusOr<TrustedKey> trusted =
      FindTrustedKey(path_, "server", "510100", OtherKey(), kKey);
  ASSERT_TRUE(trusted.ok());
  EXPECT_EQ(EncodeVerifierKey(trusted->key), OtherKey());
}

TEST_F(TrustedKeysTest, KeepsServersAndLedgersApart) {
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey).ok());
  EXPECT_TRUE(FindTrustedKey(path_, "server", "510200", "", OtherKey())->first_use);
}

}  // namespace
}  // namespace assessment::ctl
