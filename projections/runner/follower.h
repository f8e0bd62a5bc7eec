#ifndef PROJECTIONS_RUNNER_FOLLOWER_H_
#define PROJECTIONS_RUNNER_FOLLOWER_H_

// Follows the log of one ledger and carries its projections along.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"
#include "projections/runner/projection.h"

namespace assessment {

// One thread reads the log to its durable size, waits for growth, and reads on; every record is
// parsed once and applied to each projection in the order given. A projection that cannot apply a
// record is stale from then on: it stops at its last good size, with it what rests on it, and the
// others go on. Nothing is ever skipped. Thread-safe.
class Follower {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  // Asked before each record is applied to a projection; an error stands for the projection's own.
  // For fault tests.
  using BeforeApply = std::function<absl::Status(const Projection& projection, uint64_t position)>;

  // `log` and `projections` outlive this. Every projection is new (size 0) and stands behind those
  // it rests on. `before_apply` may be empty.
  Follower(const EventLog& log, std::vector<Projection*> projections,
           BeforeApply before_apply = nullptr);
  // Stops.
  ~Follower();
  Follower(const Follower&) = delete;
  Follower& operator=(const Follower&) = delete;

  // Begins to follow, from position 0. Once.
  void Start() { StartFrom({}); }
  // The same from the traces that these projections left of the records below a size that the log
  // has reached: of those, no others are read.
  void StartFrom(TraceList traces) ABSL_LOCKS_EXCLUDED(mutex_);
  // Ends following; waits end with UNAVAILABLE. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  struct State {
    std::string name;
    uint64_t size = 0;
    // OK while it follows; else why it is stale.
    absl::Status status;
  };
  // In the order given.
  std::vector<State> States() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The traces left so far, for the next start; without a root. Of size 0 while there are none that
  // could be started from: the beginning is under way, or a projection has stopped.
  TraceList Traces() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Stops every projection: they were started from what was not true.
  void Fail(const absl::Status& why) ABSL_LOCKS_EXCLUDED(mutex_);

  // REASON_PROJECTION_STALE when the projection, or one it rests on, has stopped.
  absl::Status CheckServing(const Projection& projection) const ABSL_LOCKS_EXCLUDED(mutex_);

  // Waits until the projection has reached `size`. REASON_PROJECTION_STALE at once when it has
  // stopped or stops; REASON_DEADLINE_PASSED when it has not come so far by `deadline`;
  // REASON_SHUTTING_DOWN when following ends.
  absl::Status WaitForSize(const Projection& projection, uint64_t size, TimePoint deadline) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run(TraceList traces) ABSL_LOCKS_EXCLUDED(mutex_);
  // Folds the records that left a trace; false when nothing is left to follow.
  bool ApplyTraces(TraceList traces) ABSL_LOCKS_EXCLUDED(mutex_);
  // Applies the records from `from` up to `to`; false when nothing is left to follow.
  bool ApplyRange(uint64_t from, uint64_t to) ABSL_LOCKS_EXCLUDED(mutex_);
  void ApplyToEach(const std::shared_ptr<const ParsedRecord>& record) ABSL_LOCKS_EXCLUDED(mutex_);
  void StopAll(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Stopping() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Why it, or what it rests on, stopped; OK when it follows.
  absl::Status StatusOf(const Projection& projection) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const EventLog& log_;
  const std::vector<Projection*> projections_;
  const BeforeApply before_apply_;

  // Of the following thread alone.
  std::vector<size_t> going_;         // Indices of the projections that have not stopped, in order.
  std::vector<uint64_t> new_traces_;  // Positions, since traces_ was brought up to date.

  mutable Mutex mutex_;
  mutable CondVar progress_;
  // Why each projection stopped; OK while it follows.
  std::vector<absl::Status> statuses_ ABSL_GUARDED_BY(mutex_);
  TraceList traces_ ABSL_GUARDED_BY(mutex_);
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_RUNNER_FOLLOWER_H_
