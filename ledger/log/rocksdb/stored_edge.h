#ifndef LEDGER_LOG_ROCKSDB_STORED_EDGE_H_
#define LEDGER_LOG_ROCKSDB_STORED_EDGE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/log/rocksdb/ledger_rows.h"
#include "ledger/proof/tile_store.h"

namespace assessment {

// Hashes of the partial tile of each tile level; null where the last tile is full or there is none.
using PartialTiles = std::array<std::shared_ptr<const std::string>, kTileLevels>;

// The right edge of a tree whose full tiles alone are stored: what lies behind them is derived from
// full tiles and headers. A value: copy it before a batch, assign the copy back when the batch was
// not committed.
class StoredEdge {
 public:
  // The edge of the empty tree.
  StoredEdge() = default;

  // Derives the edge of a tree of `size` leaves. NOT_FOUND names the tile or record that is
  // missing, DATA_LOSS the one that cannot be read.
  static absl::StatusOr<StoredEdge> Load(uint64_t size, const LedgerRows& rows);

  uint64_t size() const { return edge_.size(); }
  Hash Root() const { return edge_.Root(); }
  const PartialTiles& partial() const { return partial_; }

  // Adds leaves and returns the tiles that this fills.
  std::vector<TileRow> Append(absl::Span<const Hash> leaf_hashes);

 private:
  TileEdge edge_;
  PartialTiles partial_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_STORED_EDGE_H_
