#include "projections/scoring/shared_sequence.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <vector>

namespace assessment {
namespace {

SharedSequence<int> Counted(int count) {
  SharedSequence<int> sequence;
  for (int i = 0; i < count; ++i) sequence.PushBack(i);
  return sequence;
}

std::vector<int> Elements(const SharedSequence<int>& sequence) {
  return {sequence.begin(), sequence.end()};
}

std::vector<int> Numbers(int count) {
  std::vector<int> numbers(static_cast<size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

TEST(SharedSequence, KeepsWhatIsAddedInOrder) {
  for (const int count : {0, 1, 127, 128, 129, 1000}) {
    EXPECT_EQ(Elements(Counted(count)), Numbers(count));
  }
}

TEST(SharedSequence, LetsACopyGrowByItself) {
  const SharedSequence<int> original = Counted(300);
  SharedSequence<int> copy = original;
  copy.PushBack(300);
  EXPECT_EQ(Elements(original), Numbers(300));
  EXPECT_EQ(Elements(copy), Numbers(301));
}

TEST(SharedSequence, SharesWithACopyWhatItHadLongBefore) {
  const SharedSequence<int> original = Counted(300);
  SharedSequence<int> copy = original;
  copy.PushBack(300);
  EXPECT_EQ(&original[0], &copy[0]);
}

TEST(SharedSequence, ReplacesAnElementInOneCopyAlone) {
  for (const size_t index : {0u, 127u, 128u, 299u}) {
    const SharedSequence<int> original = Counted(300);
    SharedSequence<int> copy = original;
    copy.Replace(index, -1);
    std::vector<int> expected = Numbers(300);
    EXPECT_EQ(Elements(original), expected);
    expected[index] = -1;
    EXPECT_EQ(Elements(copy), expected);
  }
}

TEST(SharedSequence, InsertsAnElementInOneCopyAlone) {
  for (const int count : {1, 127, 128, 300}) {
    for (int index = 0; index <= count; ++index) {
      const SharedSequence<int> original = Counted(count);
      SharedSequence<int> copy = original;
      copy.Insert(static_cast<size_t>(index), -1);
      std::vector<int> expected = Numbers(count);
      EXPECT_EQ(Elements(original), expected);
      expected.insert(expected.begin() + index, -1);
      EXPECT_EQ(Elements(copy), expected);
    }
  }
}

TEST(SharedSequence, StartsWithWhatItGrewFrom) {
  for (const int count : {0, 1, 127, 128, 300}) {
    const SharedSequence<int> original = Counted(count);
    SharedSequence<int> copy = original;
    for (int i = 0; i < 200; ++i) {
      EXPECT_TRUE(copy.StartsWith(original));
      copy.PushBack(i);
      EXPECT_FALSE(original.StartsWith(copy));
    }
  }
}

TEST(SharedSequence, StartsWithNothingOfWhichAnElementDiffers) {
  const SharedSequence<int> original = Counted(300);
  for (const size_t index : {0u, 127u, 128u, 299u}) {
    SharedSequence<int> copy = original;
    copy.Replace(index, -1);
    EXPECT_FALSE(copy.StartsWith(original));
  }
}

TEST(SharedSequence, CanBeSearched) {
  const SharedSequence<int> sequence = Counted(300);
  EXPECT_EQ(*std::lower_bound(sequence.begin(), sequence.end(), 200), 200);
}

}  // namespace
}  // namespace assessment
