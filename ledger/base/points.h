#ifndef LEDGER_BASE_POINTS_H_
#define LEDGER_BASE_POINTS_H_

// Exact arithmetic of scores. Points are whole thousandths of a point; where a division is needed
// (rescaling to the applicable maximum) the value is an exact fraction until it is rounded once. No
// floating point.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// Thousandths of a point: 0.5 points are 500.
using MilliPoints = int64_t;

// The largest magnitude a single amount or total may have: a million points. Keeps every product
// below in 128 bits.
inline constexpr MilliPoints kMilliPointsMax = 1'000'000'000;

// A number of points as an exact fraction numerator / denominator, in thousandths; denominator > 0,
// lowest terms.
class PointFraction {
 public:
  PointFraction() = default;
  // Requires denominator != 0.
  PointFraction(__int128 numerator, __int128 denominator);
  static PointFraction FromMilli(MilliPoints value) { return PointFraction(value, 1); }

  PointFraction operator+(const PointFraction& other) const;
  PointFraction operator-(const PointFraction& other) const;
  // <0, 0 or >0 as this is less than, equal to or greater than `other`.
  int Compare(const PointFraction& other) const;

  // Rounds to a multiple of `unit_milli` thousandths (10 = two decimals), halves away from zero
  // ("half up" for the scores that exist: none is negative after the floor).
  MilliPoints RoundHalfUp(MilliPoints unit_milli) const;

  // "89984/1" style exact text: numerator "/" denominator, in thousandths of a point.
  std::string ExactText() const;

  int64_t numerator() const { return static_cast<int64_t>(numerator_); }
  int64_t denominator() const { return static_cast<int64_t>(denominator_); }

 private:
  __int128 numerator_ = 0;
  __int128 denominator_ = 1;
};

// "91.7", "-0.25", "0": the shortest exact decimal.
std::string FormatPoints(MilliPoints value);
// "91.70": exactly `decimals` digits behind the point (0 to 3). Requires that the value needs no
// more.
std::string FormatPointsFixed(MilliPoints value, int decimals);
// Reads what FormatPoints writes; at most three digits behind the point. INVALID_ARGUMENT names
// what was found.
absl::StatusOr<MilliPoints> ParsePoints(absl::string_view text);

}  // namespace assessment

#endif  // LEDGER_BASE_POINTS_H_
