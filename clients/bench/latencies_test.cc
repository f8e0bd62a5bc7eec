#include "clients/bench/latencies.h"

#include <gtest/gtest.h>

namespace assessment::bench {
namespace {

using std::chrono::nanoseconds;

TEST(Latencies, GivesTheLeastThatAShareOfTheCallsDidNotExceed) {
  Latencies latencies;
  for (int i = 1000; i >= 1; --i) latencies.Add(nanoseconds(i));
  EXPECT_EQ(latencies.Quantile(500), nanoseconds(500));
  EXPECT_EQ(latencies.Quantile(990), nanoseconds(990));
  EXPECT_EQ(latencies.Quantile(999), nanoseconds(999));
}

TEST(Latencies, MergesWhatClientsKeptApart) {
  Latencies one;
  one.Add(nanoseconds(1));
  Latencies other;
  other.Add(nanoseconds(3));
  one.Merge(other);
  EXPECT_EQ(one.count(), 2u);
  EXPECT_EQ(one.Quantile(999), nanoseconds(3));
}

TEST(Latencies, AreZeroWithoutCalls) { EXPECT_EQ(Latencies().Quantile(500), nanoseconds(0)); }

}  // namespace
}  // namespace assessment::bench
