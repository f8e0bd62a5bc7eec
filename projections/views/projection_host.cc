#include "projections/views/projection_host.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "projections/views/preview.h"

namespace assessment {

using projections::v1::AsOf;

namespace {

absl::Status CheckReached(absl::string_view field, uint64_t size, uint64_t durable) {
  if (size <= durable) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_SIZE_NOT_REACHED, field,
                    absl::StrCat("found ", size, ", expected at most the log's size ", durable));
}

}  // namespace

ProjectionHost::ProjectionHost(std::string ledger, const EventLog& log, Options options)
    : ledger_(std::move(ledger)),
      log_(log),
      options_(options),
      present_(std::make_shared<Generation>(ledger_, log, options_)) {}

ProjectionHost::~ProjectionHost() { Stop(); }

std::shared_ptr<ProjectionHost::Generation> ProjectionHost::Present() const {
  MutexLock lock(mutex_);
  return present_;
}

void ProjectionHost::StartFrom(TraceList traces) {
  Present()->follower.StartFrom(std::move(traces));
}

TraceList ProjectionHost::Traces() const { return Present()->follower.Traces(); }

void ProjectionHost::Fail(const absl::Status& why) { Present()->follower.Fail(why); }

void ProjectionHost::Stop() {
  std::shared_ptr<Generation> present;
  std::shared_ptr<Generation> next;
  {
    MutexLock lock(mutex_);
    stopped_ = true;
    present = present_;
    next = next_;
  }
  present->follower.Stop();
  if (next != nullptr) next->follower.Stop();
}

void ProjectionHost::Rebuild() {
  MutexLock rebuild_lock(rebuild_mutex_);
  auto next = std::make_shared<Generation>(ledger_, log_, options_);
  {
    MutexLock lock(mutex_);
    if (stopped_) return;
    next_ = next;
    next->follower.Start();
  }
  const uint64_t size = log_.DurableTail().size;
  for (const Projection* projection : next->projections.InOrder()) {
    // One that stopped answers for itself from now on.
    next->follower.WaitForSize(*projection, size, Follower::TimePoint::max()).IgnoreError();
  }
  std::shared_ptr<Generation> old;
  {
    MutexLock lock(mutex_);
    next_.reset();
    if (stopped_) return;
    old = std::exchange(present_, std::move(next));
  }
  old->follower.Stop();
}

uint64_t ProjectionHost::deadlines_moved_size() const {
  return Present()->projections.things().moved_size();
}

std::vector<Follower::State> ProjectionHost::States() const { return Present()->follower.States(); }

bool ProjectionHost::serving() const {
  const std::vector<Follower::State> states = States();
  return std::all_of(states.begin(), states.end(),
                     [](const Follower::State& state) { return state.status.ok(); });
}

absl::StatusOr<uint64_t> ProjectionHost::ResolveSize(const AsOf& as_of, uint64_t seen_size) const {
  const uint64_t durable = log_.DurableTail().size;
  RETURN_IF_ERROR(CheckReached("seen_size", seen_size, durable));
  uint64_t size = durable;
  if (as_of.has_size()) {
    size = as_of.size();
    RETURN_IF_ERROR(CheckReached("as_of.size", size, durable));
  } else if (as_of.has_record_time_micros()) {
    const UnixMicros now = options_.clock->Now();
    if (as_of.record_time_micros() > now) {
      return FieldError(ledger::v1::REASON_TIME_IN_FUTURE, "as_of.record_time_micros",
                        absl::StrCat("found ", as_of.record_time_micros(),
                                     ", expected at most the present, ", now));
    }
    ASSIGN_OR_RETURN(size, log_.SizeAt(as_of.record_time_micros()));
  }
  if (size < seen_size) {
    return FieldError(
        ledger::v1::REASON_FIELD_INVALID, "as_of",
        absl::StrCat("found a moment at size ", size, ", expected at least seen_size, ", seen_size,
                     "; leave one of them out"));
  }
  return size;
}

absl::StatusOr<ProjectionHost::Snapshot> ProjectionHost::WaitForView(
    ProjectionKind kind, uint64_t size, HistoryProjection::Keep keep,
    Follower::TimePoint deadline) const {
  std::shared_ptr<Generation> generation = Present();
  absl::Status waited;
  while (true) {
    waited = generation->follower.WaitForSize(generation->projections.Of(kind), size, deadline);
    std::shared_ptr<Generation> newest = Present();
    // One that a rebuild replaced stopped following; its successor goes on.
    if (waited.ok() || newest == generation) break;
    generation = std::move(newest);
  }
  RETURN_IF_ERROR(waited);
  Snapshot snapshot;
  ASSIGN_OR_RETURN(snapshot.view, generation->projections.ViewAt(size, keep));
  snapshot.projections = {generation, &generation->projections};
  return snapshot;
}

absl::StatusOr<ProjectionHost::Snapshot> ProjectionHost::Ask(ProjectionKind kind, const AsOf& as_of,
                                                             uint64_t seen_size,
                                                             Follower::TimePoint deadline) const {
  const std::shared_ptr<const Generation> generation = Present();
  RETURN_IF_ERROR(generation->follower.CheckServing(generation->projections.Of(kind)));
  ASSIGN_OR_RETURN(const uint64_t size, ResolveSize(as_of, seen_size));
  const bool present = as_of.moment_case() == AsOf::MOMENT_NOT_SET;
  return WaitForView(
      kind, size, present ? HistoryProjection::Keep::kYes : HistoryProjection::Keep::kNo, deadline);
}

absl::StatusOr<std::vector<projections::v1::ScoreChange>> ProjectionHost::Changes(
    uint64_t size, absl::Span<const CommitEntry> records, Follower::TimePoint deadline) const {
  RETURN_IF_ERROR(CheckReached("size", size, log_.DurableTail().size));
  ASSIGN_OR_RETURN(const Snapshot snapshot, WaitForView(ProjectionKind::kScores, size,
                                                        HistoryProjection::Keep::kYes, deadline));
  return PreviewChanges(*snapshot.view, records, snapshot.projections->scores());
}

}  // namespace assessment
