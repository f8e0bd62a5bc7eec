#include "ledger/log/tree_check.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"

namespace assessment {
namespace {

absl::Status WrongNode(const NodeId& node, const Hash& stored, const Hash& expected) {
  return DamageError(absl::StrCat("node ", node.index, " of level ", node.level, " is ",
                                  HashToHex(stored), ", expected ", HashToHex(expected)));
}

// The hash of the complete subtree over `hashes`, a power of two of them.
Hash SubtreeOver(absl::Span<const Hash> hashes) {
  Frontier over;
  for (const Hash& hash : hashes) over.Append(hash);
  return over.Root();
}

}  // namespace

absl::StatusOr<Hash> CheckFullTile(const EventLog& log, int level, uint64_t index,
                                   absl::Span<const Hash> hashes) {
  CHECK(hashes.size() == kTileWidth);
  ASSIGN_OR_RETURN(const std::string stored, log.FullTile(level, index));
  CHECK(stored.size() == kTileBytesMax);
  for (size_t i = 0; i < hashes.size(); ++i) {
    Hash there;
    std::memcpy(there.bytes.data(), stored.data() + i * Hash::kBytes, Hash::kBytes);
    if (there != hashes[i]) {
      return WrongNode({level * kTileHeight, index * kTileWidth + i}, there, hashes[i]);
    }
  }
  return SubtreeOver(hashes);
}

absl::Status TreeCheck::AddTile(const Hash& subtree) {
  ++levels_[0].tiles;
  return Add(1, subtree);
}

absl::Status TreeCheck::Add(size_t level, const Hash& hash) {
  Level& here = levels_[level];
  here.hashes.push_back(hash);
  if (here.hashes.size() < kTileWidth) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Hash over,
                   CheckFullTile(log_, static_cast<int>(level), here.tiles, here.hashes));
  here.hashes.clear();
  ++here.tiles;
  return Add(level + 1, over);
}

Hash TreeCheck::NodeOf(const NodeId& node) const {
  const TilePlace place = PlaceOfNode(node);
  const Level& level = levels_[static_cast<size_t>(place.level)];
  CHECK(place.index == level.tiles && place.first + place.count <= level.hashes.size());
  return SubtreeOver(absl::MakeConstSpan(level.hashes).subspan(place.first, place.count));
}

absl::Status TreeCheck::Finish(absl::Span<const Hash> leaves, const EventLog::Tail& tail) {
  CHECK(levels_[0].tiles == tail.size / kTileWidth && leaves.size() == tail.size % kTileWidth);
  levels_[0].hashes.assign(leaves.begin(), leaves.end());
  for (int level = 0; level < kTreeLevels; ++level) {
    const uint64_t count = tail.size >> level;
    if (count % 2 == 0) continue;
    const NodeId node{level, count - 1};
    ASSIGN_OR_RETURN(const Hash stored, log_.Node(node.level, node.index));
    if (stored != NodeOf(node)) return WrongNode(node, stored, NodeOf(node));
  }
  class Reader : public NodeReader {
   public:
    explicit Reader(const TreeCheck& tree) : tree_(tree) {}
    absl::StatusOr<Hash> Read(const NodeId& node) override { return tree_.NodeOf(node); }

   private:
    const TreeCheck& tree_;
  };
  Reader reader(*this);
  ASSIGN_OR_RETURN(const Frontier frontier, Frontier::Load(tail.size, reader));
  if (frontier.Root() != tail.root) {
    return DamageError(absl::StrCat("the root of ", tail.size, " records is ",
                                    HashToHex(frontier.Root()), ", the log says ",
                                    HashToHex(tail.root)));
  }
  return absl::OkStatus();
}

}  // namespace assessment
