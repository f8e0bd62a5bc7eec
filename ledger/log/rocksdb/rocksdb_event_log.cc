#include "ledger/log/rocksdb/rocksdb_event_log.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/commit_checks.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/rocksdb_status.h"
#include "ledger/log/rocksdb/store_meta.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// Index keys of one ledger whose next ordinal is remembered: more than the units of the largest
// cycle, each of them in about 100 bytes. The next ordinal of others is read from the index.
constexpr size_t kOrdinalsCachedMax = 64 * 1024;

CommitResult NotCommitted(absl::Status status) {
  return {CommitOutcome::kNotCommitted, std::move(status)};
}

}  // namespace

// All that a commit changes, beside the log until the write is durable.
struct RocksDbEventLog::PendingCommit {
  rocksdb::WriteBatch batch;
  uint32_t newest_event_type = 0;
  absl::flat_hash_map<std::string, uint64_t> next_ordinals;
  // Rows of `sealed` by key, as this commit leaves them so far.
  absl::flat_hash_map<std::string, std::string> texts;
  // Size of the log with the newest erasure of this commit in it; 0: it erases nothing.
  uint64_t newest_erasure_size = 0;
  StoredEdge edge;
  RowCounts rows;
  Tail tail;
};

RocksDbEventLog::RocksDbEventLog(StoreShared& shared, LedgerState state,
                                 std::unique_ptr<MarkFile> mark)
    : shared_(shared),
      name_(state.name),
      rows_(shared.database(), state.number),
      mark_(std::move(mark)),
      tail_(state.tail),
      end_unknown_(!state.damage.ok()),
      edge_(std::move(state.edge)),
      row_counts_(state.rows),
      ordinals_(kOrdinalsCachedMax),
      erasures_(state.erased_bytes_remain ? 1 : 0),
      newest_erasure_size_(state.newest_erasure_size),
      nodes_({edge_.size(), edge_.partial()}),
      damage_(std::move(state.damage)) {}

CommitResult RocksDbEventLog::Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                                     const Hash& root_after) {
  MutexLock lock(commit_mutex_);
  if (absl::Status known = shared_.CheckKnown(); !known.ok()) {
    return {CommitOutcome::kUnknown, std::move(known)};
  }
  if (absl::Status writable = CheckWritable(); !writable.ok()) return NotCommitted(writable);
  if (absl::Status status = CheckExpectedSize(expected_size, edge_.size()); !status.ok()) {
    return NotCommitted(std::move(status));
  }
  CheckEntries(entries, tail_.Get());

  PendingCommit pending;
  if (absl::Status prepared = Prepare(entries, pending); !prepared.ok()) {
    return NotCommitted(Noted(prepared));
  }
  CHECK(pending.tail.root == root_after);

  // The order is the promise: synced log, then mark, then readers, then the answer.
  absl::Status durable =
      FromRocksDb(absl::StrCat("ledger ", name_, ": writing ", entries.size(), " records"),
                  shared_.WriteDurably(pending.batch, pending.newest_event_type));
  if (durable.ok()) durable = mark_->Advance(pending.tail.size, root_after, pending.rows);
  if (!durable.ok()) {
    shared_.Poison(durable);
    return {CommitOutcome::kUnknown, shared_.CheckKnown()};
  }
  Adopt(std::move(pending));
  return {CommitOutcome::kCommitted, absl::OkStatus()};
}

absl::Status RocksDbEventLog::Prepare(absl::Span<const CommitEntry> entries,
                                      PendingCommit& pending) {
  const Database& database = shared_.database();
  const LedgerNumber ledger = rows_.ledger();
  pending.edge = edge_;
  pending.rows = row_counts_;
  std::vector<Hash> leaves;
  leaves.reserve(entries.size());
  rocksdb::Status put;
  const auto add = [&](Family family, const std::string& key, absl::string_view value) {
    if (put.ok()) put = pending.batch.Put(database.handle(family), key, ToSlice(value));
  };
  for (const CommitEntry& entry : entries) {
    const uint64_t position = entry.header.position();
    const std::string encoded = EncodeRecord(entry.record);
    add(Family::kEvents, EventKey(ledger, position), encoded);
    const std::vector<IndexKey> keys = IndexKeysOf(entry.header);
    const std::string index_value = IndexRowValue(
        {position, IsClustered(encoded.size(), keys.size()) ? absl::string_view(encoded) : ""});
    for (const IndexKey& key : keys) {
      const std::string prefix = IndexPrefix(ledger, key);
      ASSIGN_OR_RETURN(const uint64_t ordinal, NextOrdinal(key, prefix, pending));
      add(Family::kIndex, IndexRowKey(prefix, ordinal), index_value);
      pending.next_ordinals[prefix] = ordinal + 1;
    }
    if (!entry.idempotency_key.empty()) {
      add(Family::kIdempotency, IdempotencyRowKey(ledger, entry.source, entry.idempotency_key),
          PositionValue(position));
      ++pending.rows.idempotency;
    }
    RETURN_IF_ERROR(PrepareTexts(entry, pending));
    pending.rows.index += keys.size();
    pending.newest_event_type =
        std::max(pending.newest_event_type, static_cast<uint32_t>(entry.header.event_type()));
    leaves.push_back(LeafHash(entry.record.header_bytes));
  }
  pending.rows.events += entries.size();
  for (const TileRow& tile : pending.edge.Append(leaves)) {
    add(Family::kTiles, TileRowKey(ledger, tile.level, tile.index), tile.hashes);
    ++pending.rows.tiles;
  }
  if (pending.newest_erasure_size > 0 && put.ok()) {
    put = PutLedgerMeta(database, MetaOf(/*erased_bytes_remain=*/true, pending.newest_erasure_size),
                        pending.batch);
  }
  pending.tail = {pending.edge.size(), pending.edge.Root(),
                  entries.back().header.record_time_micros()};
  return FromRocksDb("preparing a commit", put);
}

