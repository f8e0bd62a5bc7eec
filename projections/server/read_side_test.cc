#include "projections/server/read_side.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "ledger/base/clock.h"
#include "ledger/base/private_file.h"
#include "ledger/log/trace_list.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

class ReadSideTest : public ::testing::Test {
 protected:
  ReadSideTest() {
    std::string pattern = ::testing::TempDir() + "read_side_XXXXXX";
    directory_ = ::mkdtemp(pattern.data());
    ledger_.SetUpCycle();
    for (int i = 0; i < 20; ++i) ledger_.Must(FindingRecorded("unit-1", "1.1"));
    Start();
  }
  ~ReadSideTest() override {
    read_side_.reset();
    std::filesystem::remove_all(directory_);
  }

  void Start() {
    read_side_.reset();
    read_side_ = std::make_unique<ReadSide>(SystemClock(), directory_);
    read_side_->Follow(kLedger, ledger_.log());
  }

  // Ends the run once every projection has come as far as the log.
  void Drain() {
    while (Host().Traces().size < LogSize()) std::this_thread::yield();
    read_side_->Stop();
  }

  uint64_t LogSize() { return ledger_.log().DurableTail().size; }
  const ProjectionHost& Host() { return **read_side_->Find(kLedger); }
  absl::Status StartedFromTraces() { return read_side_->StartedFromTraces(kLedger); }
  std::string Path() const { return directory_ + "/" + kLedger + ".traces"; }

  TestLedger ledger_;
  std::string directory_;
  std::unique_ptr<ReadSide> read_side_;
};

TEST_F(ReadSideTest, FoldsTheWholeLogWhereNoListIsKept) {
  EXPECT_EQ(StartedFromTraces().code(), absl::StatusCode::kNotFound);
}

TEST_F(ReadSideTest, StartsFromTheListThatTheLastRunKept) {
  Drain();
  Start();
  EXPECT_TRUE(StartedFromTraces().ok()) << StartedFromTraces();
  while (Host().Traces().size < LogSize()) std::this_thread::yield();
  for (const Follower::State& state : Host().States()) EXPECT_EQ(state.size, LogSize());
}

TEST_F(ReadSideTest, StopsTheProjectionsThatStartedFromAListThatLeavesOutATrace) {
  Drain();
  const std::string subject = std::string("projections of ") + kLedger;
  TraceList forged = *DecodeTraceList(subject, *ReadPrivateFile(Path()));
  forged.positions.pop_back();
  ASSERT_TRUE(ReplacePrivateFile(Path(), EncodeTraceList(subject, forged)).ok());
  Start();
  EXPECT_TRUE(StartedFromTraces().ok()) << StartedFromTraces();
  for (int i = 0; i < 600 && Host().States().front().status.ok(); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  for (const Follower::State& state : Host().States()) EXPECT_FALSE(state.status.ok());
  EXPECT_FALSE(std::filesystem::exists(Path()));
}

TEST_F(ReadSideTest, KnowsNothingOfALedgerThatItDoesNotFollow) {
  EXPECT_FALSE(read_side_->Find("140700").ok());
  EXPECT_FALSE(read_side_->StartedFromTraces("140700").ok());
}

}  // namespace
}  // namespace assessment::testing
