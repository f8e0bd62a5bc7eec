#include "ledger/service/worker_pool.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

WorkerPool::WorkerPool(size_t threads, size_t calls_waiting_max)
    : calls_waiting_max_(calls_waiting_max) {
  MutexLock lock(stop_mutex_);
  for (size_t i = 0; i < threads; ++i) threads_.emplace_back([this] { Work(); });
}

WorkerPool::~WorkerPool() { Stop(); }

absl::Status WorkerPool::Submit(std::function<void()> call) {
  return SubmitFor("", std::move(call));
}

absl::Status WorkerPool::SubmitFor(const std::string& principal, std::function<void()> call) {
  MutexLock lock(mutex_);
  if (stopping_) {
    return ReasonError(ledger::v1::REASON_SHUTTING_DOWN, "the server drains; retry");
  }
  if (calls_.size() >= calls_waiting_max_) {
    return ReasonError(ledger::v1::REASON_QUEUE_FULL,
                       absl::StrCat(calls_.size(), " calls wait, the most; wait and retry"));
  }
  if (!principal.empty()) {
    size_t& own = waiting_[principal];
    if (own >= (calls_waiting_max_ + 1) / 2) {
      return ReasonError(ledger::v1::REASON_QUEUE_FULL,
                         absl::StrCat("\"", principal, "\" has ", own,
                                      " calls waiting, the most; wait and retry"));
    }
    ++own;
  }
  calls_.push_back({std::move(call), principal});
  work_.Signal();
  return absl::OkStatus();
}

void WorkerPool::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    work_.SignalAll();
  }
  MutexLock lock(stop_mutex_);
  for (std::thread& thread : threads_) {
    if (thread.joinable()) thread.join();
  }
}

void WorkerPool::Work() {
  for (;;) {
    Waiting next;
    {
      MutexLock lock(mutex_);
      while (!stopping_ && calls_.empty()) work_.Wait(mutex_);
      if (calls_.empty()) return;
      next = std::move(calls_.front());
      calls_.pop_front();
      const auto own = waiting_.find(next.principal);
      if (own != waiting_.end() && --own->second == 0) waiting_.erase(own);
    }
    next.call();
  }
}

}  // namespace assessment
