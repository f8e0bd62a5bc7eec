#include "clients/bench/latency_histogram.h"

#include <algorithm>
#include <bit>

#include "ledger/base/check.h"

namespace assessment::bench {
namespace {

// Each power of two is cut into 2^kSubBits buckets; smaller values have a bucket of their own.
constexpr int kSubBits = 6;
constexpr size_t kSubBuckets = size_t{1} << kSubBits;
constexpr size_t kBuckets = (64 - kSubBits + 1) * kSubBuckets;

// How far a value is shifted right to leave its leading one and kSubBits more.
int ShiftOf(uint64_t value) { return std::max(0, std::bit_width(value) - 1 - kSubBits); }

size_t BucketOf(uint64_t value) {
  const int shift = ShiftOf(value);
  // What is left of a shifted value lies in [kSubBuckets, 2 * kSubBuckets), so buckets of
  // neighbouring shifts follow each other.
  return static_cast<size_t>(shift) * kSubBuckets + static_cast<size_t>(value >> shift);
}

// The largest value of a bucket.
uint64_t UpperEdge(size_t bucket) {
  const size_t shift = bucket < 2 * kSubBuckets ? 0 : bucket / kSubBuckets - 1;
  const uint64_t left = bucket - shift * kSubBuckets;
  return ((left + 1) << shift) - 1;
}

}  // namespace

LatencyHistogram::LatencyHistogram() : counts_(kBuckets) {}

void LatencyHistogram::Record(std::chrono::nanoseconds latency) {
  const uint64_t value = static_cast<uint64_t>(std::max<int64_t>(0, latency.count()));
  ++counts_[BucketOf(value)];
  ++count_;
  largest_ = std::max(largest_, value);
}

void LatencyHistogram::Merge(const LatencyHistogram& other) {
  for (size_t i = 0; i < counts_.size(); ++i) counts_[i] += other.counts_[i];
  count_ += other.count_;
  largest_ = std::max(largest_, other.largest_);
}

std::chrono::nanoseconds LatencyHistogram::Quantile(uint32_t permyriad) const {
  CHECK(permyriad >= 1 && permyriad <= 10'000);
  if (count_ == 0) return std::chrono::nanoseconds(0);
  const uint64_t wanted = (count_ * permyriad + 9'999) / 10'000;
  uint64_t seen = 0;
  size_t bucket = 0;
  while ((seen += counts_[bucket]) < wanted) ++bucket;
  return std::chrono::nanoseconds(std::min(UpperEdge(bucket), largest_));
}

}  // namespace assessment::bench
