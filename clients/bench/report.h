#ifndef CLIENTS_BENCH_REPORT_H_
#define CLIENTS_BENCH_REPORT_H_

// The figures of one run, for people and for programs.

#include <cstdint>
#include <string>
#include <vector>

#include "clients/bench/load.h"
#include "clients/bench/machine.h"

namespace assessment::bench {

// One measurement, already boiled down.
struct Figure {
  std::string name;  // "append", "append-batch", "echo".
  int in_flight = 0;
  int batch = 1;
  size_t request_bytes = 0;
  size_t response_bytes = 0;
  uint64_t calls = 0;
  double calls_per_second = 0;
  double events_per_second = 0;
  // Microseconds.
  double p50 = 0;
  double p99 = 0;
  double p999 = 0;
};

Figure MakeFigure(const std::string& name, int in_flight, int batch, LoadResult& result);

struct Report {
  Machine machine;
  uint64_t seed = 0;
  int connections = 0;
  std::string keys;  // "ordered" or "random".
  double seconds = 0;
  double syncs_per_second = 0;
  std::vector<Figure> figures;
};

// A ratio that a design can be held to: a measured rate over a limit of the same run.
struct Ratio {
  std::string name;
  double value = 0;
};

// Ratios of every figure that is not an echo: to the echo of the same size and number in flight,
// and, with one in flight, to 1 / (round trip of the echo + one sync).
std::vector<Ratio> Ratios(const Report& report);

std::string ReportText(const Report& report);
// One JSON object.
std::string ReportJson(const Report& report);

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_REPORT_H_
