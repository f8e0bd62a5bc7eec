#include "projections/views/recently_used.h"

#include <gtest/gtest.h>

#include <string>

namespace assessment {
namespace {

TEST(RecentlyUsed, DropsWhatWasAskedForLongestAgoBeyondItsBound) {
  RecentlyUsed<std::string, int> values(10);
  values.Put("a", 4, 1);
  values.Put("b", 4, 2);
  EXPECT_NE(values.Find("a"), nullptr);
  values.Put("c", 4, 3);
  EXPECT_EQ(values.Find("b"), nullptr);
  ASSERT_NE(values.Find("a"), nullptr);
  EXPECT_EQ(*values.Find("a"), 1);
  EXPECT_NE(values.Find("c"), nullptr);
  EXPECT_EQ(values.weight(), 8u);
}

TEST(RecentlyUsed, WeighsAValueThatTookThePlaceOfAnotherOnce) {
  RecentlyUsed<std::string, int> values(10);
  for (const size_t weight : {9u, 2u, 3u}) values.Put("a", weight, 1);
  EXPECT_EQ(values.weight(), 3u);
}

TEST(RecentlyUsed, HoldsNothingHeavierThanItsBound) {
  RecentlyUsed<std::string, int> values(10);
  values.Put("a", 11, 1);
  EXPECT_EQ(values.Find("a"), nullptr);
  EXPECT_EQ(values.weight(), 0u);
}

}  // namespace
}  // namespace assessment
