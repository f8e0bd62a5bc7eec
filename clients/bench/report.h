#ifndef CLIENTS_BENCH_REPORT_H_
#define CLIENTS_BENCH_REPORT_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/bench/machine.h"
#include "clients/bench/measurement.h"

namespace assessment::bench {

// Rates of the disk and of RocksDB alone, by name, a second.
using StoreLimits = std::map<std::string, double>;

// Reads what the program store_limits prints: one JSON object of numbers. INVALID_ARGUMENT when it
// is none.
absl::StatusOr<StoreLimits> ParseStoreLimits(absl::string_view json);

// How a workload compares with a limit that was measured in the same run.
struct Ratio {
  std::string workload;
  // What it is compared with, in words.
  std::string limit;
  double limit_per_second = 0;
  double ratio = 0;
};

// Every ratio for which both sides were measured: appends to the gRPC echo with as many clients and
// events a call, to RocksDB's own writes, and for one client to the bound 1 / (round trip + sync).
// Events a second against rows a second.
std::vector<Ratio> Ratios(absl::Span<const Measurement> measurements, const StoreLimits& limits);

struct Report {
  Machine machine;
  size_t event_bytes = 0;
  double seconds = 0;
  std::vector<Measurement> measurements;
  StoreLimits limits;  // Empty: not measured.
};

// A table for people: a line a workload with its rate, latencies, refusals and ratios, then a line
// a limit.
std::string RenderTable(const Report& report);

// The same for programs, one JSON object.
std::string RenderJson(const Report& report);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_REPORT_H_
