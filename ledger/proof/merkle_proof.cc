#include "ledger/proof/merkle_proof.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

// The sibling that a path meets one level up: a complete subtree, the cut-off right end of the
// tree, or nothing where the path runs along the right edge.
enum class Sibling { kLeft, kRightComplete, kRightCut, kNone };

Sibling SiblingOf(const NodeId& node, uint64_t size) {
  if (node.index % 2 == 1) return Sibling::kLeft;
  const NodeId right{node.level, node.index + 1};
  if (IsComplete(right, size)) return Sibling::kRightComplete;
  // The subtree right of `node` begins at leaf (index + 1) << level; it holds a leaf, though not
  // all of them, when more than index + 1 whole subtrees' worth of leaves exist.
  const uint64_t begin = right.index << right.level;
  return begin < size ? Sibling::kRightCut : Sibling::kNone;
}

// True while `node` is not yet the root of the tree of `size` leaves, seen as the smallest complete
// tree that would hold them.
bool IsBelowRoot(const NodeId& node, uint64_t size) {
  return node.index > 0 || (uint64_t{1} << node.level) < size;
}

NodeId ParentOf(const NodeId& node) { return NodeId{node.level + 1, node.index / 2}; }

// Hashes the leaves from `begin` to the end of a tree of `size` leaves; `begin` must be where a
// subtree of the tree begins, and less than `size`.
absl::StatusOr<Hash> HashOfRightEnd(uint64_t begin, uint64_t size, NodeReader& reader) {
  const uint64_t count = size - begin;
  Hash hash;
  bool started = false;
  for (int level = 0; level < kTreeLevels; ++level) {
    if ((count >> level) % 2 == 0) continue;
    ASSIGN_OR_RETURN(const Hash subtree, reader.Read(NodeId{level, (size >> level) - 1}));
    hash = started ? NodeHash(subtree, hash) : subtree;
    started = true;
  }
  return hash;
}

// Appends the siblings on the way from `node` to the root.
absl::Status AppendPath(NodeId node, uint64_t size, NodeReader& reader, std::vector<Hash>& path) {
  for (; IsBelowRoot(node, size); node = ParentOf(node)) {
    const Sibling sibling = SiblingOf(node, size);
    if (sibling == Sibling::kNone) continue;
    const NodeId id{node.level, node.index ^ 1};
    if (sibling == Sibling::kRightCut) {
      ASSIGN_OR_RETURN(path.emplace_back(), HashOfRightEnd(id.index << id.level, size, reader));
    } else {
      ASSIGN_OR_RETURN(path.emplace_back(), reader.Read(id));
    }
  }
  return absl::OkStatus();
}

size_t PathLength(NodeId node, uint64_t size) {
  size_t length = 0;
  for (; IsBelowRoot(node, size); node = ParentOf(node)) {
    length += SiblingOf(node, size) != Sibling::kNone;
  }
  return length;
}

// The last complete subtree of a tree of `size` > 0 leaves: where a consistency proof starts.
NodeId LastSubtree(uint64_t size) {
  NodeId node{0, size - 1};
  while (node.index % 2 == 1) node = ParentOf(node);
  return node;
}

absl::Status CheckHashCount(absl::string_view what, size_t found, size_t expected) {
  if (found > kProofHashesMax) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, ": found ", found, " hashes, a proof has at most ", kProofHashesMax));
  }
  if (found != expected) {
    return absl::InvalidArgumentError(
        absl::StrCat(what, ": found ", found, " hashes, expected ", expected));
  }
  return absl::OkStatus();
}

absl::Status CheckRoot(absl::string_view what, const Hash& computed, const Hash& expected) {
  if (computed == expected) return absl::OkStatus();
  return absl::FailedPreconditionError(absl::StrCat(
      what, ": the proof leads to root ", HashToHex(computed), ", expected ", HashToHex(expected)));
}

absl::Status SizeTooLarge(absl::string_view what, uint64_t size) {
  return absl::InvalidArgumentError(
      absl::StrCat(what, ": found size ", size, ", expected at most ", kTreeSizeMax));
}

}  // namespace

