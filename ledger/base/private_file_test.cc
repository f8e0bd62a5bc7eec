#include "ledger/base/private_file.h"

#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "gtest/gtest.h"

namespace assessment {
namespace {

class PrivateFile : public ::testing::Test {
 protected:
  PrivateFile() {
    std::string pattern = ::testing::TempDir() + "private_file_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    path_ = directory_ + "/secret";
  }
  ~PrivateFile() override { std::filesystem::remove_all(directory_); }

  std::string directory_;
  std::string path_;
};

TEST_F(PrivateFile, IsReadBackAsWritten) {
  ASSERT_TRUE(ReplacePrivateFile(path_, "first").ok());
  ASSERT_TRUE(ReplacePrivateFile(path_, std::string("second\0", 7)).ok());
  EXPECT_EQ(*ReadPrivateFile(path_), std::string("second\0", 7));
}

TEST_F(PrivateFile, IsForTheOwnerAlone) {
  ASSERT_TRUE(ReplacePrivateFile(path_, "x").ok());
  struct stat status;
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(PrivateFile, IsForTheOwnerAloneEvenOverALeftoverOpenToOthers) {
  std::ofstream(path_ + ".new") << "left behind";
  ASSERT_EQ(::chmod((path_ + ".new").c_str(), 0644), 0);
  ASSERT_TRUE(ReplacePrivateFile(path_, "x").ok());
  struct stat status;
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
}

TEST_F(PrivateFile, ReplacedForOthersToReadIsReadableByThem) {
  ASSERT_TRUE(ReplaceReadableFile(path_, "x").ok());
  struct stat status;
  ASSERT_EQ(::stat(path_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0644u);
}

TEST_F(PrivateFile, OpenToOthersIsRefused) {
  ASSERT_TRUE(ReplacePrivateFile(path_, "x").ok());
  ASSERT_EQ(::chmod(path_.c_str(), 0640), 0);
  const auto content = ReadPrivateFile(path_);
  EXPECT_EQ(content.status().code(), absl::StatusCode::kPermissionDenied);
  EXPECT_NE(content.status().message().find("0640"), absl::string_view::npos);
}

TEST_F(PrivateFile, ThatDoesNotExistIsNotFound) {
  EXPECT_EQ(ReadPrivateFile(path_).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(PrivateFile, InADirectoryThatDoesNotExistIsAnErrorThatNamesIt) {
  const absl::Status status = ReplacePrivateFile(directory_ + "/none/secret", "x");
  EXPECT_NE(status.message().find("none/secret"), absl::string_view::npos);
}

TEST_F(PrivateFile, DirectoriesMayBeThereAlready) {
  EXPECT_TRUE(MakePrivateDirectory(directory_ + "/keys").ok());
  EXPECT_TRUE(MakePrivateDirectory(directory_ + "/keys").ok());
  ASSERT_TRUE(ReplacePrivateFile(path_, "x").ok());
  EXPECT_EQ(MakePrivateDirectory(path_).code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment
