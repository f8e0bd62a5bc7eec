#ifndef CLIENTS_BENCH_LOAD_H_
#define CLIENTS_BENCH_LOAD_H_

// A closed loop of Append calls: so many in flight, each answered before its client sends the next.

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>

#include "assessment/ledger/v1/ledger_service.pb.h"
#include "clients/bench/latencies.h"

namespace assessment::bench {

struct LoadOptions {
  std::string address;
  std::string token;
  int in_flight = 64;
  // Connections that they share; at most in_flight.
  int connections = 8;
  // Threads that send and receive.
  int threads = 1;
  // Calls before this are made and not counted.
  std::chrono::milliseconds warm_up{2000};
  std::chrono::milliseconds duration{10'000};
};

struct LoadResult {
  std::chrono::nanoseconds elapsed{0};  // Of the counted part.
  uint64_t calls = 0;                   // Answered within it.
  uint64_t events = 0;                  // Accepted by those calls.
  uint64_t failures = 0;                // Failed or refused calls, at any time.
  std::string first_failure;
  size_t request_bytes = 0;   // Of the last request.
  size_t response_bytes = 0;  // Of the last answer.
  Latencies latencies;

  double EventsPerSecond() const;
  double CallsPerSecond() const;
};

// Makes the requests of one thread, one after the other.
using MakeRequest = std::function<ledger::v1::AppendRequest()>;

// Runs the loop; `maker(thread)` is called once a thread, from 0. After the first failure no new
// calls are sent.
LoadResult RunLoad(const LoadOptions& options, const std::function<MakeRequest(int)>& maker);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_LOAD_H_
