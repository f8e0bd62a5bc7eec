#include "tests/crash/faulty_run.h"

#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace assessment {

RocksDbOptions OptionsOver(std::shared_ptr<rocksdb::FileSystem> files) {
  RocksDbOptions options;
  options.directory = "/store";
  options.file_system = std::move(files);
  options.reserve_bytes = 0;
  options.memtable_bytes = 32 << 10;  // Tables are written and logs are switched in the script.
  options.block_cache_bytes = 1 << 20;
  // So that the operations of two runs are nearly the same.
  options.mark_sync_interval = std::chrono::hours(1);
  return options;
}

FaultyRun::FaultyRun(const std::function<void(FaultyFileSystem&)>& arm, uint64_t capacity)
    : FaultyRun(arm, capacity, [](const std::function<void()>& script) { script(); }) {}

FaultyRun::FaultyRun(const std::function<void(FaultyFileSystem&)>& arm, uint64_t capacity,
                     Around around)
    : files_(std::make_shared<SimulatedFileSystem>()),
      faulty_(std::make_shared<FaultyFileSystem>(files_)) {
  files_->SetCapacity(capacity);
  arm(*faulty_);
  RocksDbOptions options = OptionsOver(faulty_);
  options.on_damaged_compaction = [this](const absl::Status&) {
    End(/*stopped=*/true, absl::OkStatus());
    while (true) pause();
  };
  script_ = new StoreScript(options);
  std::thread([this, around = std::move(around)] {
    around([this] { End(/*stopped=*/false, script_->Run()); });
    End(/*stopped=*/true, absl::OkStatus());
  }).detach();
  std::unique_lock<std::mutex> lock(mutex_);
  ended_signal_.wait(lock, [this] { return ended_; });
  files_->PowerOffAfter(1);
  promises_ = script_->promises();
}

void FaultyRun::End(bool stopped, const absl::Status& lie) {
  const std::lock_guard<std::mutex> lock(mutex_);
  if (ended_) return;
  ended_ = true;
  stopped_ = stopped;
  lie_ = lie;
  ended_signal_.notify_all();
}

absl::Status FaultyRun::Check(uint64_t seed) const {
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

RunOutcome FaultyRun::outcome() const {
  const ScriptCounts counts = script_->counts();
  if (!faulty_->failed() && !files_->ran_out()) return RunOutcome::kNotReached;
  if (stopped_) return RunOutcome::kStopped;
  if (counts.unknown > 0) return RunOutcome::kUnknown;
  if (counts.opening_refused > 0) return RunOutcome::kNotOpened;
  return counts.first_failure.ok() ? RunOutcome::kUnnoticed : RunOutcome::kRefused;
}

absl::Status FaultyRun::Explained(absl::string_view when, const absl::Status& status) const {
  return absl::Status(
      status.code(),
      absl::StrCat(when, ": ", status.message(), " (failed: ", faulty_->failed_path(),
                   "; first answer: ", script_->counts().first_failure.ToString(), ")"));
}

uint64_t FromEnvironment(const char* name, uint64_t otherwise) {
  const char* text = std::getenv(name);
  uint64_t value = 0;
  return text != nullptr && absl::SimpleAtoi(text, &value) ? value : otherwise;
}

}  // namespace assessment
