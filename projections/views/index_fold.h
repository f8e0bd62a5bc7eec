#ifndef PROJECTIONS_VIEWS_INDEX_FOLD_H_
#define PROJECTIONS_VIEWS_INDEX_FOLD_H_

// What a prefix of the log says about one thing, read through the index: only the rows of that
// thing, never the whole log.

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/log/event_log.h"
#include "ledger/registry/registry.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

using RecordPointer = std::shared_ptr<const ParsedRecord>;

// The records under `key` below `size`, in order. DATA_LOSS when one cannot be read.
absl::StatusOr<std::vector<RecordPointer>> ReadRecords(const EventLog& log, const IndexKey& key,
                                                       uint64_t size);

// Folds those of `records` below `size` into `stream`; they must follow what it holds. INTERNAL
// names the position that cannot be folded.
absl::Status FoldBelow(absl::Span<const RecordPointer> records, uint64_t size, EventStream& stream);
absl::Status FoldBelow(const SharedSequence<RecordPointer>& records, uint64_t size,
                       EventStream& stream);

// The stream of a unit or an accident at `size`.
absl::StatusOr<EventStream> FoldStream(const EventLog& log, const IndexKey& key, uint64_t size);

// The registry at `size`. Compiled schemes are taken from `known`, a registry of the same log,
// where it has them; null: every scheme is compiled.
absl::StatusOr<Registry> FoldRegistry(const EventLog& log, uint64_t size, const Registry* known);

// Record time of the newest record below `size`; 0 at size 0.
absl::StatusOr<int64_t> RecordTimeBelow(const EventLog& log, uint64_t size);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_INDEX_FOLD_H_
