// One fault in one run: each operation of the file system in a scripted run of the store fails in
// turn, once or from then on. Whatever the store answered, afterwards everything it acknowledged is
// there exactly once, in order, with the acknowledged root, after the end of the process and after
// the end of the power.
//
// SINGLE_FAULT_STRIDE=1 tries every operation of every kind (31 by default: the slice that every
// run of the suite repeats); SINGLE_FAULT_SEED chooses what a power loss leaves.

#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "tests/crash/child_process.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/faulty_run.h"

namespace assessment {
namespace {

struct Fault {
  FileOperation operation = FileOperation::kCreate;
  uint64_t number = 0;  // 0: none.
  bool for_ever = false;
};

std::string Describe(const Fault& fault) {
  return absl::StrCat(NameOf(fault.operation), " number ", fault.number,
                      fault.for_ever ? " and all later ones" : "");
}

std::function<void(FaultyFileSystem&)> Arm(const Fault& fault) {
  return [fault](FaultyFileSystem& files) {
    if (fault.number > 0) files.Fail(fault.operation, fault.number, fault.for_ever);
  };
}

// What a child reports: the outcome, and what is wrong, empty when nothing is.
std::vector<std::string> RunWithFault(const Fault& fault, uint64_t seed) {
  const FaultyRun run(Arm(fault));
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
  uint64_t outcomes[kRunOutcomes] = {};
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
    const FaultyRun run(Arm(Fault{}));
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
    const FaultyRun run(Arm(Fault{}));
    std::vector<std::string> counts;
    for (size_t i = 0; i < kFileOperations; ++i) {
      counts.push_back(absl::StrCat(run.file_system().Count(static_cast<FileOperation>(i))));
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
          ++line.outcomes[static_cast<size_t>(RunOutcome::kLibraryEnded)];
          continue;
        }
        ASSERT_TRUE(end.ok()) << Describe(fault) << ": " << end.status();
        ++line.outcomes[Number(end->at(0))];
        EXPECT_EQ(end->at(1), "") << Describe(fault);
      }
      PrintLine(absl::StrCat(NameOf(operation), for_ever ? ", from then on" : ""), operations,
                line);
      all.injected += line.injected;
      for (size_t outcome = 0; outcome < kRunOutcomes; ++outcome) {
        all.outcomes[outcome] += line.outcomes[outcome];
      }
    }
  }
  PrintLine("all", 0, all);
  // Runs differ a little in what the threads of the database do; most reach their fault, and writes
  // and syncs that fail are noticed.
  EXPECT_LT(all.outcomes[static_cast<size_t>(RunOutcome::kNotReached)], all.injected / 4);
  EXPECT_LT(all.outcomes[static_cast<size_t>(RunOutcome::kLibraryEnded)], all.injected / 4);
  EXPECT_GT(all.outcomes[static_cast<size_t>(RunOutcome::kUnknown)], 0u);
  EXPECT_GT(all.outcomes[static_cast<size_t>(RunOutcome::kNotOpened)], 0u);
}

}  // namespace
}  // namespace assessment
