#include "ledger/base/distribution.h"

#include <gtest/gtest.h>

namespace assessment {
namespace {

constexpr uint64_t kBounds[] = {1, 10, 100};

TEST(Distribution, AValueFallsIntoTheFirstRangeThatHoldsIt) {
  Distribution distribution(kBounds);
  for (const uint64_t value : {0, 1, 2, 10, 100, 101, 5000}) distribution.Add(value);
  EXPECT_EQ(distribution.CountIn(0), 2u);
  EXPECT_EQ(distribution.CountIn(1), 2u);
  EXPECT_EQ(distribution.CountIn(2), 1u);
  EXPECT_EQ(distribution.CountIn(3), 2u);
  EXPECT_EQ(distribution.count(), 7u);
  EXPECT_EQ(distribution.sum(), 5214u);
}

TEST(Distribution, ACopyCountsOnItsOwn) {
  Distribution distribution(kBounds);
  const Distribution before = distribution;
  distribution.Add(7);
  EXPECT_EQ(before.count(), 0u);
  EXPECT_EQ(distribution.count(), 1u);
}

}  // namespace
}  // namespace assessment
