#include "projections/server/read_side.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
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
  if (!traces_directory_.empty()) trace_keeper_ = std::make_unique<TraceKeeper>();
}

ReadSide::~ReadSide() { Stop(); }

void ReadSide::Follow(const std::string& ledger, const EventLog& log) {
  ProjectionHost::Options options;
  options.clock = &clock_;
  Followed followed;
  followed.host = std::make_unique<ProjectionHost>(ledger, log, options);
  absl::StatusOr<TraceList> traces = absl::NotFoundError("no lists of traces are kept");
  if (trace_keeper_ != nullptr) {
    followed.trace_file =
        std::make_unique<TraceFile>(absl::StrCat(traces_directory_, "/", ledger, ".traces"),
                                    absl::StrCat("projections of ", ledger));
    traces = followed.trace_file->Load(log);
  }
  followed.started_from_traces = traces.status();
  followed.host->StartFrom(traces.value_or(TraceList()));
  if (trace_keeper_ != nullptr) trace_keeper_->Add(FoldOf(ledger, followed, std::move(traces)));
  MutexLock lock(mutex_);
  CHECK(followed_.emplace(ledger, std::move(followed)).second);
}

TraceKeeper::Fold ReadSide::FoldOf(const std::string& ledger, const Followed& followed,
                                   absl::StatusOr<TraceList> started_from) {
  ProjectionHost* const host = followed.host.get();
  TraceFile* const file = followed.trace_file.get();
  TraceKeeper::Fold fold{.log = &host->log(), .file = file};
  fold.traces = [host] {
    TraceList traces = host->Traces();
    const absl::StatusOr<Hash> root = RootAt(host->log(), traces.size);
    if (!root.ok()) return TraceList();
    traces.root = *root;
    return traces;
  };
  if (!started_from.ok()) return fold;
  fold.check = [ledger, host, file,
                traces = *std::move(started_from)](const std::function<bool()>& stopping) {
    const absl::Status checked = CheckProjectionTraces(ledger, host->log(), traces, stopping);
    if (checked.ok() || absl::IsCancelled(checked)) return;
    file->GiveUp().IgnoreError();
    host->Fail(absl::DataLossError(
        absl::StrCat("they were started from a wrong list: ", checked.message())));
  };
  return fold;
}

absl::StatusOr<const ProjectionHost*> ReadSide::Find(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto found = followed_.find(ledger);
  if (found != followed_.end()) return found->second.host.get();
  return UnknownLedger(ledger);
}

absl::Status ReadSide::StartedFromTraces(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto found = followed_.find(ledger);
  return found == followed_.end() ? UnknownLedger(ledger) : found->second.started_from_traces;
}

absl::Status ReadSide::UnknownLedger(absl::string_view ledger) {
  return FieldError(ledger::v1::REASON_UNKNOWN_LEDGER, "ledger",
                    absl::StrCat("found \"", ledger, "\", which is not open here"));
}

absl::StatusOr<std::vector<projections::v1::ScoreChange>> ReadSide::Changes(
    const std::string& ledger, uint64_t size, absl::Span<const CommitEntry> records) {
  ASSIGN_OR_RETURN(const ProjectionHost* const host, Find(ledger));
  return host->Changes(size, records, std::chrono::steady_clock::now() + kPreviewWaitMax);
}

void ReadSide::Stop() {
  std::vector<ProjectionHost*> hosts;
  {
    MutexLock lock(mutex_);
    for (const auto& [ledger, followed] : followed_) hosts.push_back(followed.host.get());
  }
  for (ProjectionHost* host : hosts) host->Stop();
  if (trace_keeper_ != nullptr) trace_keeper_->Stop();
}

}  // namespace assessment
