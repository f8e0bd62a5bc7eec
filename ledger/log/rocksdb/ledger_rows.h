#ifndef LEDGER_LOG_ROCKSDB_LEDGER_ROWS_H_
#define LEDGER_LOG_ROCKSDB_LEDGER_ROWS_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/log/event_log.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/rocksdb/database.h"
#include "ledger/proof/tile_store.h"
#include "rocksdb/db.h"
#include "rocksdb/iterator.h"

namespace assessment {

// The rows of one ledger, read with every distrust: a row that is not there is nothing, a block
// that cannot be read is DATA_LOSS, and the end of a scan is believed only after a point read,
// which unlike a scan does not step over an unreadable block. Thread-safe.
class LedgerRows {
 public:
  LedgerRows(const Database& database, LedgerNumber ledger)
      : database_(database), ledger_(ledger) {}

  LedgerNumber ledger() const { return ledger_; }

  // The record at a position.
  absl::StatusOr<std::optional<Record>> Get(uint64_t position) const;

  // Visits records from `from` up to, not including, `to`. A position without a record is
  // DATA_LOSS. `visitor_status` receives the visitor's own refusal, so that it is not taken for
  // damage; the answer is OK then.
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor,
                    absl::Status& visitor_status) const;

  // The number of records that the rows of `events` show: the last position plus one. Nothing may
  // be added meanwhile.
  absl::StatusOr<uint64_t> Size() const;

  // A row under an index key, as stored.
  struct IndexedRow {
    uint64_t ordinal = 0;
    uint64_t position = 0;
  };
  // Visits the newest row under a key, then the one before it, until `visitor` returns false or
  // none is left. Checks that ordinals fall by one down to 0 unless stopped. Rows of positions from
  // `size` on may be added meanwhile, rows below may not.
  absl::Status ReadIndexBackwards(const IndexKey& key, uint64_t size,
                                  const std::function<bool(const IndexedRow&)>& visitor) const;

  // Visits the records under `key` from position `from` below `size`, in order; as Read for damage
  // and refusals. Rows of positions from `size` on may be added meanwhile.
  absl::Status ReadIndex(const IndexKey& key, uint64_t from, uint64_t size,
                         const RecordVisitor& visitor, absl::Status& visitor_status) const;

  // Visit all keys and all rows of the index of records below `size`, and all texts, as EventLog
  // says; the end of such a scan is not believed here but left to the caller. As Read for refusals.
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor,
                        absl::Status& visitor_status) const;
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor,
                         absl::Status& visitor_status) const;
  absl::Status ScanTexts(const TextVisitor& visitor, absl::Status& visitor_status) const;

  // The position stored under a source and idempotency key.
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const;

  // What is kept behind each commitment, as EventLog::FindTexts.
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const;

  // The commitment stored under a name.
  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const;

  // The hashes of a full tile.
  absl::StatusOr<std::optional<std::string>> FullTile(int level, uint64_t index) const;

 private:
  absl::StatusOr<std::optional<std::string>> GetRow(Family family, const std::string& key) const;
  // The record of a row of the index, into `record`.
  absl::Status RecordOfRow(const IndexRow& row, const IndexKey& key, uint64_t ordinal,
                           Record& record) const;
  // The ordinal of the first row under a key whose position is not below `from`; behind the last
  // row when there is none. Where a row is missing it gives one that is not behind the gap.
  absl::StatusOr<uint64_t> FirstOrdinalFrom(const IndexKey& key, const std::string& prefix,
                                            uint64_t from) const;
  // OK when no row of a position below `size` lies under `key` at `ordinal`, where a scan found the
  // end.
  absl::Status CheckIndexEnds(const IndexKey& key, const std::string& prefix, uint64_t ordinal,
                              uint64_t size) const;
  std::unique_ptr<rocksdb::Iterator> NewIterator(const rocksdb::ReadOptions& options,
                                                 Family family) const;

  // A scan from `begin` to `end` that leaves no blocks in the cache. `end` outlives it.
  std::unique_ptr<rocksdb::Iterator> NewScan(Family family, const rocksdb::Slice& end,
                                             const std::string& begin) const;

  const Database& database_;
  const LedgerNumber ledger_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_LEDGER_ROWS_H_
