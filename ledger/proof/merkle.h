#ifndef LEDGER_PROOF_MERKLE_H_
#define LEDGER_PROOF_MERKLE_H_

// The Merkle tree of RFC 6962 over SHA-256. A tree of n leaves splits at the largest power of two
// below n, so every tree is a row of complete subtrees, largest first, whose sizes are the one bits
// of n; a complete subtree never changes once its last leaf is there.

#include <array>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// The largest tree that is spoken of: sizes and positions fit a signed 64-bit number in any tool.
inline constexpr uint64_t kTreeSizeMax = (uint64_t{1} << 63) - 1;

// Levels of complete subtrees in a tree of at most kTreeSizeMax leaves: 0 to 62.
inline constexpr int kTreeLevels = 63;

// SHA256(0x00 || entry).
Hash LeafHash(absl::string_view entry);

// SHA256(0x01 || left || right).
Hash NodeHash(const Hash& left, const Hash& right);

// The root of the tree without leaves: SHA256("").
Hash EmptyRoot();

// Names the complete subtree over leaves [index << level, (index + 1) << level).
struct NodeId {
  int level = 0;
  uint64_t index = 0;

  bool operator==(const NodeId&) const = default;
};

// True when `node` exists in a tree of `size` leaves: its level is 0 to 62 and its last leaf is
// there.
bool IsComplete(const NodeId& node, uint64_t size);

// Where the hashes of complete subtrees come from: tiles, a table in memory, a remote log.
class NodeReader {
 public:
  virtual ~NodeReader() = default;

  // Returns the hash of a complete subtree. Called only with nodes that are complete in the tree
  // the caller speaks of. Not const: a reader may keep what it fetched. Any failure is passed
  // through to whoever asked for a proof.
  virtual absl::StatusOr<Hash> Read(const NodeId& node) = 0;
};

// The complete subtrees that make up a tree: all that is needed to append and to know the root.
// A plain value of about 2 kB: a copy is a snapshot, and undoing a batch is assigning the copy
// back.
class Frontier {
 public:
  // The tree without leaves.
  Frontier() = default;

  // Reads the subtrees of a tree of `size` leaves: at most 63 reads. OUT_OF_RANGE when `size`
  // exceeds kTreeSizeMax; failures of the reader are passed through.
  static absl::StatusOr<Frontier> Load(uint64_t size, NodeReader& reader);

  // Number of leaves.
  uint64_t size() const { return size_; }

  // The root of this many leaves. Time grows with the logarithm of the size.
  Hash Root() const;

  // Adds one leaf by its hash. Requires size() < kTreeSizeMax.
  void Append(const Hash& leaf_hash) {
    Append(leaf_hash, [](const NodeId&, const Hash&) {});
  }

  // The same, and calls `completed(NodeId, Hash)` for every subtree that this leaf completes: the
  // leaf itself first, then its ancestors upwards.
  template <typename Completed>
  void Append(const Hash& leaf_hash, Completed&& completed) {
    CheckRoom();
    Hash hash = leaf_hash;
    NodeId node{0, size_};
    completed(node, hash);
    while (node.index % 2 == 1) {
      hash = NodeHash(subtrees_[node.level], hash);
      node = NodeId{node.level + 1, node.index / 2};
      completed(node, hash);
    }
    subtrees_[node.level] = hash;
    ++size_;
  }

  // True when both describe the same tree.
  bool operator==(const Frontier& other) const {
    return size_ == other.size_ && Root() == other.Root();
  }

 private:
  void CheckRoom() const;

  uint64_t size_ = 0;
  // The subtree of 2^level leaves, meaningful where bit `level` of size_ is one.
  std::array<Hash, kTreeLevels> subtrees_;
};

}  // namespace assessment

#endif  // LEDGER_PROOF_MERKLE_H_
