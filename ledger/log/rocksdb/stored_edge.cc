#include "ledger/log/rocksdb/stored_edge.h"

#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

absl::StatusOr<std::string> FullTileOrNotFound(const LedgerRows& rows, int level, uint64_t index) {
  ASSIGN_OR_RETURN(std::optional<std::string> tile, rows.FullTile(level, index));
  if (!tile.has_value()) {
    return absl::NotFoundError(absl::StrCat("tile ", index, " of level ", level, " is missing"));
  }
  return *std::move(tile);
}

Hash RootOfFullTile(absl::string_view tile) {
  Frontier frontier;
  for (size_t at = 0; at < tile.size(); at += Hash::kBytes) {
    Hash hash;
    std::memcpy(hash.bytes.data(), tile.data() + at, Hash::kBytes);
    frontier.Append(hash);
  }
  return frontier.Root();
}

// The hash of one subtree of tile level `level`: a leaf from its header, or the root of the full
// tile below.
absl::StatusOr<Hash> HashOfTileLevel(const LedgerRows& rows, int level, uint64_t index) {
  if (level == 0) {
    ASSIGN_OR_RETURN(const std::optional<Record> record, rows.Get(index));
    if (!record.has_value()) {
      return absl::NotFoundError(absl::StrCat("record at position ", index, " is missing"));
    }
    return LeafHash(record->header_bytes);
  }
  ASSIGN_OR_RETURN(const std::string tile, FullTileOrNotFound(rows, level - 1, index));
  return RootOfFullTile(tile);
}

}  // namespace

absl::StatusOr<StoredEdge> StoredEdge::Load(uint64_t size, const LedgerRows& rows) {
  StoredEdge edge;
  const auto fetch = [&rows, &edge](const TileId& tile) -> absl::StatusOr<std::string> {
    if (tile.width == kTileWidth) return FullTileOrNotFound(rows, tile.level, tile.index);
    std::string hashes;
    for (uint64_t i = 0; i < tile.width; ++i) {
      ASSIGN_OR_RETURN(const Hash hash,
                       HashOfTileLevel(rows, tile.level, tile.index * kTileWidth + i));
      hashes.append(hash.view().data(), Hash::kBytes);
    }
    edge.partial_[static_cast<size_t>(tile.level)] = std::make_shared<const std::string>(hashes);
    return hashes;
  };
  ASSIGN_OR_RETURN(edge.edge_, TileEdge::Load(size, fetch));
  return edge;
}

std::vector<TileRow> StoredEdge::Append(absl::Span<const Hash> leaf_hashes) {
  std::vector<TileRow> filled;
  for (TileRow& row : edge_.Append(leaf_hashes)) {
    std::shared_ptr<const std::string>& partial = partial_[static_cast<size_t>(row.level)];
    if (row.hashes.size() < kTileBytesMax) {
      partial = std::make_shared<const std::string>(std::move(row.hashes));
    } else {
      partial.reset();
      filled.push_back(std::move(row));
    }
  }
  return filled;
}

}  // namespace assessment
