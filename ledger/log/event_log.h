#ifndef LEDGER_LOG_EVENT_LOG_H_
#define LEDGER_LOG_EVENT_LOG_H_

// The log of one ledger, at the height of the domain: commit records, read them, know the tail.
// There is no update and no delete to call. Implementations: ledger/log/memory (tests, simulation)
// and ledger/log/rocksdb (the product); both pass tests/contract.
//
// Three words with one meaning each. Sequenced: a record has its position and its bytes are final.
// Durable: it is synced to disk. Visible: readers and followers see it. A record becomes visible
// only when it is durable.

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/log/record.h"
#include "ledger/log/sealed_text.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// A record ready to be committed, with what its rows are derived from already parsed.
struct CommitEntry {
  Record record;
  // What record.header_bytes parses to.
  event::v1::RecordHeader header;
  // Source and idempotency key of the event. The key may be empty: then FindKey never finds it.
  std::string source;
  std::string idempotency_key;
  // The texts whose commitments stand in the body, kept beside the record. A name that is kept
  // already may be among them again.
  std::vector<SealedText> texts = {};
  // Commitments whose texts this record erases; texts of entries before it may be among them.
  std::vector<std::string> erased = {};
  // Commitments in the body whose texts were erased before this log was made of another: nothing is
  // kept behind them, and a later entry erases them. Only an import has any.
  std::vector<std::string> erased_elsewhere = {};
};

enum class CommitOutcome {
  // Every record is durable and visible.
  kCommitted,
  // Nothing was written and nothing changed; the status says why (for example: free space below the
  // reserve).
  kNotCommitted,
  // A write or sync failed: whether the records are on disk is not known. The log refuses every
  // further commit with
  // kUnknown until the store is opened anew from disk.
  kUnknown,
};

struct CommitResult {
  CommitOutcome outcome;
  absl::Status status;  // OK exactly when committed.
};

// A key of the index: all events that name one unit, one accident or one matter, or that shape the
// registry.
struct IndexKey {
  enum class Kind : uint8_t { kRegistry = 1, kUnit = 2, kAccident = 3, kMatter = 4 };
  Kind kind;
  std::string id;  // Empty for kRegistry.

  static IndexKey Registry() { return {Kind::kRegistry, ""}; }
  static IndexKey Unit(absl::string_view id) { return {Kind::kUnit, std::string(id)}; }
  static IndexKey Accident(absl::string_view id) { return {Kind::kAccident, std::string(id)}; }
  static IndexKey Matter(absl::string_view id) { return {Kind::kMatter, std::string(id)}; }
  auto operator<=>(const IndexKey&) const = default;
};

// The index keys of a record, a pure function of its header: registry events (types 100 to 199)
// under kRegistry; every unit, accident and matter named under its own key; registry events are not
// indexed under the units they name.
std::vector<IndexKey> IndexKeysOf(const event::v1::RecordHeader& header);

// A key for messages: "unit 141121".
std::string DescribeIndexKey(const IndexKey& key);

// Called for each record in order; a status that is not OK ends the reading and is returned.
using RecordVisitor = std::function<absl::Status(uint64_t position, const Record& record)>;

// Called for each row of a scan (EventLog::ScanKeys and the like); likewise.
using KeyVisitor =
    std::function<absl::Status(absl::string_view source, absl::string_view key, uint64_t position)>;
using IndexVisitor =
    std::function<absl::Status(const IndexKey& key, uint64_t position, const Record& record)>;
// `text` is nothing when it is erased.
using TextVisitor =
    std::function<absl::Status(const Hash& commitment, const std::optional<SealedText>& text)>;

// Thread-safe: one thread commits, any number read.
class EventLog {
 public:
  virtual ~EventLog() = default;

