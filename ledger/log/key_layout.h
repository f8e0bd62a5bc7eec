#ifndef LEDGER_LOG_KEY_LAYOUT_H_
#define LEDGER_LOG_KEY_LAYOUT_H_

// Keys and small values of the store's column families; FORMAT.md beside this header holds the
// grammar. Numbers are big-endian, so that the order of the bytes is the order of the numbers.

#include <cstdint>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/log/event_log.h"
#include "ledger/log/sealed_text.h"

namespace assessment {

// The number of a ledger inside one store, from 1.
using LedgerNumber = uint32_t;

// Appends `value` in 4 or 8 bytes, big-endian.
void AppendBigEndian32(uint32_t value, std::string& bytes);
void AppendBigEndian64(uint64_t value, std::string& bytes);
// Read the first 4 or 8 bytes of `bytes`; it must have as many.
uint32_t ReadBigEndian32(absl::string_view bytes);
uint64_t ReadBigEndian64(absl::string_view bytes);

// Beginning of every key of a ledger in `events`, `index`, `idempotency` and `tiles`, and the first
// key behind them all.
std::string LedgerPrefix(LedgerNumber ledger);
std::string LedgerEnd(LedgerNumber ledger);

// `events`: the record at a position.
std::string EventKey(LedgerNumber ledger, uint64_t position);
// The position in a key of `events`; nothing when it is not a key of this ledger.
std::optional<uint64_t> PositionOfEventKey(LedgerNumber ledger, absl::string_view key);

// `index`: row number `ordinal` under an index key. Requires an id of at most 255 bytes.
std::string IndexPrefix(LedgerNumber ledger, const IndexKey& key);
std::string IndexRowKey(absl::string_view index_prefix, uint64_t ordinal);
// The ordinal in a key of `index` that begins with `index_prefix`; nothing when it does not.
std::optional<uint64_t> OrdinalOfIndexRowKey(absl::string_view index_prefix, absl::string_view key);

// The index key and the ordinal in a key of `index`. DATA_LOSS when it is none of this ledger.
struct IndexRowId {
  IndexKey key;
  uint64_t ordinal = 0;
};
absl::StatusOr<IndexRowId> ParseIndexRowKey(LedgerNumber ledger, absl::string_view key);

// A row of `index`. `encoded_record` is empty when the record is to be read from `events`.
struct IndexRow {
  uint64_t position = 0;
  absl::string_view encoded_record;
};
std::string IndexRowValue(const IndexRow& row);
// DATA_LOSS when the value is too short. The view points into `value`.
absl::StatusOr<IndexRow> ParseIndexRowValue(absl::string_view value);

// True when a record of `record_bytes` named by `keys` index keys lies whole in each of its index
// rows. Only writers ask; a row says itself what it is.
bool IsClustered(size_t record_bytes, size_t keys);

// `idempotency`: who appended under which key. Requires a source of at most 255 bytes.
std::string IdempotencyRowKey(LedgerNumber ledger, absl::string_view source, absl::string_view key);
// Source and key in a key of `idempotency`; the views point into `row_key`. DATA_LOSS when it is
// none of this ledger.
struct IdempotencyRowId {
  absl::string_view source;
  absl::string_view key;
};
absl::StatusOr<IdempotencyRowId> ParseIdempotencyRowKey(LedgerNumber ledger,
                                                        absl::string_view row_key);
// The value of an idempotency row.
std::string PositionValue(uint64_t position);
// DATA_LOSS when the value is not 8 bytes.
absl::StatusOr<uint64_t> ParsePositionValue(absl::string_view value);

// `tiles`: a full tile.
std::string TileRowKey(LedgerNumber ledger, int tile_level, uint64_t tile_index);

// `sealed`: the text behind a commitment, and the commitment of a name.
std::string TextRowKey(LedgerNumber ledger, absl::string_view commitment);
std::string NameRowKey(LedgerNumber ledger, absl::string_view name);

// Beginning of the keys of all texts of a ledger, and the first key behind them.
std::string TextPrefix(LedgerNumber ledger);
std::string TextEnd(LedgerNumber ledger);
// The commitment in a key of a text. DATA_LOSS when it is none of this ledger.
absl::StatusOr<Hash> ParseTextRowKey(LedgerNumber ledger, absl::string_view row_key);

// A row of a text: kept, or erased by the record at a position.
std::string KeptTextValue(const SealedText& text);
std::string ErasedTextValue(uint64_t by_position);
// The text that the row under `commitment` keeps; nothing when it says erased. DATA_LOSS when the
// value does not parse or the commitment does not open to it.
absl::StatusOr<std::optional<SealedText>> ParseTextValue(absl::string_view commitment,
                                                         absl::string_view value);

// `meta`: the StoreMeta, and the LedgerMeta of each ledger under the common beginning.
std::string StoreMetaKey();
std::string LedgerMetaPrefix();
std::string LedgerMetaKey(LedgerNumber ledger);

}  // namespace assessment

#endif  // LEDGER_LOG_KEY_LAYOUT_H_
