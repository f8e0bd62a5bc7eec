#include "ledger/proof/tree_roots.h"

#include <vector>

#include "ledger/base/check.h"
#include "ledger/base/parallel.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// Leaves of the complete subtrees that are hashed side by side: a power of two.
constexpr size_t kSubtreeLeaves = 1024;

Hash RootOver(absl::Span<const std::string> entries) {
  Frontier over;
  for (const std::string& entry : entries) over.Append(LeafHash(entry));
  return over.Root();
}

}  // namespace

std::map<uint64_t, Hash> TreeRoots(absl::Span<const std::string> entries,
                                   const std::set<uint64_t>& sizes, size_t workers) {
  std::map<uint64_t, Hash> roots;
  if (sizes.empty()) return roots;
  CHECK(*sizes.rbegin() <= entries.size());
  std::vector<Hash> subtrees(*sizes.rbegin() / kSubtreeLeaves);
  RunTasks(subtrees.size(), workers, [&](size_t, size_t task) {
    subtrees[task] = RootOver(entries.subspan(task * kSubtreeLeaves, kSubtreeLeaves));
  });
  // A tree splits at a power of two: above subtrees of one size it has the shape of a tree whose
  // leaves they are, and what is left behind them is its last leaf.
  Frontier above;
  for (const uint64_t size : sizes) {
    while (above.size() < size / kSubtreeLeaves) above.Append(subtrees[above.size()]);
    Frontier whole = above;
    const size_t left = size % kSubtreeLeaves;
    if (left != 0) whole.Append(RootOver(entries.subspan(size - left, left)));
    roots[size] = whole.Root();
  }
  return roots;
}

}  // namespace assessment
