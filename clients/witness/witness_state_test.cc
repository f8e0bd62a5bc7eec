#include "clients/witness/witness_state.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "ledger/proof/testing/vectors.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

WitnessedTree Tree(size_t size) { return {size, vectors::Root(size)}; }

class WitnessStateTest : public ::testing::Test {
 protected:
  WitnessStateTest() {
    std::string pattern = ::testing::TempDir() + "witness_state_XXXXXX";
    parent_ = ::mkdtemp(pattern.data());
    directory_ = parent_ + "/state";
  }
  ~WitnessStateTest() override { std::filesystem::remove_all(parent_); }

  std::unique_ptr<WitnessState> Open() const {
    absl::StatusOr<std::unique_ptr<WitnessState>> state = WitnessState::Open(directory_);
    EXPECT_TRUE(state.ok()) << state.status();
    return *std::move(state);
  }
  absl::Status Refusal() const { return WitnessState::Open(directory_).status(); }
  std::string File() const { return directory_ + "/state"; }
  std::string Bytes() const {
    std::ifstream file(File());
    std::stringstream bytes;
    bytes << file.rdbuf();
    return bytes.str();
  }
  // Keeps the mode.
  void Overwrite(const std::string& bytes) const {
    std::ofstream(File(), std::ios::binary | std::ios::trunc) << bytes;
  }
  // A state that holds one log at size 3.
  void StoreThree() const { ASSERT_TRUE(Open()->CompareAndStore("log", {}, Tree(3)).ok()); }

  std::string parent_;
  std::string directory_;
};

TEST_F(WitnessStateTest, OfALogNeverSeenIsTheEmptyTree) {
  EXPECT_EQ(Open()->Find("log"), (WitnessedTree{0, vectors::Root(0)}));
}

TEST_F(WitnessStateTest, IsThereAfterOpeningAnew) {
  StoreThree();
  ASSERT_TRUE(Open()->CompareAndStore("other", {}, Tree(5)).ok());
  const std::unique_ptr<WitnessState> state = Open();
  EXPECT_EQ(state->Find("log"), Tree(3));
  EXPECT_EQ(state->Find("other"), Tree(5));
}

TEST_F(WitnessStateTest, IsStoredOnlyOverWhatWasExpected) {
  const std::unique_ptr<WitnessState> state = Open();
  ASSERT_TRUE(state->CompareAndStore("log", {}, Tree(3)).ok());
  EXPECT_EQ(state->CompareAndStore("log", {}, Tree(5)).code(), absl::StatusCode::kAborted);
  EXPECT_EQ(state->CompareAndStore("log", {3, vectors::Root(4)}, Tree(5)).code(),
            absl::StatusCode::kAborted);
  EXPECT_EQ(state->Find("log"), Tree(3));
  EXPECT_TRUE(state->CompareAndStore("log", Tree(3), Tree(5)).ok());
}

TEST_F(WitnessStateTest, IsUsedByOneAtATime) {
  const std::unique_ptr<WitnessState> state = Open();
  EXPECT_EQ(Refusal().code(), absl::StatusCode::kUnavailable);
}

TEST_F(WitnessStateTest, IsFreeAgainOnceClosed) {
  StoreThree();
  EXPECT_EQ(Open()->Find("log"), Tree(3));
}

TEST_F(WitnessStateTest, WithAnyByteChangedIsRefused) {
  StoreThree();
  const std::string bytes = Bytes();
  for (size_t i = 0; i < bytes.size(); ++i) {
    std::string damaged = bytes;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    Overwrite(damaged);
    EXPECT_EQ(Refusal().code(), absl::StatusCode::kDataLoss) << i;
  }
}

TEST_F(WitnessStateTest, CutShortIsRefused) {
  StoreThree();
  const std::string bytes = Bytes();
  for (const size_t length : {size_t{0}, size_t{1}, size_t{72}, bytes.size() - 1}) {
    Overwrite(bytes.substr(0, length));
    EXPECT_THAT(std::string(Refusal().message()), HasSubstr("is damaged")) << length;
  }
}

TEST_F(WitnessStateTest, ThatIsGoneIsNotTakenForANewOne) {
  StoreThree();
  std::filesystem::remove(File());
  EXPECT_EQ(Refusal().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(Refusal().message()), HasSubstr("restore it"));
}

TEST_F(WitnessStateTest, OpenToOthersIsRefused) {
  StoreThree();
  ASSERT_EQ(::chmod(File().c_str(), 0644), 0);
  EXPECT_EQ(Refusal().code(), absl::StatusCode::kPermissionDenied);
}

TEST_F(WitnessStateTest, ThatCannotBeWrittenAnswersNothingMore) {
  const std::unique_ptr<WitnessState> state = Open();
  std::filesystem::remove_all(directory_);
  EXPECT_EQ(state->CompareAndStore("log", {}, Tree(3)).code(), absl::StatusCode::kInternal);
  std::filesystem::create_directory(directory_);
  EXPECT_EQ(state->CompareAndStore("log", {}, Tree(3)).code(), absl::StatusCode::kInternal);
}

TEST_F(WitnessStateTest, OfADirectoryThatCannotBeMadeIsRefused) {
  EXPECT_FALSE(WitnessState::Open(parent_ + "/no/where").ok());
}

}  // namespace
}  // namespace assessment
