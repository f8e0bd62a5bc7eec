#include "ledger/proof/merkle.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment {

Hash LeafHash(absl::string_view entry) { return Sha256Of({absl::string_view("\x00", 1), entry}); }

Hash NodeHash(const Hash& left, const Hash& right) {
  return Sha256Of({absl::string_view("\x01", 1), left.view(), right.view()});
}

Hash EmptyRoot() { return Sha256(""); }

bool IsComplete(const NodeId& node, uint64_t size) {
  return node.level >= 0 && node.level < kTreeLevels && node.index < (size >> node.level);
}

absl::StatusOr<Frontier> Frontier::Load(uint64_t size, NodeReader& reader) {
  if (size > kTreeSizeMax) {
    return absl::OutOfRangeError(
        absl::StrCat("tree size: found ", size, ", expected at most ", kTreeSizeMax));
  }
  Frontier frontier;
  frontier.size_ = size;
  for (int level = 0; level < kTreeLevels; ++level) {
    const uint64_t complete = size >> level;
    if (complete % 2 == 0) continue;
    ASSIGN_OR_RETURN(frontier.subtrees_[level], reader.Read(NodeId{level, complete - 1}));
  }
  return frontier;
}

Hash Frontier::Root() const {
  if (size_ == 0) return EmptyRoot();
  Hash root;
  bool started = false;
  for (int level = 0; level < kTreeLevels; ++level) {
    if ((size_ >> level) % 2 == 0) continue;
    root = started ? NodeHash(subtrees_[level], root) : subtrees_[level];
    started = true;
  }
  return root;
}

void Frontier::CheckRoom() const { CHECK(size_ < kTreeSizeMax); }

}  // namespace assessment