absl::StatusOr<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size,
                                                 NodeReader& reader) {
  if (size > kTreeSizeMax || index >= size) {
    return absl::OutOfRangeError(absl::StrCat("inclusion proof: found index ", index, " in size ",
                                              size, ", expected index < size <= ", kTreeSizeMax));
  }
  std::vector<Hash> proof;
  RETURN_IF_ERROR(AppendPath(NodeId{0, index}, size, reader, proof));
  return proof;
}

absl::StatusOr<std::vector<Hash>> ConsistencyProof(uint64_t old_size, uint64_t new_size,
                                                   NodeReader& reader) {
  if (new_size > kTreeSizeMax || old_size > new_size) {
    return absl::OutOfRangeError(absl::StrCat("consistency proof: found sizes ", old_size, " and ",
                                              new_size, ", expected old <= new <= ", kTreeSizeMax));
  }
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == new_size) return proof;
  const NodeId start = LastSubtree(old_size);
  // An old tree that is one complete subtree has its root there, which the verifier holds already.
  if (start.index > 0) {
    ASSIGN_OR_RETURN(proof.emplace_back(), reader.Read(start));
  }
  RETURN_IF_ERROR(AppendPath(start, new_size, reader, proof));
  return proof;
}

absl::Status VerifyInclusion(const Hash& leaf_hash, uint64_t index, uint64_t size,
                             absl::Span<const Hash> proof, const Hash& root) {
  if (size > kTreeSizeMax) return SizeTooLarge("inclusion", size);
  if (index >= size) {
    return absl::InvalidArgumentError(absl::StrCat("inclusion: found index ", index, " in size ",
                                                   size, ", expected index < size"));
  }
  NodeId node{0, index};
  RETURN_IF_ERROR(CheckHashCount("inclusion proof", proof.size(), PathLength(node, size)));
  Hash hash = leaf_hash;
  size_t used = 0;
  for (; IsBelowRoot(node, size); node = ParentOf(node)) {
    const Sibling sibling = SiblingOf(node, size);
    if (sibling == Sibling::kNone) continue;
    const Hash& other = proof[used++];
    hash = sibling == Sibling::kLeft ? NodeHash(other, hash) : NodeHash(hash, other);
  }
  CHECK(used == proof.size());
  return CheckRoot("inclusion", hash, root);
}

absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size, const Hash& old_root,
                               const Hash& new_root, absl::Span<const Hash> proof) {
  if (new_size > kTreeSizeMax) return SizeTooLarge("consistency", new_size);
  if (old_size > new_size) {
    return absl::InvalidArgumentError(absl::StrCat("consistency: found old size ", old_size,
                                                   " and new size ", new_size,
                                                   ", expected old <= new"));
  }
  if (old_size == 0 || old_size == new_size) {
    RETURN_IF_ERROR(CheckHashCount("consistency proof", proof.size(), 0));
    if (old_size == new_size) return CheckRoot("consistency, equal sizes", old_root, new_root);
    return CheckRoot("consistency, old root of size 0", EmptyRoot(), old_root);
  }
  NodeId node = LastSubtree(old_size);
  const bool starts_with_old_root = node.index == 0;
  RETURN_IF_ERROR(CheckHashCount("consistency proof", proof.size(),
                                 PathLength(node, new_size) + (starts_with_old_root ? 0 : 1)));
  // Both roots are computed from the same hashes. What lies left of the path is in both trees, what
  // lies right of it only in the new one.
  size_t used = 0;
  Hash old_hash = starts_with_old_root ? old_root : proof[used++];
  Hash new_hash = old_hash;
  for (; IsBelowRoot(node, new_size); node = ParentOf(node)) {
    const Sibling sibling = SiblingOf(node, new_size);
    if (sibling == Sibling::kNone) continue;
    const Hash& other = proof[used++];
    if (sibling == Sibling::kLeft) {
      old_hash = NodeHash(other, old_hash);
      new_hash = NodeHash(other, new_hash);
    } else {
      new_hash = NodeHash(new_hash, other);
    }
  }
  CHECK(used == proof.size());
  RETURN_IF_ERROR(CheckRoot("consistency, old root", old_hash, old_root));
  return CheckRoot("consistency, new root", new_hash, new_root);
}

}  // namespace assessment
