#ifndef CLIENTS_TILES_TILE_EXPORT_H_
#define CLIENTS_TILES_TILE_EXPORT_H_

// A log as a directory of files that any web server can serve, in the form of c2sp.org/tlog-tiles:
//
//   checkpoint                      the signed note, with whatever cosignatures it carries
//   tile/<level>/<index>            256 hashes; "<index>.p/<width>" fewer
//   tile/entries/<index>            256 entries; "<index>.p/<width>" fewer
//
// Every hash is computed here from the entries, and nothing takes the place of what is published
// before the whole tree has the root that the log signed. So whoever keeps such a directory also
// watches the log: a log that lost or changed what it once showed is told apart.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note_key.h"

namespace assessment {

// Fetches exactly `count` (1 to 256) entries from position `first` on, as the log stores them. Any
// failure ends the export and is passed on.
using EntryFetch =
    std::function<absl::StatusOr<std::vector<std::string>>(uint64_t first, uint32_t count)>;

struct TileExport {
  Checkpoint checkpoint;
  uint64_t entries_fetched = 0;
  uint64_t files_written = 0;  // Tiles and bundles, without the checkpoint.
  uint64_t files_kept = 0;     // Were there with the right bytes.
  uint64_t files_removed = 0;  // Partial ones whose full tile is there now.
  bool checkpoint_replaced = false;
};

// Brings `directory` (made when it is not there) to the checkpoint `note`, which `log_key` must
// have signed; the checkpoint in the directory may be signed by one of `earlier_keys` instead,
// which handed over to it. Entries that are there already are not fetched again; they are hashed
// again. An export that was interrupted goes on where it stopped. Files are on the disk before the
// checkpoint that speaks of them; a partial tile goes once its full one is there, not before, since
// somebody may still be reading by the older checkpoint. A checkpoint of the same tree is replaced
// only by one with a signature that it lacks.
//
// FAILED_PRECONDITION when something does not verify: the note; the entries, which have another
// root than it says; the checkpoint in the directory, which is of another log, of a larger size, or
// of a tree that this one does not extend. Then nothing that was published is changed. UNAVAILABLE
// when another export uses the directory; INVALID_ARGUMENT for a file that cannot be written.
absl::StatusOr<TileExport> ExportTiles(const std::string& directory, absl::string_view note,
                                       const VerifierKey& log_key, const EntryFetch& fetch,
                                       absl::Span<const VerifierKey> earlier_keys = {});

}  // namespace assessment

#endif  // CLIENTS_TILES_TILE_EXPORT_H_
