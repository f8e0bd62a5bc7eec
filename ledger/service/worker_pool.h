#ifndef LEDGER_SERVICE_WORKER_POOL_H_
#define LEDGER_SERVICE_WORKER_POOL_H_

// Threads for calls that read: they may take long, and gRPC's few callback threads must stay free
// for appends.

#include <cstddef>
#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Thread-safe.
class WorkerPool {
 public:
  // `calls_waiting_max`: most calls that wait at once; see Submit.
  WorkerPool(size_t threads, size_t calls_waiting_max);
  // Stops.
  ~WorkerPool();
  WorkerPool(const WorkerPool&) = delete;
  WorkerPool& operator=(const WorkerPool&) = delete;

  // Runs `call` on a thread of the pool. REASON_QUEUE_FULL when too many wait, REASON_SHUTTING_DOWN
  // once stopped: then `call` is not run.
  absl::Status Submit(std::function<void()> call) ABSL_LOCKS_EXCLUDED(mutex_);

  // The same in the name of a principal, of which at most half of all that may wait waits:
  // REASON_QUEUE_FULL beyond that, so that one caller leaves room for the others.
  absl::Status SubmitFor(const std::string& principal, std::function<void()> call)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Runs what is waiting, then ends the threads. May be called again; not from a call.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    std::function<void()> call;
    std::string principal;  // Empty: the server's own.
  };

  void Work() ABSL_LOCKS_EXCLUDED(mutex_);

  const size_t calls_waiting_max_;
  Mutex mutex_;
  CondVar work_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<Waiting> calls_ ABSL_GUARDED_BY(mutex_);
  // How many of them each principal has.
  absl::flat_hash_map<std::string, size_t> waiting_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::vector<std::thread> threads_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_WORKER_POOL_H_
