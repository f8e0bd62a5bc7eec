#ifndef LEDGER_LOG_TREE_CHECK_H_
#define LEDGER_LOG_TREE_CHECK_H_

// The tree of a log computed anew, tile by tile, and held against every hash that the log stores.

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tile.h"

namespace assessment {

// Holds the 256 `hashes` of a full tile against the stored ones and returns the hash of the subtree
// over them. DATA_LOSS names the first node that is stored otherwise. Thread-safe.
absl::StatusOr<Hash> CheckFullTile(const EventLog& log, int level, uint64_t index,
                                   absl::Span<const Hash> hashes);

// What is above the full tiles of level 0. For one thread. Memory grows with the logarithm of the
// size.
class TreeCheck {
 public:
  // `log` outlives this.
  explicit TreeCheck(const EventLog& log) : log_(log) {}

  // Takes the hash over the next full tile of level 0; checks the tiles above that it fills.
  absl::Status AddTile(const Hash& subtree);

  // Takes the leaves behind the last full tile; checks the nodes that make up the tree of `tail`,
  // which cover the tiles that are not full, and its root.
  absl::Status Finish(absl::Span<const Hash> leaves, const EventLog::Tail& tail);

 private:
  absl::Status Add(size_t level, const Hash& hash);
  Hash NodeOf(const NodeId& node) const;

  const EventLog& log_;
  // By tile level: the hashes of the tile that is not full yet, and how many before it are.
  struct Level {
    std::vector<Hash> hashes;
    uint64_t tiles = 0;
  };
  std::vector<Level> levels_ = std::vector<Level>(kTileLevels);
};

}  // namespace assessment

#endif  // LEDGER_LOG_TREE_CHECK_H_
