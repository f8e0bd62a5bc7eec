#ifndef PROJECTIONS_VIEWS_PROJECTION_HOST_H_
#define PROJECTIONS_VIEWS_PROJECTION_HOST_H_

// The read side of one ledger: its projections, the follower that carries them, and the door
// through which every question about the ledger comes.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "projections/runner/follower.h"
#include "projections/views/history_projection.h"
#include "projections/views/kept_limits.h"
#include "projections/views/ledger_projections.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// Thread-safe.
class ProjectionHost {
 public:
  struct Options {
    Clock* clock = &SystemClock();  // Says which moments lie in the future; no fold reads it.
    KeptLimits limits = {};
    Follower::BeforeApply before_apply = nullptr;
  };

  // `log` and the clock outlive this.
  ProjectionHost(std::string ledger, const EventLog& log)
      : ProjectionHost(std::move(ledger), log, Options()) {}
  ProjectionHost(std::string ledger, const EventLog& log, Options options);
  // Stops.
  ~ProjectionHost();
  ProjectionHost(const ProjectionHost&) = delete;
  ProjectionHost& operator=(const ProjectionHost&) = delete;

  // Begins to follow the log, from its first event. Once.
  void Start() { StartFrom({}); }
  // The same from the traces that its projections left: see Follower.
  void StartFrom(TraceList traces);
  // As Follower; of what is followed now.
  TraceList Traces() const;
  void Fail(const absl::Status& why);
  // Ends following; questions that wait end. May be called again.
  void Stop();

  // Throws every projection away and replays the log from its first event; returns when they have
  // come as far as the log reached when this was called, or have stopped. Questions are answered
  // from the old ones until then. A host that was stopped stays so.
  void Rebuild() ABSL_LOCKS_EXCLUDED(rebuild_mutex_, mutex_);

  // Name, size and state of each projection.
  std::vector<Follower::State> States() const;
  // True while no projection is stale.
  bool serving() const;

  // A view, and the projections that answer from it; these stay as they are while it is held.
  struct Snapshot {
    std::shared_ptr<const LedgerProjections> projections;
    std::unique_ptr<const LedgerView> view;
  };

  // The view that a question asks about. As of nothing said: the durable size at this moment, at
  // least `seen_size`. Waits until the projection has reached it, at most until `deadline`.
  // REASON_PROJECTION_STALE at once when the projection has stopped, whatever is asked;
  // REASON_SIZE_NOT_REACHED beyond the durable size; REASON_TIME_IN_FUTURE; REASON_FIELD_INVALID
  // when as_of names less than seen_size; REASON_DEADLINE_PASSED, REASON_SHUTTING_DOWN.
  absl::StatusOr<Snapshot> Ask(ProjectionKind kind, const projections::v1::AsOf& as_of,
                               uint64_t seen_size, Follower::TimePoint deadline) const;

  // What `records`, finished at positions `size`, `size` + 1, ..., would change. Errors as Ask and
  // PreviewChanges.
  absl::StatusOr<std::vector<projections::v1::ScoreChange>> Changes(
      uint64_t size, absl::Span<const CommitEntry> records, Follower::TimePoint deadline) const;

  const EventLog& log() const { return log_; }

  // The size from which on nothing that moves a deadline was recorded, as far as the projections
  // have come.
  uint64_t deadlines_moved_size() const;

 private:
  // Projections made by one replay, and what carries them.
  struct Generation {
    Generation(const std::string& ledger, const EventLog& log, const Options& options)
        : projections(ledger, log, options.limits),
          follower(log, projections.InOrder(), options.before_apply) {}

    LedgerProjections projections;
    Follower follower;
  };

  std::shared_ptr<Generation> Present() const ABSL_LOCKS_EXCLUDED(mutex_);
  // The size a question asks about.
  absl::StatusOr<uint64_t> ResolveSize(const projections::v1::AsOf& as_of,
                                       uint64_t seen_size) const;
  // The view at `size`, once the projection has reached it.
  absl::StatusOr<Snapshot> WaitForView(ProjectionKind kind, uint64_t size,
                                       HistoryProjection::Keep keep,
                                       Follower::TimePoint deadline) const;

  const std::string ledger_;
  const EventLog& log_;
  const Options options_;

  // Held while the projections are rebuilt. Taken first.
  Mutex rebuild_mutex_;

  mutable Mutex mutex_;
  std::shared_ptr<Generation> present_ ABSL_GUARDED_BY(mutex_);
  // The one that a rebuild prepares, so that Stop ends it too; null otherwise.
  std::shared_ptr<Generation> next_ ABSL_GUARDED_BY(mutex_);
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_PROJECTION_HOST_H_
