#include "ledger/proof/tile.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

constexpr absl::string_view kHashTilePrefix = "tile/";
constexpr absl::string_view kEntryBundlePrefix = "tile/entries/";
constexpr absl::string_view kInLargestTree = "a tile of a tree of fewer than 2^63 leaves";
constexpr size_t kGroupDigits = 3;

std::string IndexAndWidth(uint64_t index, uint32_t width) {
  CHECK(width >= 1 && width <= kTileWidth);
  std::string text = absl::StrCat(absl::Dec(index % 1000, absl::kZeroPad3));
  for (uint64_t rest = index / 1000; rest > 0; rest /= 1000) {
    text = absl::StrCat("x", absl::Dec(rest % 1000, absl::kZeroPad3), "/", text);
  }
  if (width < kTileWidth) absl::StrAppend(&text, ".p/", width);
  return text;
}

// The number of tiles, the partial one included, that level `level` of the largest tree has.
uint64_t TilesMax(int level) { return (kTreeSizeMax >> (kTileHeight * level)) / kTileWidth + 1; }

absl::Status BadPath(absl::string_view path, absl::string_view expected) {
  return absl::InvalidArgumentError(
      absl::StrCat("tile path: found ", Quoted(path), ", expected ", expected));
}

// Reads "<index>[.p/<width>]", the tail of `path`.
absl::StatusOr<std::pair<uint64_t, uint32_t>> ParseIndexAndWidth(absl::string_view path,
                                                                 absl::string_view tail,
                                                                 int level) {
  uint32_t width = kTileWidth;
  const size_t partial = tail.find(".p/");
  if (partial != absl::string_view::npos) {
    const absl::StatusOr<uint64_t> parsed = ParseDecimal(tail.substr(partial + 3), kTileWidth - 1);
    if (!parsed.ok() || *parsed == 0) return BadPath(path, "a partial width of 1 to 255");
    width = static_cast<uint32_t>(*parsed);
    tail = tail.substr(0, partial);
  }
  uint64_t index = 0;
  for (bool first = true;; first = false) {
    const bool more = absl::ConsumePrefix(&tail, "x");
    const absl::string_view group = tail.substr(0, kGroupDigits);
    if (group.size() != kGroupDigits ||
        !std::all_of(group.begin(), group.end(), [](char c) { return c >= '0' && c <= '9'; })) {
      return BadPath(path, "an index in groups of three digits");
    }
    const uint64_t digits = (group[0] - '0') * 100 + (group[1] - '0') * 10 + (group[2] - '0');
    if (first && more && digits == 0) return BadPath(path, "an index without leading zero groups");
    if (index > TilesMax(level) / 1000) return BadPath(path, kInLargestTree);
    index = index * 1000 + digits;
    tail.remove_prefix(kGroupDigits);
    if (!more) break;
    if (!absl::ConsumePrefix(&tail, "/")) return BadPath(path, "\"/\" after a group with \"x\"");
  }
  if (!tail.empty()) return BadPath(path, "nothing after the last group of the index");
  if (TileWidthAt(level, index, kTreeSizeMax) < width) {
    return BadPath(path, kInLargestTree);
  }
  return std::make_pair(index, width);
}

}  // namespace

std::string TilePath(const TileId& tile) {
  CHECK(tile.level >= 0 && tile.level < kTileLevels);
  return absl::StrCat(kHashTilePrefix, tile.level, "/", IndexAndWidth(tile.index, tile.width));
}

std::string EntryBundlePath(const EntryBundleId& bundle) {
  return absl::StrCat(kEntryBundlePrefix, IndexAndWidth(bundle.index, bundle.width));
}

