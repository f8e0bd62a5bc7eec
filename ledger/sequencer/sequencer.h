#ifndef LEDGER_SEQUENCER_SEQUENCER_H_
#define LEDGER_SEQUENCER_SEQUENCER_H_

// The one writer of one ledger. Commands wait in a bounded queue; the sequencer's own thread drains
// them in order, judges each against the state at its own position, gives it position and record
// time, hashes it into the tree, and commits all that it drained as one durable write (group
// commit).
//
// One answer rule: every answer judged in a group (refusals and known events too) leaves after that
// group's commit, so no answer ever rests on a record that is not durable. Nothing is answered
// twice, nothing stays unanswered.

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "ledger/admission/admission.h"
#include "ledger/base/clock.h"
#include "ledger/base/distribution.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/merkle.h"
#include "ledger/registry/signing_keys.h"

namespace assessment {

// A deadline that never passes.
inline constexpr UnixMicros kNoDeadline = std::numeric_limits<UnixMicros>::max();

// A batch to append. `request` and `response` stay valid until `done` is called, exactly once, on
// the thread of the sequencer or of the submitter; it must be brief and must not wait for the
// sequencer. OK: `response` holds what was accepted or every refusal. Otherwise nothing was
// written, with one exception, REASON_LEDGER_STOPPED after an unknown outcome (a retry with the
// same key after the restart tells):
//   REASON_QUEUE_FULL, REASON_DISK_RESERVE   later again
//   REASON_DEADLINE_PASSED                   dropped before it was judged
//   REASON_SHUTTING_DOWN, REASON_LEDGER_STOPPED
struct AppendCommand {
  const ledger::v1::AppendRequest* request = nullptr;
  ledger::v1::AppendResponse* response = nullptr;
  event::v1::Poster poster;
  UnixMicros deadline = kNoDeadline;
  std::function<void(const absl::Status&)> done;
  Route route = Route::kAppend;
};

// What an append would do.
struct PreviewAnswer {
  BatchDecision decision;
  // Size of the durable log it was judged against.
  uint64_t size = 0;
};

// A batch to judge without appending it; `request` stays valid until `done` is called, as above.
struct PreviewCommand {
  const ledger::v1::AppendRequest* request = nullptr;
  event::v1::Poster poster;
  UnixMicros deadline = kNoDeadline;
  std::function<void(absl::StatusOr<PreviewAnswer>)> done;
};

// Ranges that show whether commits share their syncs, and how long a sync keeps callers waiting.
inline constexpr uint64_t kEventsOfGroupBounds[] = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};
inline constexpr uint64_t kCommitMicrosBounds[] = {100,     250,     500,       1'000,    2'500,
                                                   5'000,   10'000,  25'000,    50'000,   100'000,
                                                   250'000, 500'000, 1'000'000, 5'000'000};

// What a sequencer did since it started, for health and metrics.
struct SequencerStatus {
  // False once it stopped for good (unknown outcome) or was drained.
  bool running = true;
  // True when it stopped for good: the state on disk is unknown and the process must start anew.
  bool stopped_unknown = false;
  uint64_t size = 0;  // Durable.
  size_t commands_waiting = 0;
  uint64_t events_appended = 0;
  uint64_t groups_committed = 0;
  uint64_t batches_refused = 0;
  uint64_t commands_dropped_late = 0;
  // Alarm: how often the clock was behind the newest record, whose time plus one was used instead.
  uint64_t clock_behind = 0;
  // Of the groups committed: their events, and the microseconds that the log took, sync included.
  Distribution events_of_group{kEventsOfGroupBounds};
  Distribution commit_micros{kCommitMicrosBounds};
};

// Thread-safe.
class Sequencer {
 public:
  struct Options {
    Clock* clock = nullptr;
    Admission::SaltSource salts;
    // Called once, on the sequencer's thread, when it stops for good.
    std::function<void()> on_stopped_unknown;
  };

