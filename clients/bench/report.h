#ifndef CLIENTS_BENCH_REPORT_H_
#define CLIENTS_BENCH_REPORT_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "clients/bench/latencies.h"

namespace assessment::bench {

// A bound measured in the same run, in the unit of the rate beside it.
struct Limit {
  std::string name;
  double per_second = 0;
};

// What was measured of one workload.
struct ReportLine {
  std::string workload;
  std::string description;
  uint64_t ledger_size = 0;       // Events in the first ledger when it began.
  double offered_per_second = 0;  // Of an open loop: calls due a second; 0: a closed loop.
  // Of the very first call, before anything was warm; not among the latencies.
  std::chrono::nanoseconds first{0};
  double per_second = 0;
  Latencies latencies;
  uint64_t never_called = 0;
  double beside_per_second = 0;
  std::vector<Limit> limits;
};

// One JSON object on one line, without its end: times in milliseconds.
std::string ToJson(ReportLine line);

// Lines of the table for people, ended by a line feed: the line itself and one a limit.
std::string TableHead();
std::string ToTable(ReportLine line);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_REPORT_H_
