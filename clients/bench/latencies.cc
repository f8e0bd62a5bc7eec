#include "clients/bench/latencies.h"

#include <algorithm>

namespace assessment::bench {

void Latencies::Merge(const Latencies& other) {
  sorted_ = false;
  latencies_.insert(latencies_.end(), other.latencies_.begin(), other.latencies_.end());
}

std::chrono::nanoseconds Latencies::Quantile(int per_mille) {
  if (latencies_.empty()) return std::chrono::nanoseconds(0);
  if (!sorted_) std::sort(latencies_.begin(), latencies_.end());
  sorted_ = true;
  const size_t rank = (latencies_.size() * static_cast<size_t>(per_mille) + 999) / 1000;
  return latencies_[std::max<size_t>(rank, 1) - 1];
}

}  // namespace assessment::bench
