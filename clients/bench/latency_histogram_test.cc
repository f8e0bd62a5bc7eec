#include "clients/bench/latency_histogram.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iostream>
#include <limits>
#include <random>
#include <vector>

namespace assessment::bench {
namespace {

using std::chrono::nanoseconds;

TEST(LatencyHistogram, SaysZeroWhenNothingWasRecorded) {
  EXPECT_EQ(LatencyHistogram().Quantile(5'000).count(), 0);
}

TEST(LatencyHistogram, IsExactForSmallValues) {
  LatencyHistogram histogram;
  for (int i = 1; i <= 100; ++i) histogram.Record(nanoseconds(i));
  EXPECT_EQ(histogram.Quantile(1).count(), 1);
  EXPECT_EQ(histogram.Quantile(5'000).count(), 50);
  EXPECT_EQ(histogram.Quantile(9'900).count(), 99);
  EXPECT_EQ(histogram.Quantile(10'000).count(), 100);
}

TEST(LatencyHistogram, NeverSaysMoreThanTheLargestRecorded) {
  LatencyHistogram histogram;
  histogram.Record(nanoseconds(1'000'003));
  EXPECT_EQ(histogram.Quantile(5'000).count(), 1'000'003);
}

TEST(LatencyHistogram, CountsANegativeLatencyAsZero) {
  LatencyHistogram histogram;
  histogram.Record(nanoseconds(-5));
  EXPECT_EQ(histogram.count(), 1u);
  EXPECT_EQ(histogram.Quantile(10'000).count(), 0);
}

TEST(LatencyHistogram, HoldsTheLongestLatencyThereIs) {
  LatencyHistogram histogram;
  histogram.Record(nanoseconds::max());
  EXPECT_EQ(histogram.Quantile(10'000), nanoseconds::max());
}

TEST(LatencyHistogram, MergesAsIfAllHadBeenRecordedInOne) {
  LatencyHistogram one, two, both;
  for (int i = 0; i < 1'000; ++i) {
    LatencyHistogram& half = i % 3 == 0 ? one : two;
    half.Record(nanoseconds(i * 977));
    both.Record(nanoseconds(i * 977));
  }
  one.Merge(two);
  EXPECT_EQ(one.count(), both.count());
  for (const uint32_t permyriad : {1u, 5'000u, 9'900u, 9'990u, 10'000u}) {
    EXPECT_EQ(one.Quantile(permyriad), both.Quantile(permyriad)) << permyriad;
  }
}

TEST(LatencyHistogram, StaysWithinAPartIn64OfTheSortedValues) {
  constexpr uint64_t kSeed = 20221231;
  std::cout << "seed " << kSeed << "\n";
  std::mt19937_64 random(kSeed);
  LatencyHistogram histogram;
  std::vector<int64_t> values;
  for (int i = 0; i < 20'000; ++i) {
    values.push_back(static_cast<int64_t>(random() >> (20 + random() % 44)));
    histogram.Record(nanoseconds(values.back()));
  }
  std::sort(values.begin(), values.end());
  for (uint32_t permyriad = 1; permyriad <= 10'000; permyriad += 7) {
    const size_t rank = (values.size() * permyriad + 9'999) / 10'000;
    const int64_t exact = values[rank - 1];
    const int64_t said = histogram.Quantile(permyriad).count();
    ASSERT_GE(said, exact) << permyriad;
    ASSERT_LE(said - exact, exact / 64) << permyriad;
  }
}

}  // namespace
}  // namespace assessment::bench
