#include "clients/bench/latencies.h"

#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using std::chrono::nanoseconds;

TEST(Latencies, GivesExactPercentiles) {
  Latencies latencies;
  for (int i = 1000; i >= 1; --i) latencies.Add(nanoseconds(i));
  EXPECT_EQ(latencies.Percentile(500), nanoseconds(500));
  EXPECT_EQ(latencies.Percentile(990), nanoseconds(990));
  EXPECT_EQ(latencies.Percentile(999), nanoseconds(999));
  EXPECT_EQ(latencies.Percentile(1000), nanoseconds(1000));
}

TEST(Latencies, OfOneCallAreThatCall) {
  Latencies latencies;
  latencies.Add(nanoseconds(5));
  EXPECT_EQ(latencies.Percentile(500), nanoseconds(5));
  EXPECT_EQ(latencies.Percentile(999), nanoseconds(5));
}

TEST(Latencies, AreZeroWithoutCalls) { EXPECT_EQ(Latencies().Percentile(500), nanoseconds(0)); }

TEST(Latencies, MergeKeepsAll) {
  Latencies one;
  Latencies other;
  one.Add(nanoseconds(1));
  other.Add(nanoseconds(9));
  one.Merge(other);
  EXPECT_EQ(one.count(), 2u);
  EXPECT_EQ(one.Percentile(1000), nanoseconds(9));
}

}  // namespace
}  // namespace assessment::bench
