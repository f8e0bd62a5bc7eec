#include "clients/bench/workload.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/types/span.h"
#include "clients/bench/arrival_schedule.h"
#include "ledger/base/mutex.h"
#include "ledger/base/status_macros.h"

namespace assessment::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

// One run. A call is begun by the thread that runs it or, in a closed loop, where the answer to the
// one before arrives.
class Loop {
 public:
  // `beside` may be null.
  Loop(absl::Span<const std::unique_ptr<Caller>> callers, Caller* beside, const Pace& pace)
      : start_(SteadyClock::now()),
        begin_(start_ + pace.warm_up),
        end_(begin_ + pace.duration),
        last_(end_ + pace.duration),
        calls_per_second_(pace.calls_per_second) {
    for (const std::unique_ptr<Caller>& caller : callers) {
      clients_.push_back(std::make_unique<Client>(*this, *caller));
      resting_.push_back(clients_.back().get());
    }
    if (beside != nullptr) beside_ = std::make_unique<Client>(*this, *beside);
  }

  absl::Status Run() {
    if (beside_ != nullptr) beside_->Begin(SteadyClock::now());
    if (open_loop()) {
      BeginWhenDue();
    } else {
      for (size_t i = 0; i < clients_.size(); ++i) TakeResting().Begin(SteadyClock::now());
    }
    AwaitRest(clients_.size());
    stop_ = true;
    if (beside_ != nullptr) AwaitRest(clients_.size() + 1);
    MutexLock lock(mutex_);
    return failure_;
  }

  // After Run.
  Measured Result(int events_a_call) {
    Measured measured;
    TimePoint last_answer = end_;
    for (const std::unique_ptr<Client>& client : clients_) {
      measured.latencies.Merge(client->latencies());
      last_answer = std::max(last_answer, client->last_answer());
    }
    measured.per_second = PerSecond(measured.latencies.count(), last_answer) * events_a_call;
    measured.latencies.Merge(never_called_);
    measured.never_called = never_called_.count();
    if (beside_ != nullptr) {
      measured.beside_per_second = PerSecond(beside_->latencies().count(), beside_->last_answer());
    }
    return measured;
  }

 private:
  // A caller and what was measured of it: touched by whoever begins its call and then by whoever
  // brings the answer, never by two at once.
  class Client {
   public:
    Client(Loop& loop, Caller& caller)
        : caller_(caller), on_answer_([this, &loop](const absl::Status& status) {
            const TimePoint now = SteadyClock::now();
            if (status.ok() && due_ >= loop.begin_) {
              latencies_.Add(now - due_);
              last_answer_ = now;
            }
            loop.GoOn(*this, status, now);
          }) {}

    void Begin(TimePoint due) {
      due_ = due;
      caller_.Begin(on_answer_);
    }

    const Latencies& latencies() const { return latencies_; }
    TimePoint last_answer() const { return last_answer_; }

   private:
    Caller& caller_;
    const Caller::OnAnswer on_answer_;
    TimePoint due_;
    TimePoint last_answer_;
    Latencies latencies_;
  };

  bool open_loop() const { return calls_per_second_ > 0; }

  // What a client does that has its answer.
  void GoOn(Client& client, const absl::Status& status, TimePoint now) {
    if (!status.ok()) Fail(status);
    if (CallsAgain(client, now)) {
      client.Begin(now);
    } else {
      Rest(client);
    }
  }

  bool CallsAgain(const Client& client, TimePoint now) const {
    if (stop_) return false;
    if (&client == beside_.get()) return true;
    // A closed loop whose calls take longer than all of it still measures one of each client.
    return !open_loop() && (now < end_ || client.latencies().count() == 0);
  }

  // The arrivals of an open loop, each for the client that rests the longest.
  void BeginWhenDue() {
    const ArrivalSchedule schedule(start_, calls_per_second_);
    for (uint64_t call = 0; !stop_; ++call) {
      const TimePoint due = schedule.DueAt(call);
      if (due >= end_) break;
      std::this_thread::sleep_until(due);
      Client& client = TakeResting();
      if (!stop_ && SteadyClock::now() < last_) {
        client.Begin(due);
      } else {
        Rest(client);
        if (due >= begin_) never_called_.Add(last_ - due);
      }
    }
  }

  Client& TakeResting() {
    MutexLock lock(mutex_);
    while (resting_.empty()) changed_.Wait(mutex_);
    Client& client = *resting_.front();
    resting_.pop_front();
    return client;
  }

  void Rest(Client& client) {
    MutexLock lock(mutex_);
    resting_.push_back(&client);
    changed_.Signal();
  }

  void AwaitRest(size_t clients) {
    MutexLock lock(mutex_);
    while (resting_.size() < clients) changed_.Wait(mutex_);
  }

  void Fail(const absl::Status& status) {
    MutexLock lock(mutex_);
    failure_.Update(status);
    stop_ = true;
  }

  double PerSecond(size_t calls, TimePoint until) const {
    const double seconds = std::chrono::duration<double>(until - begin_).count();
    return seconds > 0 ? static_cast<double>(calls) / seconds : 0;
  }

  const TimePoint start_;
  const TimePoint begin_;
  const TimePoint end_;
  // An open loop that fell behind serves what was due until then.
  const TimePoint last_;
  const double calls_per_second_;
  std::vector<std::unique_ptr<Client>> clients_;
  std::unique_ptr<Client> beside_;
  Latencies never_called_;
  std::atomic<bool> stop_ = false;

  Mutex mutex_;
  CondVar changed_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  // Clients without a call in flight, in the order in which they had their answers.
  std::deque<Client*> resting_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

absl::StatusOr<Measured> RunWorkload(const Workload& workload, const Pace& pace) {
  Loop loop(workload.callers, workload.beside.get(), pace);
  RETURN_IF_ERROR(loop.Run());
  return loop.Result(workload.events_a_call);
}

absl::StatusOr<std::chrono::nanoseconds> TimeOneCall(const Workload& workload) {
  Loop loop(absl::MakeSpan(workload.callers).first(1), nullptr, Pace());
  RETURN_IF_ERROR(loop.Run());
  return loop.Result(1).latencies.Quantile(1000);
}

}  // namespace assessment::bench
