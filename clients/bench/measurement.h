#ifndef CLIENTS_BENCH_MEASUREMENT_H_
#define CLIENTS_BENCH_MEASUREMENT_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "clients/bench/latency_histogram.h"

namespace assessment::bench {

// What one workload came to. Counts are of the measured time alone, without warm-up.
struct Measurement {
  std::string workload;
  // Calls in flight: each client sends its next call when the last one was answered.
  int clients = 0;
  // Connections they share.
  int connections = 0;
  // Events a call; 0: calls that append nothing.
  int batch = 0;
  // Size of the last request and response, serialised.
  size_t request_bytes = 0;
  size_t response_bytes = 0;
  std::chrono::nanoseconds measured{0};
  uint64_t calls = 0;
  // Events appended, echoed or read.
  uint64_t events = 0;
  // Answers that said no.
  uint64_t refusals = 0;
  // Calls without an answer; each ended its client. The first one's message.
  uint64_t failures = 0;
  std::string first_failure;
  LatencyHistogram latency;

  double calls_per_second() const { return PerSecond(calls); }
  double events_per_second() const { return PerSecond(events); }

 private:
  double PerSecond(uint64_t count) const {
    const double seconds = std::chrono::duration<double>(measured).count();
    return seconds > 0 ? static_cast<double>(count) / seconds : 0;
  }
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_MEASUREMENT_H_
