#include "projections/server/read_side.h"

#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

// A preview waits no longer than this for projections that are behind.
constexpr std::chrono::seconds kPreviewWaitMax(10);

}  // namespace

void ReadSide::Follow(const std::string& ledger, const EventLog& log) {
  ProjectionHost::Options options;
  options.clock = &clock_;
  auto host = std::make_unique<ProjectionHost>(ledger, log, options);
  host->Start();
  MutexLock lock(mutex_);
  CHECK(hosts_.emplace(ledger, std::move(host)).second);
}

absl::StatusOr<const ProjectionHost*> ReadSide::Find(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto host = hosts_.find(ledger);
  if (host != hosts_.end()) return host->second.get();
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
    for (const auto& [name, host] : hosts_) hosts.push_back(host.get());
  }
  for (ProjectionHost* host : hosts) host->Stop();
}

}  // namespace assessment
