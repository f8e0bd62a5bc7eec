#include "ledger/proof/signer_key_file.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>

#include "gtest/gtest.h"
#include "ledger/base/private_file.h"

namespace assessment {
namespace {

constexpr char kName[] = "ledger.example/log/510100";

class SignerKeyFileTest : public ::testing::Test {
 protected:
  SignerKeyFileTest() {
    std::string pattern = ::testing::TempDir() + "signer_key_file_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
  }
  ~SignerKeyFileTest() override { std::filesystem::remove_all(directory_); }

  std::string path() const { return directory_ + "/key"; }

  std::string directory_;
};

TEST_F(SignerKeyFileTest, ReadsTheKeyThatItMade) {
  const auto made = MakeSignerKeyFile(path(), kName, NoteKeyType::kLog);
  ASSERT_TRUE(made.ok()) << made.status();
  const auto read = ReadSignerKeyFile(path());
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(EncodeVerifierKey(read->verifier()), EncodeVerifierKey(*made));
  EXPECT_EQ(read->name, kName);
}

TEST_F(SignerKeyFileTest, KeepsAKeyForItsOwnerAlone) {
  ASSERT_TRUE(MakeSignerKeyFile(path(), kName, NoteKeyType::kLog).ok());
  struct stat status;
  ASSERT_EQ(::stat(path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(SignerKeyFileTest, NeverWritesOverAFile) {
  ASSERT_TRUE(MakeSignerKeyFile(path(), kName, NoteKeyType::kLog).ok());
  const std::string before = *ReadPrivateFile(path());
  EXPECT_EQ(MakeSignerKeyFile(path(), kName, NoteKeyType::kLog).status().code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(*ReadPrivateFile(path()), before);
}

TEST_F(SignerKeyFileTest, MakesNoFileForANameThatCannotBeOne) {
  EXPECT_EQ(MakeSignerKeyFile(path(), "two words", NoteKeyType::kLog).status().code(),
            absl::StatusCode::kInvalidArgument);
  EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(SignerKeyFileTest, NamesAFileThatHoldsNoKey) {
  ASSERT_TRUE(ReplacePrivateFile(path(), "nonsense\n").ok());
  const absl::Status status = ReadSignerKeyFile(path()).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find(path()), absl::string_view::npos) << status;
}

}  // namespace
}  // namespace assessment