  // Replays `log`, which holds at least the opening record and outlives the sequencer, checks that
  // the tree derived from its nodes has the durable root, and starts the thread. DATA_LOSS names
  // what does not agree.
  static absl::StatusOr<std::unique_ptr<Sequencer>> Start(const std::string& ledger, EventLog& log,
                                                          Options options);

  // Drains.
  ~Sequencer();
  Sequencer(const Sequencer&) = delete;
  Sequencer& operator=(const Sequencer&) = delete;

  // Queues a batch; answered in the order of submission, previews apart.
  void Submit(AppendCommand command) ABSL_LOCKS_EXCLUDED(mutex_);

  // Queues a preview; judged between two groups, so against durable state alone.
  void Submit(PreviewCommand command) ABSL_LOCKS_EXCLUDED(mutex_);

  // Finishes the group in hand, answers every other command REASON_SHUTTING_DOWN, then and from now
  // on, and ends the thread. May be called again; not from a `done`.
  void Drain() ABSL_LOCKS_EXCLUDED(mutex_);

  SequencerStatus status() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The keys that sign the checkpoints, as the durable log names them.
  SigningKeys signing_keys() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Who may read what, after the durable log; replaced before the event that changes it is
  // answered.
  AccessViewPtr access() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  enum class Phase { kRunning, kDraining, kStoppedUnknown };

  struct Waiting {
    AppendCommand command;
    size_t bytes = 0;  // Of the request as serialised.
  };

  // A command whose answer is settled but must not leave before the group's commit.
  struct Settled {
    AppendCommand command;
    absl::Status status;
  };

  Sequencer(std::string ledger, EventLog& log, Options options);

  // All below run on the sequencer's thread (or before it starts).
  absl::Status Recover();
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for work; false when the thread is to end.
  bool TakeWork(std::vector<Waiting>& group, std::vector<PreviewCommand>& previews)
      ABSL_LOCKS_EXCLUDED(mutex_);
  void AnswerPreview(PreviewCommand& command);
  void ProcessGroup(std::vector<Waiting>& group);
  absl::Status Judge(AppendCommand& command);
  absl::Status FillAccepted(const BatchDecision& decision, ledger::v1::Accepted& accepted);
  // Answers all that is settled; `failure` replaces every answer that is OK.
  void FinishGroup(const absl::Status& failure);
  UnixMicros NextRecordTime();
  void StopUnknown(const absl::Status& cause) ABSL_LOCKS_EXCLUDED(mutex_);
  void PublishStatus() ABSL_LOCKS_EXCLUDED(mutex_);
  void PublishAccess() ABSL_LOCKS_EXCLUDED(mutex_);
  // Answers everything that waits with `status`.
  void AnswerWaiting(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  // What a command gets that comes in `phase`; OK while running.
  static absl::Status PhaseStatus(Phase phase);

  const std::string ledger_;
  EventLog& log_;
  const Options options_;

  mutable Mutex mutex_;
  CondVar work_;
  Phase phase_ ABSL_GUARDED_BY(mutex_) = Phase::kRunning;
  bool thread_waits_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<Waiting> appends_ ABSL_GUARDED_BY(mutex_);
  std::deque<PreviewCommand> previews_ ABSL_GUARDED_BY(mutex_);
  SequencerStatus published_ ABSL_GUARDED_BY(mutex_);
  SigningKeys signing_keys_ ABSL_GUARDED_BY(mutex_);
  AccessViewPtr access_ ABSL_GUARDED_BY(mutex_);

  // Of the sequencer's thread alone.
  std::unique_ptr<Admission> admission_;
  Frontier frontier_;     // Over the durable records and those of the group in hand.
  uint64_t durable_ = 0;  // Durable size: the first position of the group in hand.
  SequencerStatus counts_;
  std::vector<Settled> settled_;
  std::vector<CommitEntry> entries_;
  std::vector<Hash> leaves_;  // Of `entries_`.

  Mutex drain_mutex_;  // Held while joining, so that two drains do not join twice.
  std::thread thread_ ABSL_GUARDED_BY(drain_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_SEQUENCER_H_
