#include "clients/bench/workload.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "clients/bench/arrival_schedule.h"
#include "ledger/base/mutex.h"

namespace assessment::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;
using TimePoint = SteadyClock::time_point;

// What the clients of one run share.
class Loop {
 public:
  Loop(const Workload& workload, const Pace& pace, TimePoint start)
      : workload_(workload),
        begin_(start + pace.warm_up),
        end_(begin_ + pace.duration),
        last_(end_ + pace.duration),
        open_(pace.calls_per_second > 0),
        schedule_(start, open_ ? pace.calls_per_second : 1) {}

  void RunClient(int client) {
    Tally mine;
    for (uint64_t call = 0; !stop_; ++call) {
      const TimePoint due = open_ ? schedule_.Next() : SteadyClock::now();
      // A closed loop whose calls take longer than all of it still measures one of each client.
      if (due >= end_ && (open_ || mine.latencies.count() > 0)) break;
      if (open_) std::this_thread::sleep_until(due);
      if (open_ && SteadyClock::now() >= last_) {
        if (due < begin_) continue;
        mine.latencies.Add(last_ - due);
        ++mine.never_called;
        continue;
      }
      if (!Ok(workload_.call(client, call))) break;
      const TimePoint now = SteadyClock::now();
      if (due < begin_) continue;
      mine.latencies.Add(now - due);
      mine.last_answer = std::max(mine.last_answer, now);
    }
    Merge(mine);
  }

  void RunBeside() {
    uint64_t counted = 0;
    for (uint64_t call = 0; !stop_; ++call) {
      const TimePoint now = SteadyClock::now();
      if (!Ok(workload_.beside(call))) break;
      if (now >= begin_) ++counted;
    }
    const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin_).count();
    MutexLock lock(mutex_);
    if (seconds > 0) beside_per_second_ = static_cast<double>(counted) / seconds;
  }

  void Stop() { stop_ = true; }

  absl::StatusOr<Measured> Finish() {
    MutexLock lock(mutex_);
    if (!failure_.ok()) return failure_;
    Measured measured;
    const auto calls = static_cast<double>(all_.latencies.count() - all_.never_called);
    const double seconds =
        std::chrono::duration<double>(std::max(all_.last_answer, end_) - begin_).count();
    measured.per_second = calls * workload_.events_a_call / seconds;
    measured.latencies = std::move(all_.latencies);
    measured.never_called = all_.never_called;
    measured.beside_per_second = beside_per_second_;
    return measured;
  }

 private:
  struct Tally {
    Latencies latencies;
    TimePoint last_answer;
    uint64_t never_called = 0;
  };

  bool Ok(const absl::Status& status) {
    if (status.ok()) return true;
    MutexLock lock(mutex_);
    failure_.Update(status);
    stop_ = true;
    return false;
  }

  void Merge(const Tally& tally) {
    MutexLock lock(mutex_);
    all_.latencies.Merge(tally.latencies);
    all_.last_answer = std::max(all_.last_answer, tally.last_answer);
    all_.never_called += tally.never_called;
  }

  const Workload& workload_;
  const TimePoint begin_;
  const TimePoint end_;
  // An open loop that fell behind serves what was due until then.
  const TimePoint last_;
  const bool open_;
  ArrivalSchedule schedule_;
  std::atomic<bool> stop_ = false;

  Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  Tally all_ ABSL_GUARDED_BY(mutex_);
  double beside_per_second_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace

absl::StatusOr<Measured> RunWorkload(const Workload& workload, const Pace& pace) {
  Loop loop(workload, pace, SteadyClock::now());
  std::thread beside;
  if (workload.beside) beside = std::thread([&loop] { loop.RunBeside(); });
  std::vector<std::thread> clients;
  clients.reserve(static_cast<size_t>(workload.clients));
  for (int client = 0; client < workload.clients; ++client) {
    clients.emplace_back([&loop, client] { loop.RunClient(client); });
  }
  for (std::thread& client : clients) client.join();
  loop.Stop();
  if (beside.joinable()) beside.join();
  return loop.Finish();
}

}  // namespace assessment::bench
