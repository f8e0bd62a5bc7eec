#ifndef LEDGER_SEQUENCER_SEQUENCER_H_
#define LEDGER_SEQUENCER_SEQUENCER_H_

// The one writer of one ledger. Commands wait in a bounded queue; the sequencer's own thread judges
// each, in order, against the state at its own position, gives it position and record time, and
// hashes it into the tree. What was judged while the log was busy is one group: its records are one
// durable write (group commit), and the next group is judged meanwhile.
//
//   queue ──▶ judging ──▶ open group ──▶ GroupCommitter: write and sync, publish, answer
//
// One answer rule: every answer judged in a group (refusals and known events too) leaves after that
// group's commit, and groups are committed in order, so no answer ever rests on a record that is
// not durable. Nothing is answered twice, nothing stays unanswered.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
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
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/merkle.h"
#include "ledger/registry/signing_keys.h"
#include "ledger/sequencer/append_command.h"
#include "ledger/sequencer/group_committer.h"
#include "ledger/sequencer/judged_group.h"
#include "ledger/sequencer/sequencer_status.h"

namespace assessment {

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

// Thread-safe.
class Sequencer {
 public:
  struct Options {
    Clock* clock = nullptr;
    Admission::SaltSource salts;
    // Of the log as it was, to start from without folding all of it. One that does not belong to
    // the log, or that it cannot be started from, is not used; unset: there is none.
    std::optional<TraceList> traces;
    // Called once, on a thread of the sequencer, when it stops for good.
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

  // Queues a preview; judged when no record is on its way, so against durable state alone.
  void Submit(PreviewCommand command) ABSL_LOCKS_EXCLUDED(mutex_);

  // Finishes what was judged, answers every other command REASON_SHUTTING_DOWN, then and from now
  // on, and ends the thread. May be called again; not from a `done`.
  void Drain() ABSL_LOCKS_EXCLUDED(mutex_);

  SequencerStatus status() const ABSL_LOCKS_EXCLUDED(mutex_);

  // The keys that sign the checkpoints, as the durable log names them.
  SigningKeys signing_keys() const { return committer_->signing_keys(); }

  // Who may read what, after the durable log; replaced before the event that changes it is
  // answered.
  AccessViewPtr access() const { return committer_->access(); }

  // Of the durable log, for the next start.
  TraceList traces() const { return committer_->traces(); }
  // True when its state was made from a list, at the start of its options': what it rests on was
  // taken on faith.
  bool started_from_traces() const { return started_from_traces_; }

 private:
  enum class Phase { kRunning, kDraining, kStoppedUnknown };

  struct Waiting {
    AppendCommand command;
    size_t bytes = 0;  // Of the request as serialised.
  };

  // What the sequencer's thread does next.
  enum class Turn { kJudge, kPreview, kHandOver, kRecover, kEnd };

  Sequencer(std::string ledger, EventLog& log, Options options);

  // All below run on the sequencer's thread (or before it starts).
  absl::Status Recover(const std::optional<TraceList>& traces);
  // Makes the admission, from the traces if it can be.
  absl::Status Replay(const std::optional<TraceList>& traces);
  void StartCommitter();
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for something to do; gives what there is to judge, or to preview.
  Turn AwaitTurn(std::vector<Waiting>& appends, std::vector<PreviewCommand>& previews)
      ABSL_LOCKS_EXCLUDED(mutex_);
  std::optional<Turn> NextTurn(bool committer_free, GroupCommitter::State state) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // True when the first command that waits is to be judged into the open group.
  bool FitsOpenGroup(const Waiting& next) const;
  void AnswerPreview(PreviewCommand& command);
  void JudgeAll(std::vector<Waiting>& appends);
  // Fills the response; returns whether receipts are missing in it, which only the log can tell.
  bool Judge(AppendCommand& command);
  bool FillAccepted(const BatchDecision& decision, ledger::v1::Accepted& accepted) const;
  // Begins a new group on top of what was judged; returns the one before.
  JudgedGroup OpenGroup();
  void HandOver() ABSL_LOCKS_EXCLUDED(mutex_);
  // The state has advanced over records that do not exist: makes it anew from those that do.
  void Renew() ABSL_LOCKS_EXCLUDED(mutex_);
  UnixMicros NextRecordTime();
  // Wakes the thread when it waits.
  void Wake() ABSL_LOCKS_EXCLUDED(mutex_);
  void WakeLocked() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Answers everything that waits with `status`.
  void AnswerWaiting(const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  // What a command gets that comes in `phase`; OK while running.
  static absl::Status PhaseStatus(Phase phase);

  const std::string ledger_;
  EventLog& log_;
  Options options_;

  mutable Mutex mutex_;
  CondVar work_;
  Phase phase_ ABSL_GUARDED_BY(mutex_) = Phase::kRunning;
  bool thread_waits_ ABSL_GUARDED_BY(mutex_) = false;
  size_t events_waiting_ ABSL_GUARDED_BY(mutex_) = 0;  // Of `appends_`.
  // Of them so many that the thread's waiting ends.
  size_t wakes_at_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Waiting> appends_ ABSL_GUARDED_BY(mutex_);
  std::deque<PreviewCommand> previews_ ABSL_GUARDED_BY(mutex_);
  // Previews have had their turn since appends were judged.
  bool previewed_ ABSL_GUARDED_BY(mutex_) = false;

  std::atomic<bool> started_from_traces_ = false;

  // Of the sequencer's thread alone.
  std::unique_ptr<Admission> admission_;
  Frontier frontier_;  // Over every record judged so far.
  JudgedGroup open_;

  std::unique_ptr<GroupCommitter> committer_;  // Ends before what it tells of being free.

  Mutex drain_mutex_;  // Held while joining, so that two drains do not join twice.
  std::thread thread_ ABSL_GUARDED_BY(drain_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_SEQUENCER_H_
