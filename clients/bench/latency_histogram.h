#ifndef CLIENTS_BENCH_LATENCY_HISTOGRAM_H_
#define CLIENTS_BENCH_LATENCY_HISTOGRAM_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace assessment::bench {

// How long calls took: counts in buckets whose width is at most 1/64 of their lower edge, so every
// quantile is exact to 1.6 %, whatever the range. Not thread-safe: one a thread, merged at the end.
class LatencyHistogram {
 public:
  LatencyHistogram();

  // Counts one call; a negative latency counts as 0.
  void Record(std::chrono::nanoseconds latency);

  // Adds the counts of `other`.
  void Merge(const LatencyHistogram& other);

  uint64_t count() const { return count_; }

  // The latency that `permyriad` of 10,000 calls do not exceed: the upper edge of its bucket, but
  // never more than the largest recorded. 0 when nothing was recorded. `permyriad` is 1 to 10,000;
  // 5,000 is the median.
  std::chrono::nanoseconds Quantile(uint32_t permyriad) const;

 private:
  std::vector<uint64_t> counts_;
  uint64_t count_ = 0;
  uint64_t largest_ = 0;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_LATENCY_HISTOGRAM_H_
