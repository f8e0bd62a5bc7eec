#ifndef CLIENTS_BENCH_WORKLOAD_H_
#define CLIENTS_BENCH_WORKLOAD_H_

#include <chrono>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "clients/bench/latencies.h"

namespace assessment::bench {

struct Workload {
  std::string name;
  int clients = 1;        // Calls in flight: a closed loop, each client waits for its answer.
  int events_a_call = 1;  // What one call stands for in the rate.
  // Makes one call; called by each client with its number and the number of its call.
  std::function<absl::Status(int client, uint64_t call)> call;
};

struct Measured {
  double per_second = 0;  // Events, or calls where a call stands for one.
  Latencies latencies;
};

// Runs a workload for `warm_up`, then measures it for `duration`. The first failed call ends it and
// is returned.
absl::StatusOr<Measured> Run(const Workload& workload, std::chrono::milliseconds warm_up,
                             std::chrono::milliseconds duration);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_WORKLOAD_H_
