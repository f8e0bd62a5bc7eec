#include "ledger/base/points.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

__int128 Magnitude(__int128 value) { return value < 0 ? -value : value; }

__int128 GreatestCommonDivisor(__int128 a, __int128 b) {
  a = Magnitude(a);
  b = Magnitude(b);
  while (b != 0) {
    const __int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a == 0 ? 1 : a;
}

}  // namespace

PointFraction::PointFraction(__int128 numerator, __int128 denominator) {
  CHECK(denominator != 0);
  if (denominator < 0) {
    numerator = -numerator;
    denominator = -denominator;
  }
  const __int128 divisor = GreatestCommonDivisor(numerator, denominator);
  numerator_ = numerator / divisor;
  denominator_ = denominator / divisor;
  CHECK(Magnitude(numerator_) <= INT64_MAX && denominator_ <= INT64_MAX);
}

PointFraction PointFraction::operator+(const PointFraction& other) const {
  return PointFraction(numerator_ * other.denominator_ + other.numerator_ * denominator_,
                       denominator_ * other.denominator_);
}

PointFraction PointFraction::operator-(const PointFraction& other) const {
  return PointFraction(numerator_ * other.denominator_ - other.numerator_ * denominator_,
                       denominator_ * other.denominator_);
}

int PointFraction::Compare(const PointFraction& other) const {
  const __int128 left = numerator_ * other.denominator_;
  const __int128 right = other.numerator_ * denominator_;
  return left < right ? -1 : left > right ? 1 : 0;
}

MilliPoints PointFraction::RoundHalfUp(MilliPoints unit_milli) const {
  CHECK(unit_milli > 0);
  const __int128 step = denominator_ * unit_milli;
  const __int128 units = (2 * Magnitude(numerator_) + step) / (2 * step);
  const MilliPoints rounded = static_cast<MilliPoints>(units) * unit_milli;
  return numerator_ < 0 ? -rounded : rounded;
}

std::string PointFraction::ExactText() const {
  return absl::StrCat(numerator(), "/", denominator());
}

std::string FormatPointsFixed(MilliPoints value, int decimals) {
  CHECK(decimals >= 0 && decimals <= 3);
  MilliPoints unit = 1;
  for (int i = decimals; i < 3; ++i) unit *= 10;
  CHECK(value % unit == 0);
  const uint64_t magnitude =
      value < 0 ? -static_cast<uint64_t>(value) : static_cast<uint64_t>(value);
  std::string text = absl::StrCat(value < 0 ? "-" : "", magnitude / 1000);
  if (decimals > 0) {
    std::string digits = absl::StrCat(1000 + magnitude % 1000);
    absl::StrAppend(&text, ".", digits.substr(1, decimals));
  }
  return text;
}

std::string FormatPoints(MilliPoints value) {
  const int decimals = value % 1000 == 0 ? 0 : value % 100 == 0 ? 1 : value % 10 == 0 ? 2 : 3;
  return FormatPointsFixed(value, decimals);
}

absl::StatusOr<MilliPoints> ParsePoints(absl::string_view text) {
  const auto refuse = [text] {
    return absl::InvalidArgumentError(absl::StrCat(
        "points: found \"", text,
        "\", expected a decimal such as 0.5 with at most three digits behind the point"));
  };
  absl::string_view rest = text;
  const bool negative = !rest.empty() && rest[0] == '-';
  if (negative) rest.remove_prefix(1);
  const size_t point = rest.find('.');
  const absl::string_view whole = rest.substr(0, point);
  absl::string_view behind = point == absl::string_view::npos ? "" : rest.substr(point + 1);
  if (whole.empty() || whole.size() > 7 || behind.size() > 3) return refuse();
  if (point != absl::string_view::npos && behind.empty()) return refuse();
  MilliPoints value = 0;
  for (const char c : whole) {
    if (c < '0' || c > '9') return refuse();
    value = value * 10 + (c - '0');
  }
  for (size_t i = 0; i < 3; ++i) {
    const char c = i < behind.size() ? behind[i] : '0';
    if (c < '0' || c > '9') return refuse();
    value = value * 10 + (c - '0');
  }
  if (value > kMilliPointsMax) return refuse();
  return negative ? -value : value;
}

}  // namespace assessment
