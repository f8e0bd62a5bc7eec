#ifndef CLIENTS_BENCH_WORKLOAD_H_
#define CLIENTS_BENCH_WORKLOAD_H_

#include <chrono>
#include <cstdint>
#include <functional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "clients/bench/latencies.h"

namespace assessment::bench {

// What is called, again and again.
struct Workload {
  int clients = 1;        // Threads, each with one call in flight at most.
  int events_a_call = 1;  // What one call stands for in the rate.
  // Makes one call; called by each client with its number and the number of its call.
  std::function<absl::Status(int client, uint64_t call)> call;
  // Set: what one more client does meanwhile, without being measured; called with the number of the
  // call.
  std::function<absl::Status(uint64_t call)> beside;
};

// How it is run.
struct Pace {
  std::chrono::nanoseconds warm_up{0};   // Runs before anything is measured.
  std::chrono::nanoseconds duration{0};  // Measured; a closed loop: at least a call of each client.
  // 0: a closed loop, each client calls again when it has its answer. Else an open loop: calls are
  // due at this rate, and a latency counts from the moment the call was due.
  double calls_per_second = 0;
};

struct Measured {
  double per_second = 0;  // Events, or calls where a call stands for one.
  Latencies latencies;
  double beside_per_second = 0;  // Calls of `beside`.
  // Of an open loop: calls that were due and not yet made when as much time again had passed. They
  // are among the latencies, with what they had waited by then.
  uint64_t never_called = 0;
};

// Runs a workload. The first failed call ends it and is returned.
absl::StatusOr<Measured> RunWorkload(const Workload& workload, const Pace& pace);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_WORKLOAD_H_
