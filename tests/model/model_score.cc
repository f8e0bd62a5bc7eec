#include "tests/model/model_score.h"

namespace assessment::model {
namespace {

__int128 FloorDivide(__int128 a, __int128 b) {
  __int128 quotient = a / b;
  if (quotient * b > a) --quotient;
  return quotient;
}

}  // namespace

int64_t Exact::RoundHalfUp(int64_t step) const {
  // floor(value / step + 1/2) * step.
  const __int128 units = FloorDivide(2 * numerator + denominator * step, 2 * denominator * step);
  return static_cast<int64_t>(units) * step;
}

Exact Sum(const Exact& a, const Exact& b) {
  return {a.numerator * b.denominator + b.numerator * a.denominator, a.denominator * b.denominator};
}

Exact Difference(const Exact& a, const Exact& b) {
  return {a.numerator * b.denominator - b.numerator * a.denominator, a.denominator * b.denominator};
}

bool Less(const Exact& a, const Exact& b) {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}

}  // namespace assessment::model
