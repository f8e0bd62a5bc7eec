#ifndef CLIENTS_BENCH_LATENCIES_H_
#define CLIENTS_BENCH_LATENCIES_H_

#include <chrono>
#include <cstddef>
#include <vector>

namespace assessment::bench {

// How long calls took. Not thread-safe: each client keeps its own, merged at the end.
class Latencies {
 public:
  void Add(std::chrono::nanoseconds latency) { sorted_ = false, latencies_.push_back(latency); }
  void Merge(const Latencies& other);

  size_t count() const { return latencies_.size(); }
  // The least latency that `per_mille` thousandths of the calls did not exceed (500: the median); 0
  // without calls.
  std::chrono::nanoseconds Quantile(int per_mille);

 private:
  std::vector<std::chrono::nanoseconds> latencies_;
  bool sorted_ = false;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_LATENCIES_H_
