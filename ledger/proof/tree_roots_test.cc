#include "ledger/proof/tree_roots.h"

#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/str_cat.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

std::vector<std::string> Entries(size_t count) {
  std::vector<std::string> entries;
  for (size_t i = 0; i < count; ++i) entries.push_back(absl::StrCat("entry ", i));
  return entries;
}

TEST(TreeRoots, AreThoseOfTheGrowingTreeAtEverySizeWhateverTheNumberOfWorkers) {
  const std::vector<std::string> entries = Entries(5000);
  std::map<uint64_t, Hash> expected;
  std::set<uint64_t> sizes;
  Frontier tree;
  for (const std::string& entry : entries) {
    expected[tree.size()] = tree.Root();
    sizes.insert(tree.size());
    tree.Append(LeafHash(entry));
  }
  // Every size would hash each subtree a thousand times; these are all borders and some between.
  for (auto size = sizes.begin(); size != sizes.end();) {
    const bool kept = *size % 1024 <= 1 || *size % 1024 == 1023 || *size % 97 == 0;
    if (!kept) expected.erase(*size);
    size = kept ? std::next(size) : sizes.erase(size);
  }
  for (const size_t workers : {1, 2, 5}) {
    EXPECT_EQ(TreeRoots(entries, sizes, workers), expected) << workers << " workers";
  }
}

TEST(TreeRoots, LookAtNothingBehindTheLargestSize) {
  std::vector<std::string> entries = Entries(3000);
  const std::map<uint64_t, Hash> before = TreeRoots(entries, {0, 2048, 2100}, 2);
  entries[2100] = "another";
  EXPECT_EQ(TreeRoots(entries, {0, 2048, 2100}, 2), before);
  EXPECT_NE(TreeRoots(entries, {2101}, 2), TreeRoots(Entries(3000), {2101}, 2));
}

TEST(TreeRoots, AreNoneOfNoSize) { EXPECT_TRUE(TreeRoots(Entries(3), {}, 2).empty()); }

}  // namespace
}  // namespace assessment
