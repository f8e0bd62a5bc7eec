// One allocation that fails in one run: on the thread that calls the store, each allocation of the
// scripted run in turn, with std::bad_alloc. The store is not made to go on after that: the process
// ends, and afterwards everything that was acknowledged is there, as after any other end.
//
// ALLOCATION_FAULTS says how many are tried, spread over the run (40 by default),
// ALLOCATION_FAULT_SEED which ones and what a power loss leaves.

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/base/check.h"
#include "tests/crash/child_process.h"
#include "tests/crash/faulty_run.h"

namespace {

// Of the thread that runs the script.
thread_local bool allocations_count = false;
std::atomic<uint64_t> allocations = 0;
// Which one fails; 0: none.
std::atomic<uint64_t> failing_allocation = 0;

}  // namespace

// Out of line, so that no caller sees that the one allocates and the other frees by the C library.
[[gnu::noinline]] void* operator new(size_t size) {
  if (allocations_count && !assessment::Bookkeeping::IsDoneHere() &&
      ++allocations == failing_allocation) {
    throw std::bad_alloc();
  }
  void* const bytes = std::malloc(size == 0 ? 1 : size);
  if (bytes == nullptr) throw std::bad_alloc();
  return bytes;
}
[[gnu::noinline]] void operator delete(void* bytes) noexcept { std::free(bytes); }
[[gnu::noinline]] void operator delete(void* bytes, size_t) noexcept { std::free(bytes); }

namespace assessment {
namespace {

// How a run went in which one allocation fails: "missed", "unseen" or "ended", and what is wrong,
// empty when nothing is; then how many allocations it had.
std::vector<std::string> RunWithFailing(uint64_t allocation, uint64_t seed) {
  failing_allocation = allocation;
  const FaultyRun run([](FaultyFileSystem&) {}, uint64_t{1} << 40,
                      [](const std::function<void()>& script) {
                        allocations_count = true;
                        try {
                          script();
                        } catch (const std::bad_alloc&) {
                          // The end of the process.
                        }
                        allocations_count = false;
                      });
  const uint64_t counted = allocations;
  const absl::Status status = run.Check(seed);
  const bool reached = allocation > 0 && counted >= allocation;
  return {!reached ? "missed" : (run.stopped() ? "ended" : "unseen"),
          status.ok() ? "" : status.ToString(), absl::StrCat(counted)};
}

TEST(AllocationFault, LosesNothingThatWasAcknowledged) {
  const uint64_t faults = FromEnvironment("ALLOCATION_FAULTS", 40);
  const uint64_t seed = FromEnvironment("ALLOCATION_FAULT_SEED", 20221231);
  ASSERT_GT(faults, 0u);
  std::printf("seed %llu (ALLOCATION_FAULT_SEED), %llu allocations (ALLOCATION_FAULTS)\n",
              static_cast<unsigned long long>(seed), static_cast<unsigned long long>(faults));
  const auto whole = RunInChild([seed] { return RunWithFailing(0, seed); });
  ASSERT_TRUE(whole.ok()) << whole.status();
  EXPECT_EQ(whole->at(1), "");
  uint64_t in_run = 0;
  CHECK(absl::SimpleAtoi(whole->at(2), &in_run));
  ASSERT_GT(in_run, 1000u);
  std::mt19937_64 random(seed);
  uint64_t ended = 0;
  uint64_t unseen = 0;
  uint64_t killed = 0;
  for (uint64_t i = 0; i < faults; ++i) {
    // One in each of as many equal parts of the run.
    const uint64_t part = in_run / faults + 1;
    const uint64_t allocation = 1 + i * part + random() % part;
    const auto end = RunInChild([=] { return RunWithFailing(allocation, seed + allocation); });
    if (absl::IsAborted(end.status()) || absl::IsUnavailable(end.status())) {
      ++killed;  // Where the library may not fail it ends the process itself, the model with it.
      continue;
    }
    ASSERT_TRUE(end.ok()) << "allocation " << allocation << ": " << end.status();
    EXPECT_EQ(end->at(1), "") << "allocation " << allocation;
    ended += end->at(0) == "ended" ? 1 : 0;
    unseen += end->at(0) == "unseen" ? 1 : 0;
  }
  std::printf(
      "%llu allocations in a run; tried %llu: ended the process %llu, unseen %llu, ended by "
      "the library %llu\n",
      static_cast<unsigned long long>(in_run), static_cast<unsigned long long>(faults),
      static_cast<unsigned long long>(ended), static_cast<unsigned long long>(unseen),
      static_cast<unsigned long long>(killed));
  EXPECT_GT(ended, faults / 2);
}

}  // namespace
}  // namespace assessment
