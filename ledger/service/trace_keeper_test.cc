#include "ledger/service/trace_keeper.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include "ledger/base/private_file.h"
#include "ledger/log/forwarding_log.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

constexpr char kSubject[] = "a fold";

// Takes damage as a log on a disk does.
class DamagedLog : public ForwardingLog {
 public:
  using ForwardingLog::ForwardingLog;
  absl::Status CheckWritable() const override { return absl::DataLossError("a block is damaged"); }
};

class TraceKeeperTest : public ::testing::Test {
 protected:
  TraceKeeperTest() : log_(**store_.Create("141100")) { Append(10); }
  ~TraceKeeperTest() override { std::filesystem::remove_all(directory_); }

  void Append(size_t records) {
    std::vector<CommitEntry> entries(records);
    const uint64_t size = log_.DurableTail().size;
    for (size_t i = 0; i < records; ++i) {
      entries[i].header.set_position(size + i);
      entries[i].record.header_bytes = entries[i].header.SerializeAsString();
      frontier_.Append(LeafHash(entries[i].record.header_bytes));
    }
    ASSERT_TRUE(log_.Commit(entries, size, frontier_.Root()).status.ok());
  }

  // A fold that has come as far as `log`, every record of which it notes.
  TraceKeeper::Fold FoldOf(const EventLog& log) {
    return {.log = &log, .file = &file_, .traces = [this, &log] {
              ++asked_;
              TraceList traces{log.DurableTail().size, log.DurableTail().root, {}};
              for (uint64_t at = 0; at < traces.size; ++at) traces.positions.push_back(at);
              return traces;
            }};
  }

  static std::string MadeDirectory() {
    std::string pattern = ::testing::TempDir() + "trace_keeper_XXXXXX";
    return ::mkdtemp(pattern.data());
  }
  bool IsKept() const { return std::filesystem::exists(path()); }
  std::string path() const { return directory_ + "/list"; }

  MemoryLogStore store_;
  EventLog& log_;
  Frontier frontier_;
  const std::string directory_ = MadeDirectory();
  TraceFile file_{path(), kSubject};
  std::atomic<int> asked_ = 0;
};

TEST_F(TraceKeeperTest, KeepsTheListWhenItStops) {
  TraceKeeper keeper;
  keeper.Add(FoldOf(log_));
  keeper.Stop();
  const absl::StatusOr<TraceList> kept = DecodeTraceList(kSubject, *ReadPrivateFile(path()));
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_EQ(kept->size, 10u);
  EXPECT_EQ(kept->root, log_.DurableTail().root);
}

TEST_F(TraceKeeperTest, KeepsOneWhileTheFoldGoesOnOnceItIsWorthIt) {
  TraceKeeper keeper(/*worth_keeping=*/5);
  keeper.Add(FoldOf(log_));
  for (int i = 0; i < 600 && file_.kept_size() < 10; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(file_.kept_size(), 10u);
}

TEST_F(TraceKeeperTest, AsksForNoListThatGoesNoFurtherThanTheOneKept) {
  {
    TraceKeeper keeper;
    keeper.Add(FoldOf(log_));
  }
  {
    TraceKeeper keeper;
    keeper.Add(FoldOf(log_));
  }
  EXPECT_EQ(asked_, 1);
}

TEST_F(TraceKeeperTest, KeepsNoListOfADamagedLog) {
  const DamagedLog damaged(log_);
  TraceKeeper keeper;
  keeper.Add(FoldOf(damaged));
  keeper.Stop();
  EXPECT_FALSE(IsKept());
}

TEST_F(TraceKeeperTest, KeepsNothingWhereTheFoldHasNoList) {
  TraceKeeper::Fold fold = FoldOf(log_);
  fold.traces = [] { return TraceList(); };
  TraceKeeper keeper;
  keeper.Add(std::move(fold));
  keeper.Stop();
  EXPECT_FALSE(IsKept());
}

TEST_F(TraceKeeperTest, ChecksOnceBeforeItKeeps) {
  std::atomic<int> checks = 0;
  TraceKeeper keeper(/*worth_keeping=*/5);
  TraceKeeper::Fold fold = FoldOf(log_);
  fold.check = [&](const std::function<bool()>&) {
    ++checks;
    EXPECT_FALSE(IsKept());
  };
  keeper.Add(std::move(fold));
  for (int i = 0; i < 600 && file_.kept_size() < 10; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  Append(5);
  for (int i = 0; i < 600 && file_.kept_size() < 15; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  EXPECT_EQ(checks, 1);
}

TEST_F(TraceKeeperTest, TellsACheckThatItIsStopping) {
  std::atomic<bool> began = false;
  TraceKeeper keeper;
  TraceKeeper::Fold fold = FoldOf(log_);
  fold.check = [&began](const std::function<bool()>& stopping) {
    began = true;
    while (!stopping()) std::this_thread::yield();
  };
  keeper.Add(std::move(fold));
  while (!began) std::this_thread::sleep_for(std::chrono::milliseconds(10));
  keeper.Stop();
}

}  // namespace
}  // namespace assessment
