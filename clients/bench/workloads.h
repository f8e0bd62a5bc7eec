#ifndef CLIENTS_BENCH_WORKLOADS_H_
#define CLIENTS_BENCH_WORKLOADS_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/bench/bench_ledger.h"
#include "clients/bench/measurement.h"

namespace assessment::bench {

// What is done over and over.
enum class Action {
  kAppend,     // Metrics, each call one atomic batch.
  kEcho,       // The same calls, answered by a server that does nothing.
  kSheet,      // The score sheet of the unit with a history, as of now.
  kSheetAsOf,  // The same as of a random size within that history.
  kRead,       // A page of events from a random position.
};

// One measurement to make.
struct Workload {
  absl::string_view name;
  Action action;
  int clients;
  // Events a call; 0 for what appends nothing.
  int batch;
  // Idempotency keys that grow (UUIDs of version 7), or random ones.
  bool ordered_keys;
  absl::string_view what;  // For people.
};

// All there are, in the order in which they are best measured: the limit before what it bounds.
absl::Span<const Workload> AllWorkloads();

// Null when there is none of that name.
const Workload* FindWorkload(absl::string_view name);

struct RunOptions {
  std::chrono::milliseconds warm_up{1000};
  std::chrono::milliseconds measured{4000};
  // 0: the workload's own number.
  int clients = 0;
  int batch = 0;
  int connections = 1;
  int threads = 1;
  size_t event_bytes = 400;
  uint32_t page_size = 100;
  uint64_t seed = 20221231;
  // Of the unit with a history.
  size_t history_events = 10'000;
  std::string scheme_file;
};

// Runs workloads one after the other on one ledger.
class Runner {
 public:
  // `ledger` outlives this.
  Runner(BenchLedger& ledger, RunOptions options) : ledger_(ledger), options_(std::move(options)) {}

  // Prepares what the workload needs, then measures it. An error when preparing failed; calls that
  // fail while measuring are counted in the measurement.
  absl::StatusOr<Measurement> Run(const Workload& workload);

 private:
  absl::StatusOr<Measurement> RunAppends(const Workload& workload);
  absl::StatusOr<Measurement> RunSheets(const Workload& workload);
  absl::StatusOr<Measurement> RunReads(const Workload& workload);

  BenchLedger& ledger_;
  const RunOptions options_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_WORKLOADS_H_