  // Appends `entries` at positions expected_size, expected_size + 1, ... as one durable write: all
  // or none. Requires at least one entry, positions in the headers that say the same, record times
  // that never fall, and no idempotency key that FindKey finds or that another entry has.
  // `root_after` is the Merkle root of the size reached; the log keeps its own frontier and a
  // difference is a CHECK failure, never a stored lie. kNotCommitted with FAILED_PRECONDITION when
  // expected_size is not the present size, RESOURCE_EXHAUSTED below the disk reserve.
  virtual CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                              const Hash& root_after) = 0;

  // OK when a commit would be tried now; RESOURCE_EXHAUSTED below the disk reserve, UNAVAILABLE
  // after an unknown outcome, DATA_LOSS when damage stopped this ledger.
  virtual absl::Status CheckWritable() const = 0;

  // Number of visible records, and the root of that many; always a pair that belongs together.
  struct Tail {
    uint64_t size = 0;
    Hash root;
    int64_t record_time_micros = 0;  // Of the newest record; 0 when empty.
  };
  virtual Tail DurableTail() const = 0;

  // Returns the record at `position`. OUT_OF_RANGE at or beyond the size; DATA_LOSS names position
  // and damage.
  virtual absl::StatusOr<Record> Get(uint64_t position) const = 0;

  // Visits records from `from` up to, not including, `to`, in order, without a gap: a record that
  // is missing or does not decode is DATA_LOSS with its position, never the end of the reading.
  // OUT_OF_RANGE when `to` exceeds the size.
  virtual absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const = 0;

  // Visits the records under `key` whose position is below `size`, in order. A missing row (the
  // ordinals of a key are gapless) is DATA_LOSS with key and ordinal. An unknown key visits
  // nothing.
  virtual absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                                 const RecordVisitor& visitor) const = 0;

  // The same from position `from` on, at a cost that does not grow with what lies before it.
  virtual absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                                     const RecordVisitor& visitor) const = 0;

  // Returns the position of the newest visible record under `key`, or nothing when there is none.
  virtual absl::StatusOr<std::optional<uint64_t>> NewestUnder(const IndexKey& key) const = 0;

  // Returns the position of the visible record with this source and idempotency key, or nothing.
  virtual absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                          absl::string_view key) const = 0;

  // Returns the size of the largest prefix whose records were all recorded at or before
  // `time_micros`.
  virtual absl::StatusOr<uint64_t> SizeAt(int64_t time_micros) const = 0;

  // Returns the hash of the complete subtree of 2^level leaves number `index`. OUT_OF_RANGE when it
  // is not complete at the visible size; DATA_LOSS when its tile is damaged.
  virtual absl::StatusOr<Hash> Node(int level, uint64_t index) const = 0;

  // Returns the 256 stored hashes, 32 bytes each, of full tile `index` of tile level `level`
  // (ledger/proof/tile.h): the hashes of level 8 `level` of the tree. OUT_OF_RANGE when it is not
  // full at the visible size; DATA_LOSS when it is damaged.
  virtual absl::StatusOr<std::string> FullTile(int level, uint64_t index) const = 0;

  // Three scans for a full check, which visit in the order in which things are stored everything
  // that belongs to records below `size`: every idempotency key; every row of the index, the rows
  // of one key together and in order; every text that was ever kept (of records from `size` on too,
  // as they may be found already). DATA_LOSS names a row that does not parse, a gap between the
  // rows of an index key, a text that its commitment does not open to. A scan may step over rows
  // that cannot be read without a word: the caller knows from the records what it must have seen.
  virtual absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const = 0;
  virtual absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const = 0;
  virtual absl::Status ScanTexts(const TextVisitor& visitor) const = 0;

  // Gives what is kept behind each commitment: the text, or nothing once it is erased. Of records
  // that are not visible yet the texts may be found already. DATA_LOSS names a commitment behind
  // which nothing was ever kept, or something that it does not open to.
  virtual absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const = 0;

  // Returns the commitment of a name that is kept and not erased, or nothing.
  virtual absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const = 0;

  // Removes the bytes of texts that are erased from the files of the store; an erasure itself only
  // makes them unreachable. A log calls it for itself in the background, again after a restart that
  // came first; it waits until that is done. A log without files returns OK.
  virtual absl::Status PurgeErased() { return absl::OkStatus(); }

  // Stops this log for damage that a check from outside found: CheckWritable says so from then on,
  // and nothing is committed on top of it. The first damage stays. A log that keeps nothing on a
  // disk ignores it.
  virtual void StopForDamage(const absl::Status& /*damage*/) {}

  // Waits until the visible size exceeds `size` or `timeout` has passed; returns the visible size.
  virtual uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const = 0;

  // Makes the note of how far the log reaches (the high-water mark) as durable as the records, so
  // that even after a power loss no acknowledged record can be missing without being missed. Called
  // before a checkpoint is signed; between calls the note on disk may be a second old. A log that
  // keeps no such note returns OK.
  virtual absl::Status SyncMark() { return absl::OkStatus(); }
};

// A store of many ledgers.
class LogStore {
 public:
  virtual ~LogStore() = default;

  // Names of the ledgers, sorted.
  virtual std::vector<std::string> Ledgers() const = 0;

  // Returns the log of a ledger; it lives as long as the store. NOT_FOUND when there is none.
  virtual absl::StatusOr<EventLog*> Find(absl::string_view ledger) const = 0;

  // Makes the empty log of a new ledger, durably. ALREADY_EXISTS when there is one.
  virtual absl::StatusOr<EventLog*> Create(absl::string_view ledger) = 0;

  // Syncs what is written behind (the high-water marks) and closes. No log may be used afterwards.
  virtual absl::Status Close() = 0;
};

}  // namespace assessment

#endif  // LEDGER_LOG_EVENT_LOG_H_
