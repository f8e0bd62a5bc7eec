#ifndef LEDGER_SEQUENCER_GROUP_COMMITTER_H_
#define LEDGER_SEQUENCER_GROUP_COMMITTER_H_

// The second half of a sequencer: makes judged groups durable, one after another, and answers their
// commands, on a thread of its own. So the next group is judged while the disk works on this one.
// It knows what is durable, and tells it to everybody.

#include <cstdint>
#include <functional>
#include <optional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"
#include "ledger/permission/access_view.h"
#include "ledger/proof/sha256.h"
#include "ledger/registry/signing_keys.h"
#include "ledger/sequencer/judged_group.h"
#include "ledger/sequencer/sequencer_status.h"

namespace assessment {

// Thread-safe; one thread at a time hands groups over.
class GroupCommitter {
 public:
  enum class State {
    kGood,
    // A group was not written, nor will be any that was judged on top of it, until Resume.
    kNotCommitted,
    // The outcome of a group is unknown. Nothing is written any more.
    kUnknown,
  };

  struct Events {
    // Called on the committer's thread when it is free again. No lock is held at any of these.
    std::function<void()> on_free;
    // Called once, before any answer says that the outcome is unknown, and once after those of its
    // group have left.
    std::function<void()> before_unknown;
    std::function<void()> after_unknown;
  };

  // `log` outlives this and holds what `access`, `signing_keys` and `traces` (positions below its
  // size) say. The thread starts at once.
  GroupCommitter(EventLog& log, AccessViewPtr access, SigningKeys signing_keys,
                 std::vector<uint64_t> traces, Events events);
  // Ends after the group in hand.
  ~GroupCommitter();
  GroupCommitter(const GroupCommitter&) = delete;
  GroupCommitter& operator=(const GroupCommitter&) = delete;

  // Commits and answers a group; one without entries is answered alone. In another state than kGood
  // every answer of it that is OK becomes the failure. Requires Free().
  void Take(JudgedGroup group) ABSL_LOCKS_EXCLUDED(mutex_);
  // The same on the caller's thread, which returns when it is done: spares a lone command the way
  // to the other thread.
  void TakeHere(JudgedGroup group) ABSL_LOCKS_EXCLUDED(mutex_);
  // True when there is no group in hand.
  bool Free() const ABSL_LOCKS_EXCLUDED(mutex_);
  State state() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Goes on after kNotCommitted, with groups judged on top of what is durable. Requires Free().
  void Resume() ABSL_LOCKS_EXCLUDED(mutex_);

  // Of what was committed; `commands_waiting`, `running` and `stopped_unknown` are the sequencer's.
  SequencerStatus status() const ABSL_LOCKS_EXCLUDED(mutex_);
  SigningKeys signing_keys() const ABSL_LOCKS_EXCLUDED(mutex_);
  AccessViewPtr access() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Of the durable log.
  TraceList traces() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for a group; nothing when the thread is to end.
  std::optional<JudgedGroup> AwaitGroup() ABSL_LOCKS_EXCLUDED(mutex_);
  // Commits and answers it.
  void Finish(JudgedGroup group) ABSL_LOCKS_EXCLUDED(mutex_);
  // Makes it durable and publishes what that changes; what became of it otherwise.
  absl::Status Commit(const JudgedGroup& group) ABSL_LOCKS_EXCLUDED(mutex_);
  // Remembers why, and returns what to answer.
  absl::Status Fail(State state, absl::Status answer) ABSL_LOCKS_EXCLUDED(mutex_);
  void Answer(JudgedGroup& group, const absl::Status& failure) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ReadReceipts(ledger::v1::Accepted& accepted) const;

  EventLog& log_;
  const Events events_;

  mutable Mutex mutex_;
  CondVar changed_;
  std::optional<JudgedGroup> next_ ABSL_GUARDED_BY(mutex_);
  bool free_ ABSL_GUARDED_BY(mutex_) = true;
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  State state_ ABSL_GUARDED_BY(mutex_) = State::kGood;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);  // What is answered in another state.
  SequencerStatus published_ ABSL_GUARDED_BY(mutex_);
  AccessViewPtr access_ ABSL_GUARDED_BY(mutex_);
  SigningKeys signing_keys_ ABSL_GUARDED_BY(mutex_);
  TraceList traces_ ABSL_GUARDED_BY(mutex_);

  std::thread thread_;
};

// What a caller gets when the log did not write for this cause.
absl::Status NotWritten(const absl::Status& cause);

}  // namespace assessment

#endif  // LEDGER_SEQUENCER_GROUP_COMMITTER_H_
