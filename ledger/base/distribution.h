#ifndef LEDGER_BASE_DISTRIBUTION_H_
#define LEDGER_BASE_DISTRIBUTION_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/types/span.h"
#include "ledger/base/check.h"

namespace assessment {

// How often values fell into each of some fixed ranges: what a histogram of metrics shows. A value
// of a fixed size, so that counting allocates nothing.
class Distribution {
 public:
  static constexpr size_t kBoundsMax = 16;

  // `upper_bounds` rise, are at most kBoundsMax, and outlive this and its copies.
  explicit Distribution(absl::Span<const uint64_t> upper_bounds) : upper_bounds_(upper_bounds) {
    CHECK(upper_bounds.size() <= kBoundsMax);
  }

  void Add(uint64_t value) {
    size_t range = 0;
    while (range < upper_bounds_.size() && value > upper_bounds_[range]) ++range;
    ++counts_[range];
    ++count_;
    sum_ += value;
  }

  // The largest value of each range but the last, which has none.
  absl::Span<const uint64_t> upper_bounds() const { return upper_bounds_; }
  // Values in range `range`, 0 to upper_bounds().size().
  uint64_t CountIn(size_t range) const { return counts_[range]; }
  // All values, and their sum.
  uint64_t count() const { return count_; }
  uint64_t sum() const { return sum_; }

 private:
  absl::Span<const uint64_t> upper_bounds_;
  std::array<uint64_t, kBoundsMax + 1> counts_{};
  uint64_t count_ = 0;
  uint64_t sum_ = 0;
};

}  // namespace assessment

#endif  // LEDGER_BASE_DISTRIBUTION_H_
