#ifndef CLIENTS_BENCH_LATENCIES_H_
#define CLIENTS_BENCH_LATENCIES_H_

#include <chrono>
#include <cstdint>
#include <vector>

namespace assessment::bench {

// How long calls took. Every one is kept, so percentiles are exact.
class Latencies {
 public:
  void Add(std::chrono::nanoseconds latency) { nanos_.push_back(latency.count()); }
  void Merge(const Latencies& other);

  size_t count() const { return nanos_.size(); }

  // The smallest latency that at least `per_mille` thousandths of the calls did not exceed: 500 is
  // the median, 999 is p99.9. Zero without calls. Reorders what is kept.
  std::chrono::nanoseconds Percentile(int per_mille);

 private:
  std::vector<int64_t> nanos_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_LATENCIES_H_