absl::Status RocksDbEventLog::PrepareTexts(const CommitEntry& entry, PendingCommit& pending) {
  const LedgerNumber ledger = rows_.ledger();
  rocksdb::ColumnFamilyHandle* const sealed = shared_.database().handle(Family::kSealed);
  rocksdb::Status put;
  for (const SealedText& text : entry.texts) {
    const std::string key = TextRowKey(ledger, text.commitment);
    std::string value = KeptTextValue(text);
    if (put.ok()) put = pending.batch.Put(sealed, key, value);
    if (put.ok() && text.is_name) {
      put = pending.batch.Put(sealed, NameRowKey(ledger, text.text), text.commitment);
    }
    pending.texts[key] = std::move(value);
  }
  for (const std::string& commitment : entry.erased_elsewhere) {
    const std::string key = TextRowKey(ledger, commitment);
    std::string value = ErasedTextValue(entry.header.position());
    if (put.ok()) put = pending.batch.Put(sealed, key, value);
    pending.texts[key] = std::move(value);
  }
  for (const std::string& commitment : entry.erased) {
    const std::string key = TextRowKey(ledger, commitment);
    std::optional<SealedText> text;
    const auto in_batch = pending.texts.find(key);
    if (in_batch != pending.texts.end()) {
      ASSIGN_OR_RETURN(text, ParseTextValue(commitment, in_batch->second));
    } else {
      ASSIGN_OR_RETURN(const auto kept, rows_.FindTexts({commitment}));
      text = kept.front();
    }
    std::string value = ErasedTextValue(entry.header.position());
    if (put.ok()) put = pending.batch.Put(sealed, key, value);
    if (put.ok() && text.has_value() && text->is_name) {
      put = pending.batch.Delete(sealed, NameRowKey(ledger, text->text));
    }
    pending.texts[key] = std::move(value);
    pending.newest_erasure_size = entry.header.position() + 1;
  }
  return FromRocksDb("preparing sealed texts", put);
}

storage::v1::LedgerMeta RocksDbEventLog::MetaOf(bool erased_bytes_remain,
                                                uint64_t newest_erasure_size) const {
  storage::v1::LedgerMeta meta;
  meta.set_ledger_number(rows_.ledger());
  meta.set_ledger(name_);
  meta.set_erased_bytes_remain(erased_bytes_remain);
  meta.set_newest_erasure_size(newest_erasure_size);
  return meta;
}

