#ifndef LEDGER_PROOF_TILE_STORE_H_
#define LEDGER_PROOF_TILE_STORE_H_

// Reading nodes out of stored tiles, and keeping stored tiles while a tree grows. What is stored is
// one row a tile, named by (tile level, tile index), holding the tile at its present width: a row
// is a pure function of the leaves, so it can be written in the same commit as they are, rebuilt
// from them, and compared.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tile.h"

namespace assessment {

// Fetches a tile with at least `tile.width` hashes. A longer answer is as good: a tile grows only
// at its end, so a newer row begins with every older one. Any failure is passed on to whoever
// reads.
using TileFetcher = std::function<absl::StatusOr<std::string>(const TileId& tile)>;

// Reads the complete subtrees of a tree of a given size out of its tiles. Keeps the tiles that it
// fetched, so make one for each proof or batch of proofs. Not thread-safe.
//
// Nothing read is authenticated: a proof made from damaged tiles does not verify against the root,
// and whoever serves proofs verifies them first.
class TileNodeReader : public NodeReader {
 public:
  // Requires tree_size <= kTreeSizeMax.
  TileNodeReader(uint64_t tree_size, TileFetcher fetch);

  // OUT_OF_RANGE for a subtree that is not complete at this size; DATA_LOSS for a fetched tile that
  // is too short or no whole number of hashes; failures of the fetcher.
  absl::StatusOr<Hash> Read(const NodeId& node) override;

 private:
  // Returns the tile's bytes, fetching them at most once.
  absl::StatusOr<absl::string_view> Tile(int level, uint64_t index);

  const uint64_t tree_size_;
  const TileFetcher fetch_;
  std::map<std::pair<int, uint64_t>, std::string> tiles_;
};

// One stored row, whole as it now is.
struct TileRow {
  int level = 0;
  uint64_t index = 0;
  std::string hashes;

  bool operator==(const TileRow&) const = default;
};

// The right edge of a growing tree: its frontier and, for each tile level, the hashes of the
// partial tile. A plain value of at most 70 kB, in practice some 10: copy it before a batch and
// assign the copy back when the batch was not committed.
class TileEdge {
 public:
  // The edge of the empty tree.
  TileEdge() = default;

  // Reads the edge of a tree of `size` leaves from its stored tiles. OUT_OF_RANGE when `size`
  // exceeds kTreeSizeMax; else as TileNodeReader::Read. The caller compares Root() with what it
  // knows.
  static absl::StatusOr<TileEdge> Load(uint64_t size, const TileFetcher& fetch);

  uint64_t size() const { return frontier_.size(); }
  Hash Root() const { return frontier_.Root(); }
  const Frontier& frontier() const { return frontier_; }

  // Adds leaves by their hashes and returns every row that this changes, each once, by level and
  // then index: to be written over the stored ones. Requires size() + leaf_hashes.size() <=
  // kTreeSizeMax.
  std::vector<TileRow> Append(absl::Span<const Hash> leaf_hashes);

 private:
  Frontier frontier_;
  // The hashes of the partial tile of each tile level; empty where the last tile is full.
  std::array<std::string, kTileLevels> partial_;
};

}  // namespace assessment

#endif  // LEDGER_PROOF_TILE_STORE_H_
