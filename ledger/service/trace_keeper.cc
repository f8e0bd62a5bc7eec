#include "ledger/service/trace_keeper.h"

#include <chrono>
#include <utility>

#include "absl/status/status.h"
#include "ledger/base/background_priority.h"

namespace assessment {

TraceKeeper::TraceKeeper(uint64_t worth_keeping) : worth_keeping_(worth_keeping) {
  MutexLock lock(stop_mutex_);
  thread_ = std::thread([this] { Run(); });
}

TraceKeeper::~TraceKeeper() { Stop(); }

void TraceKeeper::Add(Fold fold) {
  MutexLock lock(mutex_);
  folds_.push_back(std::make_unique<Fold>(std::move(fold)));
}

void TraceKeeper::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.SignalAll();
  }
  MutexLock lock(stop_mutex_);
  if (!thread_.joinable()) return;
  thread_.join();
  for (const Fold* fold : All()) KeepOf(*fold, /*worth_keeping=*/1);
}

bool TraceKeeper::Stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

std::vector<TraceKeeper::Fold*> TraceKeeper::All() {
  MutexLock lock(mutex_);
  std::vector<Fold*> all;
  for (const std::unique_ptr<Fold>& fold : folds_) all.push_back(fold.get());
  return all;
}

void TraceKeeper::Run() {
  constexpr std::chrono::seconds kLookAgain(1);
  while (true) {
    {
      MutexLock lock(mutex_);
      if (!stopping_) changed_.WaitFor(mutex_, kLookAgain);
      if (stopping_) return;
    }
    for (Fold* fold : All()) {
      Check(*fold);
      KeepOf(*fold, worth_keeping_);
    }
  }
}

void TraceKeeper::Check(Fold& fold) {
  if (!fold.check) return;
  RunInBackground([this, &fold] { fold.check([this] { return Stopping(); }); });
  // The list that it holds is let go.
  if (!Stopping()) fold.check = nullptr;
}

void TraceKeeper::KeepOf(const Fold& fold, uint64_t worth_keeping) {
  if (absl::IsDataLoss(fold.log->CheckWritable())) return;
  const uint64_t worth_at = fold.file->kept_size() + worth_keeping;
  // The list is not copied where it cannot have come so far.
  if (fold.log->DurableTail().size < worth_at) return;
  const TraceList traces = fold.traces();
  if (traces.size < worth_at) return;
  // Without it the next start takes longer, nothing else.
  fold.file->Keep(traces).IgnoreError();
}

}  // namespace assessment
