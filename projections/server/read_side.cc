#include "projections/server/read_side.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/background_priority.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/log_node_reader.h"
#include "projections/views/projection_traces.h"

namespace assessment {
namespace {

// A preview waits no longer than this for projections that are behind.
constexpr std::chrono::seconds kPreviewWaitMax(10);

}  // namespace

ReadSide::ReadSide(Clock& clock, std::string traces_directory)
    : clock_(clock), traces_directory_(std::move(traces_directory)) {
  if (traces_directory_.empty()) return;
  MutexLock lock(stop_mutex_);
  traces_thread_ = std::thread([this] { KeepTraces(); });
}

ReadSide::~ReadSide() { Stop(); }

void ReadSide::Follow(const std::string& ledger, const EventLog& log) {
  ProjectionHost::Options options;
  options.clock = &clock_;
  Followed followed;
  followed.host = std::make_unique<ProjectionHost>(ledger, log, options);
  if (!traces_directory_.empty()) {
    followed.trace_file =
        std::make_unique<TraceFile>(absl::StrCat(traces_directory_, "/", ledger, ".traces"),
                                    absl::StrCat("projections of ", ledger));
    followed.unchecked = followed.trace_file->Load();
    if (followed.unchecked.has_value() && !IsOfLog(*followed.unchecked, log).value_or(false)) {
      followed.unchecked.reset();
    }
  }
  followed.host->StartFrom(followed.unchecked.value_or(TraceList()));
  MutexLock lock(mutex_);
  CHECK(followed_.emplace(ledger, std::move(followed)).second);
}

bool ReadSide::Stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

std::vector<std::pair<std::string, ReadSide::Followed*>> ReadSide::All() {
  MutexLock lock(mutex_);
  std::vector<std::pair<std::string, Followed*>> all;
  for (auto& [ledger, followed] : followed_) all.emplace_back(ledger, &followed);
  return all;
}

void ReadSide::CheckTraces(Followed& followed, const std::string& ledger) {
  const absl::Status checked = CheckProjectionTraces(
      ledger, followed.host->log(), *followed.unchecked, [this] { return Stopping(); });
  if (absl::IsCancelled(checked)) return;
  followed.unchecked.reset();
  if (checked.ok()) return;
  followed.trace_file->GiveUp().IgnoreError();
  followed.host->Fail(absl::DataLossError(
      absl::StrCat("they were started from a wrong list: ", checked.message())));
}

void ReadSide::KeepTracesOf(const Followed& followed, uint64_t worth_keeping) {
  if (followed.trace_file == nullptr) return;
  const uint64_t worth_at = followed.trace_file->kept_size() + worth_keeping;
  // The list is not copied where it cannot have come so far.
  if (followed.host->log().DurableTail().size < worth_at) return;
  TraceList traces = followed.host->Traces();
  if (traces.size < worth_at) return;
  const absl::StatusOr<Hash> root = RootAt(followed.host->log(), traces.size);
  if (!root.ok()) return;
  traces.root = *root;
  // Without it the next start takes longer, nothing else.
  followed.trace_file->Keep(traces).IgnoreError();
}

void ReadSide::KeepTraces() {
  constexpr std::chrono::seconds kLookAgain(1);
  while (true) {
    {
      MutexLock lock(mutex_);
      if (!stopping_) changed_.WaitFor(mutex_, kLookAgain);
      if (stopping_) return;
    }
    for (const auto& [ledger, followed] : All()) {
      if (followed->unchecked.has_value()) {
        RunInBackground(
            [this, &checked = *followed, &name = ledger] { CheckTraces(checked, name); });
      }
      KeepTracesOf(*followed, TraceFile::kWorthKeeping);
    }
  }
}

absl::StatusOr<const ProjectionHost*> ReadSide::Find(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto found = followed_.find(ledger);
  if (found != followed_.end()) return found->second.host.get();
  return FieldError(ledger::v1::REASON_UNKNOWN_LEDGER, "ledger",
                    absl::StrCat("found \"", ledger, "\", which is not open here"));
}

absl::StatusOr<std::vector<projections::v1::ScoreChange>> ReadSide::Changes(
    const std::string& ledger, uint64_t size, absl::Span<const CommitEntry> records) {
  ASSIGN_OR_RETURN(const ProjectionHost* const host, Find(ledger));
  return host->Changes(size, records, std::chrono::steady_clock::now() + kPreviewWaitMax);
}

void ReadSide::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  {
    MutexLock lock(stop_mutex_);
    if (traces_thread_.joinable()) traces_thread_.join();
  }
  for (const auto& [ledger, followed] : All()) {
    followed->host->Stop();
    KeepTracesOf(*followed, /*worth_keeping=*/1);
  }
}

}  // namespace assessment
