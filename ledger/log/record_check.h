#ifndef LEDGER_LOG_RECORD_CHECK_H_
#define LEDGER_LOG_RECORD_CHECK_H_

// The part of the full check that goes from record to record, and what it gathers for the parts
// that go over index, keys and texts.

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "google/protobuf/arena.h"
#include "ledger/log/event_log.h"
#include "ledger/log/row_sum.h"

namespace assessment {

struct IndexKeyHash {
  size_t operator()(const IndexKey& key) const {
    return absl::HashOf(static_cast<int>(key.kind), key.id);
  }
};

// Rows by index key; the digest of a row is the leaf of its record.
using IndexSums = absl::flat_hash_map<IndexKey, RowSum, IndexKeyHash>;

// The digest of an idempotency key that leads to `position`.
Hash IdempotencyDigest(absl::string_view source, absl::string_view key, uint64_t position);

// The leaf of a record under an index key; all zeros, which no leaf is, unless its header says this
// position and its commitment opens to its body. `header` is used for parsing.
Hash IndexRowDigest(uint64_t position, const Record& record, event::v1::RecordHeader& header);

// What the texts in some records say must be kept.
struct TextsExpected {
  // Texts that are no names: each has a commitment of its own.
  RowSum texts;
  // Names by commitment, with how often each stands somewhere.
  absl::flat_hash_map<Hash, uint64_t> names;
  // What records say is erased.
  absl::flat_hash_set<Hash> erased;

  // Adds what a record says; `body` is not changed. Errors are those of reading the record that is
  // erased.
  absl::Status Add(const EventLog& log, event::v1::EventBody& body);
  void Add(const TextsExpected& other);
};

// What some records say must be in the log beside them.
struct RecordSums {
  uint64_t index_rows = 0;
  IndexSums index;
  RowSum keys;
  TextsExpected texts;

  void Add(const RecordSums& other);
};

// What is known of a range of records once they are checked.
struct CheckedRange {
  std::vector<Hash> tiles;   // The subtree over each full tile of level 0 in it.
  std::vector<Hash> leaves;  // The leaves behind the last full tile.
  int64_t first_time_micros = 0;
  int64_t last_time_micros = 0;
};

// Checks records; for one thread.
class RecordChecker {
 public:
  // `log` outlives this.
  explicit RecordChecker(const EventLog& log) : log_(log) {}

  // Checks the records from `from`, the first of a tile, up to `to`, and the full tiles of level 0
  // over them: both parts parse, the type is the body's, the commitment opens to the body, the
  // position is its own, record times never fall. DATA_LOSS names the first thing that is wrong.
  absl::StatusOr<CheckedRange> Check(uint64_t from, uint64_t to);

  // What the records checked so far say.
  const RecordSums& sums() const { return sums_; }

 private:
  absl::Status CheckOne(uint64_t position, const Record& record, CheckedRange& range);

  const EventLog& log_;
  google::protobuf::Arena arena_;
  event::v1::RecordHeader header_;
  RecordSums sums_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_RECORD_CHECK_H_
