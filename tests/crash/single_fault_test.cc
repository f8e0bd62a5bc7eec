// One fault in one run: each operation of the file system in a scripted run of the store fails in
// turn, once or from then on. Whatever the store answered, afterwards everything it acknowledged is
// there exactly once, in order, with the acknowledged root, after the end of the process and after
// the end of the power.
//
// SINGLE_FAULT_STRIDE=1 tries every operation of every kind (31 by default: the slice that every
// run of the suite repeats); SINGLE_FAULT_SEED chooses what a power loss leaves.

#include <unistd.h>

#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "tests/crash/child_process.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/simulated_file_system.h"
#include "tests/crash/store_script.h"

namespace assessment {
namespace {

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

struct Fault {
  FileOperation operation = FileOperation::kCreate;
  uint64_t number = 0;  // 0: none.
  bool for_ever = false;
};

std::string Describe(const Fault& fault) {
  return absl::StrCat(NameOf(fault.operation), " number ", fault.number,
                      fault.for_ever ? " and all later ones" : "");
}

// How a run with a fault ended.
enum class Outcome : size_t {
  kNotReached,   // The run had fewer operations of the kind.
  kUnnoticed,    // Every operation of the store succeeded.
  kRefused,      // Something was refused, nothing became unknown.
  kNotOpened,    // The store did not open at least once.
  kUnknown,      // A commit had an unknown outcome, and no later one succeeded.
  kStopped,      // The store ended the process before a compaction read what it could not verify.
  kLibraryEnded  // An assertion of the database ended the process.
};
constexpr size_t kOutcomes = 7;

RocksDbOptions OptionsOver(std::shared_ptr<rocksdb::FileSystem> files) {
  RocksDbOptions options;
  options.directory = "/store";
  options.file_system = std::move(files);
  options.reserve_bytes = 0;
  options.memtable_bytes = 32 << 10;  // Tables are written and logs are switched in the script.
  options.block_cache_bytes = 1 << 20;
  // Marks are synced where the script says so, so that the operations of two runs are the same.
  options.mark_sync_interval = std::chrono::hours(1);
  return options;
}

// Runs the script in this process until it is through or the store ends the process. What the
// threads of the database do afterwards reaches no file.
class FaultyRun {
 public:
  explicit FaultyRun(const Fault& fault)
      : files_(std::make_shared<SimulatedFileSystem>()),
        faulty_(std::make_shared<FaultyFileSystem>(files_)) {
    if (fault.number > 0) faulty_->Fail(fault.operation, fault.number, fault.for_ever);
    RocksDbOptions options = OptionsOver(faulty_);
    options.on_damaged_compaction = [this](const absl::Status&) {
      End(/*stopped=*/true, absl::OkStatus());
      while (true) pause();
    };
    script_ = new StoreScript(options);
    std::thread([this] { End(/*stopped=*/false, script_->Run()); }).detach();
    std::unique_lock<std::mutex> lock(mutex_);
    ended_signal_.wait(lock, [this] { return ended_; });
    files_->PowerOffAfter(1);
    promises_ = script_->promises();
  }

  // DATA_LOSS when the store lied while it ran or something is missing afterwards.
  absl::Status Check(uint64_t seed) const {
    if (!lie_.ok()) return lie_;
    absl::Status status = CheckPromises(OptionsOver(files_->AfterProcessDeath()), promises_);
    if (!status.ok()) return Explained("after the end of the process", status);
    std::mt19937_64 random(seed);
    for (int loss = 0; loss < 2; ++loss) {
      status = CheckPromises(OptionsOver(files_->AfterPowerLoss(random)), promises_);
      if (!status.ok()) return Explained("after a power loss", status);
    }
    return absl::OkStatus();
  }

  Outcome outcome() const {
    const ScriptCounts counts = script_->counts();
    if (!faulty_->failed()) return Outcome::kNotReached;
    if (stopped_) return Outcome::kStopped;
    if (counts.unknown > 0) return Outcome::kUnknown;
    if (counts.opening_refused > 0) return Outcome::kNotOpened;
    return counts.first_failure.ok() ? Outcome::kUnnoticed : Outcome::kRefused;
  }

  uint64_t Count(FileOperation operation) const { return faulty_->Count(operation); }
  ScriptCounts counts() const { return script_->counts(); }

 private:
  void End(bool stopped, const absl::Status& lie) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (ended_) return;
    ended_ = true;
    stopped_ = stopped;
    lie_ = lie;
    ended_signal_.notify_all();
  }

  absl::Status Explained(absl::string_view when, const absl::Status& status) const {
    return absl::Status(
        status.code(),
        absl::StrCat(when, ": ", status.message(), " (failed: ", faulty_->failed_path(),
                     "; first answer: ", script_->counts().first_failure.ToString(), ")"));
  }

