#ifndef TESTS_CRASH_FAULTY_RUN_H_
#define TESTS_CRASH_FAULTY_RUN_H_

// One run of the script of store_script.h over a file system that fails, and what is left.

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "tests/crash/faulty_file_system.h"
#include "tests/crash/simulated_file_system.h"
#include "tests/crash/store_script.h"

namespace assessment {

// How a run ended.
enum class RunOutcome : size_t {
  kNotReached,    // Nothing failed: the run had fewer operations of the kind.
  kUnnoticed,     // Every operation of the store succeeded.
  kRefused,       // Something was refused, nothing became unknown.
  kNotOpened,     // The store did not open at least once.
  kUnknown,       // A commit had an unknown outcome, and no later one succeeded.
  kStopped,       // The store ended the process before a compaction read what it could not verify.
  kLibraryEnded,  // An assertion of the database ended the process: only the parent sees it.
};
inline constexpr size_t kRunOutcomes = 7;

// Options of the store of these runs over `files`: small tables, marks synced only where the script
// says so, no reserve.
RocksDbOptions OptionsOver(std::shared_ptr<rocksdb::FileSystem> files);

// Runs the script in a process of its own (see RunInChild) until it is through or the store ends
// the process. What the threads of the database do afterwards reaches no file.
class FaultyRun {
 public:
  // `arm` chooses what fails; the disk has `capacity` bytes.
  explicit FaultyRun(const std::function<void(FaultyFileSystem&)>& arm,
                     uint64_t capacity = uint64_t{1} << 40);

  // Runs `script` on the thread of the script; returning without having run it through is the end
  // of the process.
  using Around = std::function<void(const std::function<void()>& script)>;
  FaultyRun(const std::function<void(FaultyFileSystem&)>& arm, uint64_t capacity, Around around);

  // DATA_LOSS when the store lied while it ran, or when something is missing after the end of the
  // process or of the power; `seed` chooses what a power loss leaves.
  absl::Status Check(uint64_t seed) const;

  RunOutcome outcome() const;
  // Whether the run ended before the script did.
  bool stopped() const { return stopped_; }
  ScriptCounts counts() const { return script_->counts(); }
  const Promises& promises() const { return promises_; }
  const FaultyFileSystem& file_system() const { return *faulty_; }
  // What the end of the process leaves.
  std::shared_ptr<SimulatedFileSystem> AfterProcessDeath() const {
    return files_->AfterProcessDeath();
  }

 private:
  void End(bool stopped, const absl::Status& lie);
  absl::Status Explained(absl::string_view when, const absl::Status& status) const;

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

// An unsigned number from the environment, for runs by hand.
uint64_t FromEnvironment(const char* name, uint64_t otherwise);

}  // namespace assessment

#endif  // TESTS_CRASH_FAULTY_RUN_H_
