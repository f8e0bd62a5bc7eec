#ifndef LEDGER_SEQUENCER_FAULTY_LOG_H_
#define LEDGER_SEQUENCER_FAULTY_LOG_H_

// For tests: a log in front of another one that can hold commits back, answer them with a failure,
// and count them.

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "ledger/log/forwarding_log.h"

namespace assessment::testing {

// Thread-safe.
class FaultyLog : public ForwardingLog {
 public:
  using ForwardingLog::ForwardingLog;

  // Commits wait at the gate while it is closed.
  void CloseGate() {
    MutexLock lock(mutex_);
    open_ = false;
  }
  void OpenGate() {
    MutexLock lock(mutex_);
    open_ = true;
    changed_.SignalAll();
  }
  // Lets one commit through the closed gate.
  void PassOne() {
    MutexLock lock(mutex_);
    ++passes_;
    changed_.SignalAll();
  }
  // Waits until `count` commits in all came to the gate.
  void AwaitCommits(size_t count) {
    MutexLock lock(mutex_);
    while (commits_.size() < count) changed_.Wait(mutex_);
  }
  // The next commit writes nothing and answers this.
  void FailNextCommit(CommitResult result) {
    MutexLock lock(mutex_);
    failures_.push_back(std::move(result));
  }
  void SetWritable(absl::Status writable) {
    MutexLock lock(mutex_);
    writable_ = std::move(writable);
  }
  void SetNode(Hash node) {
    MutexLock lock(mutex_);
    node_ = node;
  }
  // Nodes below `level` cannot be read.
  void LoseNodesBelow(int level) {
    MutexLock lock(mutex_);
    lost_below_ = level;
  }
  // Sizes in events of the commits that were tried.
  std::vector<size_t> commits() const {
    MutexLock lock(mutex_);
    return commits_;
  }

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override {
    {
      MutexLock lock(mutex_);
      commits_.push_back(entries.size());
      changed_.SignalAll();
      while (!open_ && passes_ == 0) changed_.Wait(mutex_);
      if (!open_) --passes_;
      if (!failures_.empty()) {
        CommitResult failure = std::move(failures_.front());
        failures_.pop_front();
        return failure;
      }
    }
    return ForwardingLog::Commit(entries, expected_size, root_after);
  }
  absl::Status CheckWritable() const override {
    MutexLock lock(mutex_);
    return writable_;
  }
  absl::StatusOr<Hash> Node(int level, uint64_t index) const override {
    {
      MutexLock lock(mutex_);
      if (node_.has_value()) return *node_;
      if (level < lost_below_) return absl::DataLossError("the node is lost");
    }
    return ForwardingLog::Node(level, index);
  }

 private:
  mutable Mutex mutex_;
  mutable CondVar changed_;
  bool open_ ABSL_GUARDED_BY(mutex_) = true;
  int passes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<CommitResult> failures_ ABSL_GUARDED_BY(mutex_);
  absl::Status writable_ ABSL_GUARDED_BY(mutex_);
  std::optional<Hash> node_ ABSL_GUARDED_BY(mutex_);
  int lost_below_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<size_t> commits_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment::testing

#endif  // LEDGER_SEQUENCER_FAULTY_LOG_H_
