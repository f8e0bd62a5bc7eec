#ifndef CLIENTS_BENCH_WORKLOAD_H_
#define CLIENTS_BENCH_WORKLOAD_H_

#include <chrono>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/bench/caller.h"
#include "clients/bench/latencies.h"

namespace assessment::bench {

// Who calls, again and again.
struct Workload {
  std::vector<std::unique_ptr<Caller>> callers;  // One at least.
  int events_a_call = 1;                         // What one call stands for in the rate.
  std::unique_ptr<Caller> beside;  // Set: calls all the while, one call after another.
};

// How it is run.
struct Pace {
  std::chrono::nanoseconds warm_up{0};   // Runs before anything is measured.
  std::chrono::nanoseconds duration{0};  // Measured; a closed loop: at least a call of each caller.
  // 0: a closed loop, each caller calls again when it has its answer. Else an open loop: calls are
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

// Runs a workload and waits until no call is in flight. The first failed call ends it and is
// returned.
absl::StatusOr<Measured> RunWorkload(const Workload& workload, const Pace& pace);

// How long one call of the workload's first caller takes.
absl::StatusOr<std::chrono::nanoseconds> TimeOneCall(const Workload& workload);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_WORKLOAD_H_
