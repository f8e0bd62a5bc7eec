#include "clients/bench/latencies.h"

#include <algorithm>

namespace assessment::bench {

void Latencies::Merge(const Latencies& other) {
  nanos_.insert(nanos_.end(), other.nanos_.begin(), other.nanos_.end());
}

std::chrono::nanoseconds Latencies::Percentile(int per_mille) {
  if (nanos_.empty()) return std::chrono::nanoseconds(0);
  const size_t rank = (nanos_.size() * static_cast<size_t>(per_mille) + 999) / 1000;
  const auto place = nanos_.begin() + static_cast<std::ptrdiff_t>(std::max<size_t>(rank, 1) - 1);
  std::nth_element(nanos_.begin(), place, nanos_.end());
  return std::chrono::nanoseconds(*place);
}

}  // namespace assessment::bench