absl::Status RocksDbEventLog::PurgeErased() {
  MutexLock purging(purge_mutex_);
  const uint64_t erasures = erasures_;
  if (erasures == erasures_purged_) return absl::OkStatus();
  RETURN_IF_ERROR(shared_.CheckKnown());
  RETURN_IF_ERROR(shared_.database().RewriteSealed(rows_.ledger()));
  // An erasure that came meanwhile wrote the row anew: then it stays as that one left it.
  MutexLock committing(commit_mutex_);
  if (erasures == erasures_) {
    rocksdb::WriteBatch batch;
    rocksdb::Status written = PutLedgerMeta(
        shared_.database(), MetaOf(/*erased_bytes_remain=*/false, newest_erasure_size_), batch);
    if (written.ok()) written = shared_.WriteDurably(batch, 0);
    if (!written.ok()) {
      const absl::Status failed =
          FromRocksDb(absl::StrCat("ledger ", name_, ": noting a purge"), written);
      shared_.Poison(failed);
      return failed;
    }
  }
  erasures_purged_ = erasures;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<std::optional<SealedText>>> RocksDbEventLog::FindTexts(
    absl::Span<const std::string> commitments) const {
  auto texts = rows_.FindTexts(commitments);
  if (!texts.ok()) return Noted(texts.status());
  return texts;
}

absl::StatusOr<std::optional<std::string>> RocksDbEventLog::FindName(absl::string_view name) const {
  auto commitment = rows_.FindName(name);
  if (!commitment.ok()) return Noted(commitment.status());
  return commitment;
}

absl::StatusOr<uint64_t> RocksDbEventLog::NextOrdinal(const IndexKey& key,
                                                      const std::string& prefix,
                                                      const PendingCommit& pending) {
  const auto in_batch = pending.next_ordinals.find(prefix);
  if (in_batch != pending.next_ordinals.end()) return in_batch->second;
  if (const std::optional<uint64_t> cached = ordinals_.Find(prefix); cached.has_value()) {
    return *cached;
  }
  uint64_t next = 0;
  RETURN_IF_ERROR(
      rows_.ReadIndexBackwards(key, edge_.size(), [&next](const LedgerRows::IndexedRow& newest) {
        next = newest.ordinal + 1;
        return false;
      }));
  return next;
}

void RocksDbEventLog::Adopt(PendingCommit pending) {
  edge_ = std::move(pending.edge);
  row_counts_ = pending.rows;
  if (pending.newest_erasure_size > 0) {
    newest_erasure_size_ = pending.newest_erasure_size;
    ++erasures_;
  }
  for (const auto& [prefix, next] : pending.next_ordinals) ordinals_.Put(prefix, next);
  {
    MutexLock lock(nodes_mutex_);
    nodes_ = {edge_.size(), edge_.partial()};
  }
  tail_.Publish(pending.tail);
}

absl::Status RocksDbEventLog::CheckWritable() const {
  RETURN_IF_ERROR(shared_.CheckKnown());
  {
    MutexLock lock(damage_mutex_);
    RETURN_IF_ERROR(damage_);
  }
  return shared_.reserve().Check();
}

EventLog::Tail RocksDbEventLog::DurableTail() const { return tail_.Get(); }

absl::StatusOr<Record> RocksDbEventLog::Get(uint64_t position) const {
  RETURN_IF_ERROR(CheckPosition(position, tail_.Get().size));
  absl::StatusOr<std::optional<Record>> record = rows_.Get(position);
  if (!record.ok()) return Noted(record.status());
  if (!record->has_value()) {
    return Noted(DamageError(absl::StrCat("record at position ", position, " is missing")));
  }
  return **std::move(record);
}

absl::Status RocksDbEventLog::Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const {
  RETURN_IF_ERROR(CheckRange(from, to, tail_.Get().size));
  absl::Status visitor_status;
  RETURN_IF_ERROR(Noted(rows_.Read(from, to, visitor, visitor_status)));
  return visitor_status;
}

absl::Status RocksDbEventLog::ReadIndex(const IndexKey& key, uint64_t size,
                                        const RecordVisitor& visitor) const {
  return ReadIndexFrom(key, 0, size, visitor);
}

absl::Status RocksDbEventLog::ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                                            const RecordVisitor& visitor) const {
  absl::Status visitor_status;
  RETURN_IF_ERROR(
      Noted(rows_.ReadIndex(key, from, std::min(size, tail_.Get().size), visitor, visitor_status)));
  return visitor_status;
}

absl::Status RocksDbEventLog::ScanKeys(uint64_t size, const KeyVisitor& visitor) const {
  absl::Status visitor_status;
  RETURN_IF_ERROR(Noted(rows_.ScanKeys(std::min(size, tail_.Get().size), visitor, visitor_status)));
  return visitor_status;
}

absl::Status RocksDbEventLog::ScanIndex(uint64_t size, const IndexVisitor& visitor) const {
  absl::Status visitor_status;
  RETURN_IF_ERROR(
      Noted(rows_.ScanIndex(std::min(size, tail_.Get().size), visitor, visitor_status)));
  return visitor_status;
}

absl::Status RocksDbEventLog::ScanTexts(const TextVisitor& visitor) const {
  absl::Status visitor_status;
  RETURN_IF_ERROR(Noted(rows_.ScanTexts(visitor, visitor_status)));
  return visitor_status;
}

absl::StatusOr<std::optional<uint64_t>> RocksDbEventLog::NewestUnder(const IndexKey& key) const {
  const uint64_t size = tail_.Get().size;
  std::optional<uint64_t> newest;
  const absl::Status read =
      rows_.ReadIndexBackwards(key, size, [&](const LedgerRows::IndexedRow& row) {
        // Rows of a commit that is not visible yet are stepped over.
        if (row.position >= size) return true;
        newest = row.position;
        return false;
      });
  RETURN_IF_ERROR(Noted(read));
  return newest;
}

