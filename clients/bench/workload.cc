#include "clients/bench/workload.h"

#include <atomic>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"

namespace assessment::bench {
namespace {

using SteadyClock = std::chrono::steady_clock;

// What the clients of one run share.
struct Shared {
  std::atomic<bool> stop = false;
  std::atomic<bool> measuring = false;
  Mutex mutex;
  absl::Status failure ABSL_GUARDED_BY(mutex);
  Latencies latencies ABSL_GUARDED_BY(mutex);
};

void RunClient(const Workload& workload, int client, Shared& shared) {
  Latencies mine;
  for (uint64_t call = 0; !shared.stop; ++call) {
    const SteadyClock::time_point begin = SteadyClock::now();
    const bool counts = shared.measuring;
    const absl::Status status = workload.call(client, call);
    if (!status.ok()) {
      MutexLock lock(shared.mutex);
      shared.failure.Update(status);
      shared.stop = true;
      break;
    }
    if (counts) mine.Add(SteadyClock::now() - begin);
  }
  MutexLock lock(shared.mutex);
  shared.latencies.Merge(mine);
}

}  // namespace

absl::StatusOr<Measured> Run(const Workload& workload, std::chrono::milliseconds warm_up,
                             std::chrono::milliseconds duration) {
  Shared shared;
  std::vector<std::thread> clients;
  for (int client = 0; client < workload.clients; ++client) {
    clients.emplace_back([&workload, client, &shared] { RunClient(workload, client, shared); });
  }
  std::this_thread::sleep_for(warm_up);
  shared.measuring = true;
  const SteadyClock::time_point begin = SteadyClock::now();
  std::this_thread::sleep_for(duration);
  const double seconds = std::chrono::duration<double>(SteadyClock::now() - begin).count();
  shared.stop = true;
  for (std::thread& client : clients) client.join();
  MutexLock lock(shared.mutex);
  if (!shared.failure.ok()) return shared.failure;
  Measured measured;
  measured.per_second =
      static_cast<double>(shared.latencies.count()) * workload.events_a_call / seconds;
  measured.latencies = std::move(shared.latencies);
  return measured;
}

}  // namespace assessment::bench
