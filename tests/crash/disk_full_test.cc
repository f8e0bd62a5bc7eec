// A disk that gets full under a store without a reserve: the write that meets its end poisons the
// store, and a restart with room has everything that was acknowledged.
//
// DISK_FULL_BUDGETS says how many sizes of disk are tried (12 by default), DISK_FULL_SEED which.

#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "tests/crash/child_process.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/faulty_run.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

// What a child reports of a run on a disk of `budget` bytes: the outcome, what is wrong, and how an
// opening without room ended.
std::vector<std::string> RunOnDiskOf(uint64_t budget, uint64_t seed) {
  const FaultyRun run([](FaultyFileSystem&) {}, budget);
  absl::Status status = run.Check(seed);
  std::string without_room = "not tried";
  if (status.ok() && run.outcome() != RunOutcome::kNotReached) {
    // The store is first opened where nothing can be written, then with room on what that left.
    const auto left = run.AfterProcessDeath();
    left->SetCapacity(0);
    const auto opened = RocksDbLogStore::Open(OptionsOver(left));
    without_room = absl::StatusCodeToString(opened.status().code());
    if (absl::IsDataLoss(opened.status())) status = opened.status();
    if (status.ok()) status = CheckPromises(OptionsOver(left->AfterProcessDeath()), run.promises());
  }
  return {absl::StrCat(static_cast<size_t>(run.outcome())), status.ok() ? "" : status.ToString(),
          without_room};
}

uint64_t ParseNumber(const std::string& text) {
  uint64_t number = 0;
  CHECK(absl::SimpleAtoi(text, &number));
  return number;
}

TEST(FullDisk, LosesNothingThatWasAcknowledged) {
  const uint64_t budgets = FromEnvironment("DISK_FULL_BUDGETS", 12);
  const uint64_t seed = FromEnvironment("DISK_FULL_SEED", 20221231);
  std::printf("seed %llu (DISK_FULL_SEED), %llu sizes of disk (DISK_FULL_BUDGETS)\n",
              static_cast<unsigned long long>(seed), static_cast<unsigned long long>(budgets));
  // What the whole script needs at once.
  constexpr uint64_t kRoom = 512 << 10;
  const auto needed = RunInChild([] {
    const FaultyRun run([](FaultyFileSystem&) {}, kRoom);
    return std::vector<std::string>{absl::StrCat(static_cast<size_t>(run.outcome()))};
  });
  ASSERT_TRUE(needed.ok()) << needed.status();
  ASSERT_EQ(ParseNumber(needed->at(0)), static_cast<size_t>(RunOutcome::kNotReached))
      << "the script does not fit into " << kRoom << " bytes";
  std::mt19937_64 random(seed);
  uint64_t outcomes[kRunOutcomes] = {};
  for (uint64_t i = 0; i < budgets; ++i) {
    // Every size is as likely as another, the smallest ones included.
    const uint64_t budget = random() % (kRoom / 2);
    const auto end = RunInChild([&] { return RunOnDiskOf(budget, seed + i); });
    if (absl::IsUnavailable(end.status())) {
      ++outcomes[static_cast<size_t>(RunOutcome::kLibraryEnded)];
      continue;
    }
    ASSERT_TRUE(end.ok()) << "disk of " << budget << " bytes: " << end.status();
    EXPECT_EQ(end->at(1), "") << "disk of " << budget << " bytes";
    ++outcomes[ParseNumber(end->at(0))];
    std::printf("disk of %7llu bytes: outcome %s, opening without room: %s\n",
                static_cast<unsigned long long>(budget), end->at(0).c_str(), end->at(2).c_str());
  }
  EXPECT_GT(outcomes[static_cast<size_t>(RunOutcome::kUnknown)], 0u)
      << "no commit met the end of the disk";
  EXPECT_LT(outcomes[static_cast<size_t>(RunOutcome::kLibraryEnded)], budgets / 2);
}

}  // namespace
}  // namespace assessment