absl::StatusOr<TileId> ParseTilePath(absl::string_view path) {
  absl::string_view tail = path;
  if (!absl::ConsumePrefix(&tail, kHashTilePrefix)) return BadPath(path, "the prefix \"tile/\"");
  if (tail.size() < 2 || tail[0] < '0' || tail[0] >= '0' + kTileLevels || tail[1] != '/') {
    return BadPath(path, "a tile level of 0 to 7");
  }
  const int level = tail[0] - '0';
  ASSIGN_OR_RETURN(const auto parsed, ParseIndexAndWidth(path, tail.substr(2), level));
  return TileId{level, parsed.first, parsed.second};
}

absl::StatusOr<EntryBundleId> ParseEntryBundlePath(absl::string_view path) {
  absl::string_view tail = path;
  if (!absl::ConsumePrefix(&tail, kEntryBundlePrefix)) {
    return BadPath(path, "the prefix \"tile/entries/\"");
  }
  ASSIGN_OR_RETURN(const auto parsed, ParseIndexAndWidth(path, tail, 0));
  return EntryBundleId{parsed.first, parsed.second};
}

uint32_t TileWidthAt(int level, uint64_t index, uint64_t size) {
  CHECK(level >= 0 && level < kTileLevels);
  const uint64_t hashes = size >> (kTileHeight * level);
  if (index > hashes / kTileWidth) return 0;
  return static_cast<uint32_t>(std::min<uint64_t>(hashes - index * kTileWidth, kTileWidth));
}

std::vector<TileId> TilesOfTree(uint64_t size) {
  CHECK(size <= kTreeSizeMax);
  std::vector<TileId> tiles;
  for (int level = 0; level < kTileLevels; ++level) {
    for (uint64_t index = 0;; ++index) {
      const uint32_t width = TileWidthAt(level, index, size);
      if (width == 0) break;
      tiles.push_back(TileId{level, index, width});
    }
  }
  return tiles;
}

TilePlace PlaceOfNode(const NodeId& node) {
  CHECK(node.level >= 0 && node.level < kTreeLevels);
  const int height = node.level % kTileHeight;
  const uint64_t first = node.index << height;
  return TilePlace{node.level / kTileHeight, first / kTileWidth,
                   static_cast<uint32_t>(first % kTileWidth), uint32_t{1} << height};
}

absl::StatusOr<std::string> EncodeEntryBundle(absl::Span<const std::string> entries) {
  if (entries.empty() || entries.size() > kTileWidth) {
    return absl::InvalidArgumentError(
        absl::StrCat("entry bundle: found ", entries.size(), " entries, expected 1 to 256"));
  }
  std::string bytes;
  for (const std::string& entry : entries) {
    if (entry.size() > kEntryBytesMax) {
      return absl::InvalidArgumentError(absl::StrCat("entry bundle: found an entry of ",
                                                     entry.size(), " bytes, expected at most ",
                                                     kEntryBytesMax));
    }
    bytes.push_back(static_cast<char>(entry.size() >> 8));
    bytes.push_back(static_cast<char>(entry.size() & 0xff));
    bytes.append(entry);
  }
  return bytes;
}

absl::StatusOr<std::vector<std::string>> DecodeEntryBundle(absl::string_view bytes,
                                                           uint32_t width) {
  std::vector<std::string> entries;
  for (uint32_t i = 0; i < width; ++i) {
    const auto cut_off = [i, width] {
      return absl::InvalidArgumentError(
          absl::StrCat("entry bundle: the bytes end inside entry ", i, " of ", width));
    };
    if (bytes.size() < 2) return cut_off();
    const size_t length =
        static_cast<uint8_t>(bytes[0]) * size_t{256} + static_cast<uint8_t>(bytes[1]);
    bytes.remove_prefix(2);
    if (bytes.size() < length) return cut_off();
    entries.emplace_back(bytes.substr(0, length));
    bytes.remove_prefix(length);
  }
  if (!bytes.empty()) {
    return absl::InvalidArgumentError(absl::StrCat(
        "entry bundle: found ", bytes.size(), " bytes behind the last of ", width, " entries"));
  }
  return entries;
}

}  // namespace assessment
