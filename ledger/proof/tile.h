#ifndef LEDGER_PROOF_TILE_H_
#define LEDGER_PROOF_TILE_H_

// Names and bytes of tiles, as c2sp.org/tlog-tiles has them. The tree is cut into tiles of eight
// levels: tile N of tile level L holds the hashes of the complete subtrees (8 L, 256 N) to
// (8 L, 256 N + width - 1), 32 bytes each. Nodes of the levels between are computed from a tile. A
// tile of fewer than 256 hashes is partial; it only ever grows at its end. Beside the tiles of
// hashes there are bundles of entries, 256 to a bundle.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/proof/merkle.h"

namespace assessment {

inline constexpr int kTileHeight = 8;
inline constexpr uint32_t kTileWidth = 256;
// Tile levels that a tree of at most kTreeSizeMax leaves has: 0 to 7.
inline constexpr int kTileLevels = 8;
inline constexpr size_t kTileBytesMax = kTileWidth * Hash::kBytes;
// An entry's length is two bytes.
inline constexpr size_t kEntryBytesMax = 65535;

// One tile of hashes, in one of its widths.
struct TileId {
  int level = 0;       // 0 to 7.
  uint64_t index = 0;  // From the left.
  uint32_t width = 0;  // Hashes in it, 1 to 256.

  auto operator<=>(const TileId&) const = default;
};

// One bundle of entries, in one of its widths.
struct EntryBundleId {
  uint64_t index = 0;
  uint32_t width = 0;  // Entries in it, 1 to 256.

  auto operator<=>(const EntryBundleId&) const = default;
};

// "tile/<level>/<index>", and ".p/<width>" when partial. The index is written in groups of three
// digits, all but the last with "x" before it: 1234067 is "x001/x234/067".
std::string TilePath(const TileId& tile);

// "tile/entries/<index>", and ".p/<width>" when partial.
std::string EntryBundlePath(const EntryBundleId& bundle);

// Read what the two functions above write. INVALID_ARGUMENT names the part that is wrong: another
// prefix, a level beyond 7, a group that is not three digits, a first group of zeros before another
// group, ".p/256", a tile beyond the largest tree.
absl::StatusOr<TileId> ParseTilePath(absl::string_view path);
absl::StatusOr<EntryBundleId> ParseEntryBundlePath(absl::string_view path);

// The number of hashes that tile (level, index) has in a tree of `size` leaves: 0 to 256. With
// level 0 also the number of entries of bundle `index`. Requires 0 <= level < kTileLevels.
uint32_t TileWidthAt(int level, uint64_t index, uint64_t size);

// All tiles of a tree of `size` leaves at their width, level by level from the left. Requires
// size <= kTreeSizeMax; the answer grows with the size.
std::vector<TileId> TilesOfTree(uint64_t size);

// Where the hash of a complete subtree lies: in tile (level, index), computed from `count` hashes
// beginning with number `first`; `count` is 1 for a hash that is stored as it is.
struct TilePlace {
  int level = 0;
  uint64_t index = 0;
  uint32_t first = 0;
  uint32_t count = 0;

  bool operator==(const TilePlace&) const = default;
};

// The place of `node`. Requires a level of 0 to 62.
TilePlace PlaceOfNode(const NodeId& node);

// The bundle of `entries`: for each its length, 2 bytes big-endian, and its bytes. INVALID_ARGUMENT
// for an entry longer than kEntryBytesMax, no entry, or more than 256.
absl::StatusOr<std::string> EncodeEntryBundle(absl::Span<const std::string> entries);

// Takes a bundle of exactly `width` entries apart. INVALID_ARGUMENT names the entry at which the
// bytes end too early, or the number of bytes left over.
absl::StatusOr<std::vector<std::string>> DecodeEntryBundle(absl::string_view bytes, uint32_t width);

}  // namespace assessment

#endif  // LEDGER_PROOF_TILE_H_
