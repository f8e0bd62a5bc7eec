#ifndef LEDGER_SERVICE_TRACE_KEEPER_H_
#define LEDGER_SERVICE_TRACE_KEEPER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"
#include "ledger/service/trace_file.h"

namespace assessment {

// Keeps the lists of traces of folds that go on, each in its file: now and then, on a thread of its
// own, and once more at the end. Thread-safe.
class TraceKeeper {
 public:
  // Records since the list that was kept last that make another one worth keeping: about as many as
  // a start folds in a moment.
  static constexpr uint64_t kWorthKeeping = 100 * 1000;

  struct Fold {
    // Both outlive the keeper.
    const EventLog* log = nullptr;
    TraceFile* file = nullptr;
    // The list as of now; of size 0 while there is none that could be started from.
    std::function<TraceList()> traces = nullptr;
    // Called once, before the first list is kept, on a thread of low priority: looks at the list
    // that the fold was started from, and ends early once it is stopping. Empty: nothing is to be
    // looked at.
    std::function<void(const std::function<bool()>& stopping)> check = nullptr;
  };

  explicit TraceKeeper(uint64_t worth_keeping = kWorthKeeping);
  // Stops.
  ~TraceKeeper();
  TraceKeeper(const TraceKeeper&) = delete;
  TraceKeeper& operator=(const TraceKeeper&) = delete;

  // Begins to keep the list of a fold; none of a log that is damaged.
  void Add(Fold fold) ABSL_LOCKS_EXCLUDED(mutex_);

  // Ends the thread, and keeps every list that goes further than the one kept: for when the folds
  // have ended. Again: nothing.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  void Check(Fold& fold) ABSL_LOCKS_EXCLUDED(mutex_);
  static void KeepOf(const Fold& fold, uint64_t worth_keeping);
  bool Stopping() const ABSL_LOCKS_EXCLUDED(mutex_);
  // They live as long as this.
  std::vector<Fold*> All() ABSL_LOCKS_EXCLUDED(mutex_);

  const uint64_t worth_keeping_;

  mutable Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  // What they hold is of the keeper's thread alone, and of Stop after it.
  std::vector<std::unique_ptr<Fold>> folds_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_TRACE_KEEPER_H_