absl::StatusOr<std::optional<uint64_t>> RocksDbEventLog::FindKey(absl::string_view source,
                                                                 absl::string_view key) const {
  const uint64_t size = tail_.Get().size;
  absl::StatusOr<std::optional<uint64_t>> position = rows_.FindKey(source, key);
  if (!position.ok()) return Noted(position.status());
  if (position->has_value() && **position >= size) return std::nullopt;
  return position;
}

absl::StatusOr<int64_t> RocksDbEventLog::RecordTimeAt(uint64_t position) const {
  ASSIGN_OR_RETURN(const Record record, Get(position));
  event::v1::RecordHeader header;
  if (!header.ParseFromString(record.header_bytes)) {
    return Noted(
        DamageError(absl::StrCat("record at position ", position, ": the header does not parse")));
  }
  return header.record_time_micros();
}

absl::StatusOr<uint64_t> RocksDbEventLog::SizeAt(int64_t time_micros) const {
  RETURN_IF_ERROR(CheckEndKnown());
  const Tail tail = tail_.Get();
  if (tail.size == 0 || tail.record_time_micros <= time_micros) return tail.size;
  // All before `low` are at or before the time; the record at `high` is later.
  uint64_t low = 0;
  uint64_t high = tail.size - 1;
  while (low < high) {
    const uint64_t middle = low + (high - low) / 2;
    ASSIGN_OR_RETURN(const int64_t recorded, RecordTimeAt(middle));
    if (recorded <= time_micros) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::StatusOr<Hash> RocksDbEventLog::Node(int level, uint64_t index) const {
  RETURN_IF_ERROR(CheckEndKnown());
  VisibleNodes nodes;
  {
    MutexLock lock(nodes_mutex_);
    nodes = nodes_;
  }
  TileNodeReader reader(nodes.size, [&](const TileId& tile) -> absl::StatusOr<std::string> {
    if (tile.width < kTileWidth) return *nodes.partial[static_cast<size_t>(tile.level)];
    return StoredTile(tile.level, tile.index);
  });
  absl::StatusOr<Hash> hash = reader.Read(NodeId{level, index});
  if (!hash.ok()) return Noted(hash.status());
  return hash;
}

absl::StatusOr<std::string> RocksDbEventLog::StoredTile(int level, uint64_t index) const {
  ASSIGN_OR_RETURN(std::optional<std::string> full, rows_.FullTile(level, index));
  if (!full.has_value()) {
    return DamageError(absl::StrCat("tile ", index, " of level ", level, " is missing"));
  }
  return *std::move(full);
}

absl::StatusOr<std::string> RocksDbEventLog::FullTile(int level, uint64_t index) const {
  const uint64_t size = tail_.Get().size;
  if (TileWidthAt(level, index, size) < kTileWidth) {
    return absl::OutOfRangeError(
        absl::StrCat("tile ", index, " of level ", level, " is not full at size ", size));
  }
  absl::StatusOr<std::string> tile = StoredTile(level, index);
  if (!tile.ok()) return Noted(tile.status());
  return tile;
}

uint64_t RocksDbEventLog::WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const {
  return tail_.WaitBeyond(size, timeout);
}

void RocksDbEventLog::StopForDamage(const absl::Status& damage) {
  MutexLock lock(damage_mutex_);
  damage_.Update(WithContext(absl::StrCat("ledger ", name_), damage));
}

Mark RocksDbEventLog::PresentMark() const {
  MutexLock lock(commit_mutex_);
  Mark mark;
  mark.state = Mark::State::kExists;
  mark.size = edge_.size();
  mark.root = edge_.Root();
  mark.rows = row_counts_;
  return mark;
}

absl::Status RocksDbEventLog::SyncMark() {
  RETURN_IF_ERROR(shared_.CheckKnown());
  const absl::Status synced = mark_->Sync();
  if (synced.ok()) return synced;
  shared_.Poison(synced);
  return shared_.CheckKnown();
}

absl::Status RocksDbEventLog::Close() {
  absl::Status status = SyncMark();
  status.Update(mark_->Close());
  return status;
}

absl::Status RocksDbEventLog::CheckEndKnown() const {
  if (!end_unknown_) return absl::OkStatus();
  MutexLock lock(damage_mutex_);
  return damage_;
}

absl::Status RocksDbEventLog::Noted(const absl::Status& status) const {
  if (status.code() != absl::StatusCode::kDataLoss) return status;
  const absl::Status named = WithContext(absl::StrCat("ledger ", name_), status);
  MutexLock lock(damage_mutex_);
  if (damage_.ok()) damage_ = named;
  return named;
}

}  // namespace assessment
