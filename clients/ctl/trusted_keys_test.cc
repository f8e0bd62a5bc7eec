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

TEST_F(TrustedKeysTest, RefusesAnotherKeyLater) {
  ASSERT_TRUE(FindTrustedKey(path_, "server", "510100", "", kKey).ok());
  EXPECT_EQ(FindTrustedKey(path_, "server", "510100", "", OtherKey()).status().code(),
            absl::StatusCode::kFailedPrecondition);
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
