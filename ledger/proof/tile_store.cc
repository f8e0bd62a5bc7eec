#include "ledger/proof/tile_store.h"

#include <cstring>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

Hash HashInTile(absl::string_view tile, uint32_t number) {
  Hash hash;
  std::memcpy(hash.bytes.data(), tile.data() + number * Hash::kBytes, Hash::kBytes);
  return hash;
}

// The root over `count` hashes of a tile from number `first`; `count` is a power of two.
Hash SubtreeInTile(absl::string_view tile, uint32_t first, uint32_t count) {
  if (count == 1) return HashInTile(tile, first);
  const uint32_t half = count / 2;
  return NodeHash(SubtreeInTile(tile, first, half), SubtreeInTile(tile, first + half, half));
}

}  // namespace

TileNodeReader::TileNodeReader(uint64_t tree_size, TileFetcher fetch)
    : tree_size_(tree_size), fetch_(std::move(fetch)) {
  CHECK(tree_size <= kTreeSizeMax);
}

absl::StatusOr<Hash> TileNodeReader::Read(const NodeId& node) {
  if (!IsComplete(node, tree_size_)) {
    return absl::OutOfRangeError(absl::StrCat("tree node: found level ", node.level, " index ",
                                              node.index, ", which is not complete in size ",
                                              tree_size_));
  }
  const TilePlace place = PlaceOfNode(node);
  ASSIGN_OR_RETURN(const absl::string_view tile, Tile(place.level, place.index));
  return SubtreeInTile(tile, place.first, place.count);
}

absl::StatusOr<absl::string_view> TileNodeReader::Tile(int level, uint64_t index) {
  const auto known = tiles_.find({level, index});
  if (known != tiles_.end()) return absl::string_view(known->second);
  const TileId id{level, index, TileWidthAt(level, index, tree_size_)};
  ASSIGN_OR_RETURN(std::string bytes, fetch_(id));
  if (bytes.size() < id.width * Hash::kBytes || bytes.size() > kTileBytesMax ||
      bytes.size() % Hash::kBytes != 0) {
    return absl::DataLossError(absl::StrCat(TilePath(id), ": found ", bytes.size(),
                                            " bytes, expected ", id.width, " hashes of ",
                                            Hash::kBytes));
  }
  return absl::string_view(
      tiles_.emplace(std::make_pair(level, index), std::move(bytes)).first->second);
}

absl::StatusOr<TileEdge> TileEdge::Load(uint64_t size, const TileFetcher& fetch) {
  if (size > kTreeSizeMax) {
    return absl::OutOfRangeError(
        absl::StrCat("tree size: found ", size, ", expected at most ", kTreeSizeMax));
  }
  TileEdge edge;
  // The frontier needs exactly the last tiles, so every partial row passes through here once.
  TileNodeReader reader(size, [&fetch, &edge](const TileId& id) -> absl::StatusOr<std::string> {
    ASSIGN_OR_RETURN(std::string bytes, fetch(id));
    if (id.width < kTileWidth && bytes.size() >= id.width * Hash::kBytes) {
      edge.partial_[id.level] = bytes.substr(0, id.width * Hash::kBytes);
    }
    return bytes;
  });
  ASSIGN_OR_RETURN(edge.frontier_, Frontier::Load(size, reader));
  return edge;
}

std::vector<TileRow> TileEdge::Append(absl::Span<const Hash> leaf_hashes) {
  const uint64_t old_size = size();
  // Full tiles leave the edge while the batch goes on; they are changed rows too.
  std::array<std::vector<TileRow>, kTileLevels> full;
  for (const Hash& leaf_hash : leaf_hashes) {
    frontier_.Append(leaf_hash, [&](const NodeId& node, const Hash& hash) {
      if (node.level % kTileHeight != 0) return;
      const int level = node.level / kTileHeight;
      std::string& row = partial_[level];
      row.append(hash.view().data(), Hash::kBytes);
      if (row.size() < kTileBytesMax) return;
      full[level].push_back(TileRow{level, node.index / kTileWidth, std::move(row)});
      row.clear();
    });
  }
  std::vector<TileRow> rows;
  for (int level = 0; level < kTileLevels; ++level) {
    for (TileRow& row : full[level]) rows.push_back(std::move(row));
    const uint64_t hashes = size() >> (kTileHeight * level);
    const bool grew = hashes != old_size >> (kTileHeight * level);
    if (grew && !partial_[level].empty()) {
      rows.push_back(TileRow{level, hashes / kTileWidth, partial_[level]});
    }
  }
  return rows;
}

}  // namespace assessment