  const std::shared_ptr<SimulatedFileSystem> files_;
  const std::shared_ptr<FaultyFileSystem> faulty_;
  // Never deleted: its thread may stand still inside it.
  StoreScript* script_ = nullptr;
  std::mutex mutex_;
  std::condition_variable ended_signal_;
  bool ended_ = false;
  bool stopped_ = false;
  absl::Status lie_;
  Promises promises_;
};

// What a child reports: the outcome, and what is wrong, empty when nothing is.
std::vector<std::string> RunWithFault(const Fault& fault, uint64_t seed) {
  const FaultyRun run(fault);
  const absl::Status status = run.Check(seed);
  return {absl::StrCat(static_cast<size_t>(run.outcome())), status.ok() ? "" : status.ToString()};
}

uint64_t Number(const std::string& text) {
  uint64_t number = 0;
  CHECK(absl::SimpleAtoi(text, &number));
  return number;
}

// One line of the table.
struct Line {
  uint64_t injected = 0;
  uint64_t outcomes[kOutcomes] = {};
};

void PrintLine(const std::string& what, uint64_t operations, const Line& line) {
  std::printf("%-40s %6llu %6llu", what.c_str(), static_cast<unsigned long long>(operations),
              static_cast<unsigned long long>(line.injected));
  for (const uint64_t count : line.outcomes) {
    std::printf(" %7llu", static_cast<unsigned long long>(count));
  }
  std::printf("\n");
  std::fflush(stdout);
}

TEST(SingleFault, TheScriptRunsThroughWithoutOne) {
  const auto end = RunInChild([] {
    const FaultyRun run(Fault{});
    const absl::Status status = run.Check(1);
    const ScriptCounts counts = run.counts();
    return std::vector<std::string>{
        status.ok() ? "" : status.ToString(),
        counts.first_failure.ok() ? "" : counts.first_failure.ToString(),
        absl::StrCat(counts.opened), absl::StrCat(counts.commits)};
  });
  ASSERT_TRUE(end.ok()) << end.status();
  EXPECT_EQ(end->at(0), "");
  EXPECT_EQ(end->at(1), "");
  EXPECT_EQ(end->at(2), "2");
  EXPECT_GT(Number(end->at(3)), 20u);
}

TEST(SingleFault, LosesNothingThatWasAcknowledged) {
  const uint64_t stride = FromEnvironment("SINGLE_FAULT_STRIDE", 31);
  const uint64_t seed = FromEnvironment("SINGLE_FAULT_SEED", 20221231);
  ASSERT_GT(stride, 0u);
  std::printf("seed %llu (SINGLE_FAULT_SEED), every %llu. operation (SINGLE_FAULT_STRIDE)\n",
              static_cast<unsigned long long>(seed), static_cast<unsigned long long>(stride));
  const auto counted = RunInChild([] {
    const FaultyRun run(Fault{});
    std::vector<std::string> counts;
    for (size_t i = 0; i < kFileOperations; ++i) {
      counts.push_back(absl::StrCat(run.Count(static_cast<FileOperation>(i))));
    }
    return counts;
  });
  ASSERT_TRUE(counted.ok()) << counted.status();
  std::printf("%-40s %6s %6s %7s %7s %7s %7s %7s %7s %7s\n", "fails", "in run", "tried", "missed",
              "unseen", "refused", "closed", "unknown", "stopped", "library");
  Line all;
  for (size_t i = 0; i < kFileOperations; ++i) {
    const auto operation = static_cast<FileOperation>(i);
    const uint64_t operations = Number(counted->at(i));
    EXPECT_GT(operations, 0u) << "the script never reaches: " << NameOf(operation);
    for (const bool for_ever : {false, true}) {
      Line line;
      for (uint64_t number = 1 + seed % stride % operations; number <= operations;
           number += stride) {
        const Fault fault{operation, number, for_ever};
        const auto end = RunInChild([&] { return RunWithFault(fault, seed + number); });
        ++line.injected;
        if (absl::IsUnavailable(end.status())) {
          ++line.outcomes[static_cast<size_t>(Outcome::kLibraryEnded)];
          continue;
        }
        ASSERT_TRUE(end.ok()) << Describe(fault) << ": " << end.status();
        ++line.outcomes[Number(end->at(0))];
        EXPECT_EQ(end->at(1), "") << Describe(fault);
      }
      PrintLine(absl::StrCat(NameOf(operation), for_ever ? ", from then on" : ""), operations,
                line);
      all.injected += line.injected;
      for (size_t outcome = 0; outcome < kOutcomes; ++outcome) {
        all.outcomes[outcome] += line.outcomes[outcome];
      }
    }
  }
  PrintLine("all", 0, all);
  // Runs differ a little in what the threads of the database do; most reach their fault, and writes
  // and syncs that fail are noticed.
  EXPECT_LT(all.outcomes[static_cast<size_t>(Outcome::kNotReached)], all.injected / 4);
  EXPECT_LT(all.outcomes[static_cast<size_t>(Outcome::kLibraryEnded)], all.injected / 4);
  EXPECT_GT(all.outcomes[static_cast<size_t>(Outcome::kUnknown)], 0u);
  EXPECT_GT(all.outcomes[static_cast<size_t>(Outcome::kNotOpened)], 0u);
}

}  // namespace
}  // namespace assessment
