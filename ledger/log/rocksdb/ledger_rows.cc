#include "ledger/log/rocksdb/ledger_rows.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/commit_checks.h"
#include "ledger/log/damage.h"
#include "ledger/log/rocksdb/rocksdb_status.h"

namespace assessment {
namespace {

// A scan up to this long leaves its blocks in the cache; a longer one would only push out others.
constexpr uint64_t kCachedScanPositionsMax = 10 * 1000;

// No snapshot is taken anywhere: releasing one makes the database rewrite tables to forget sequence
// numbers. A scan and the point read after it may so speak of different moments; both are asked
// only for rows that were there before.

absl::Status MissingRecord(uint64_t position) {
  return DamageError(absl::StrCat("record at position ", position, " is missing"));
}

absl::Status BadIndexRow(const IndexKey& key, uint64_t ordinal, absl::string_view what) {
  return DamageError(
      absl::StrCat("index of ", DescribeIndexKey(key), ": row ", ordinal, " ", what));
}

}  // namespace

absl::StatusOr<std::optional<std::string>> LedgerRows::GetRow(Family family,
                                                              const std::string& key) const {
  std::string value;
  const rocksdb::Status status =
      database_.db().Get(rocksdb::ReadOptions(), database_.handle(family), key, &value);
  if (status.IsNotFound()) return std::nullopt;
  RETURN_IF_ERROR(FromRocksDb("reading a row", status));
  return value;
}

std::unique_ptr<rocksdb::Iterator> LedgerRows::NewIterator(const rocksdb::ReadOptions& options,
                                                           Family family) const {
  return std::unique_ptr<rocksdb::Iterator>(
      database_.db().NewIterator(options, database_.handle(family)));
}

absl::StatusOr<std::optional<Record>> LedgerRows::Get(uint64_t position) const {
  const auto row = GetRow(Family::kEvents, EventKey(ledger_, position));
  if (!row.ok()) return WithContext(absl::StrCat("record at position ", position), row.status());
  if (!row->has_value()) return std::nullopt;
  absl::StatusOr<Record> record = DecodeRecord(**row);
  if (!record.ok()) return WithContext(absl::StrCat("position ", position), record.status());
  return *std::move(record);
}

absl::Status LedgerRows::Read(uint64_t from, uint64_t to, const RecordVisitor& visitor,
                              absl::Status& visitor_status) const {
  const std::string end_key = EventKey(ledger_, to);
  const rocksdb::Slice end = end_key;
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &end;
  options.fill_cache = to - from <= kCachedScanPositionsMax;
  const std::unique_ptr<rocksdb::Iterator> rows = NewIterator(options, Family::kEvents);
  uint64_t expected = from;
  Record record;
  for (rows->Seek(EventKey(ledger_, from)); expected < to; rows->Next(), ++expected) {
    if (!rows->Valid() || PositionOfEventKey(ledger_, ToView(rows->key())) != expected) {
      RETURN_IF_ERROR(FromRocksDb(absl::StrCat("record at position ", expected), rows->status()));
      // The scan stepped over it without a word; a point read says why.
      RETURN_IF_ERROR(Get(expected).status());
      return MissingRecord(expected);
    }
    const absl::Status decoded = DecodeRecordInto(ToView(rows->value()), record);
    if (!decoded.ok()) return WithContext(absl::StrCat("position ", expected), decoded);
    visitor_status = visitor(expected, record);
    if (!visitor_status.ok()) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> LedgerRows::Size() const {
  const std::unique_ptr<rocksdb::Iterator> rows =
      NewIterator(rocksdb::ReadOptions(), Family::kEvents);
  rows->SeekForPrev(LedgerEnd(ledger_));
  RETURN_IF_ERROR(FromRocksDb("last record", rows->status()));
  uint64_t size = 0;
  if (rows->Valid()) {
    const auto last = PositionOfEventKey(ledger_, ToView(rows->key()));
    if (last.has_value()) size = *last + 1;
  }
  const auto next = GetRow(Family::kEvents, EventKey(ledger_, size));
  if (!next.ok()) return WithContext(absl::StrCat("record at position ", size), next.status());
  if (next->has_value()) {
    return DamageError(absl::StrCat("the scan for the last record stops before position ", size,
                                    ", which is there"));
  }
  return size;
}

absl::Status LedgerRows::CheckIndexEnds(const IndexKey& key, const std::string& prefix,
                                        uint64_t ordinal, uint64_t size) const {
  const auto next = GetRow(Family::kIndex, IndexRowKey(prefix, ordinal));
  if (!next.ok()) {
    return WithContext(absl::StrCat("index of ", DescribeIndexKey(key), ": row ", ordinal),
                       next.status());
  }
  if (!next->has_value()) return absl::OkStatus();
  ASSIGN_OR_RETURN(const IndexRow row, ParseIndexRowValue(**next));
  if (row.position >= size) return absl::OkStatus();
  return BadIndexRow(key, ordinal, "is there but no scan finds it");
}

absl::Status LedgerRows::ReadIndexBackwards(
    const IndexKey& key, uint64_t size,
    const std::function<bool(const IndexedRow&)>& visitor) const {
  const std::string prefix = IndexPrefix(ledger_, key);
  const std::unique_ptr<rocksdb::Iterator> rows =
      NewIterator(rocksdb::ReadOptions(), Family::kIndex);
  rows->SeekForPrev(IndexRowKey(prefix, ~uint64_t{0}));
  const auto ordinal_here = [&]() -> std::optional<uint64_t> {
    if (!rows->Valid()) return std::nullopt;
    return OrdinalOfIndexRowKey(prefix, ToView(rows->key()));
  };
  const std::optional<uint64_t> last = ordinal_here();
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("index of ", DescribeIndexKey(key)), rows->status()));
  const uint64_t count = last.has_value() ? *last + 1 : 0;
  RETURN_IF_ERROR(CheckIndexEnds(key, prefix, count, size));

  for (uint64_t left = count; left > 0; --left, rows->Prev()) {
    const uint64_t ordinal = left - 1;
    if (ordinal_here() != ordinal) {
      RETURN_IF_ERROR(FromRocksDb(
          absl::StrCat("index of ", DescribeIndexKey(key), ": row ", ordinal), rows->status()));
      return BadIndexRow(key, ordinal, "is missing");
    }
    ASSIGN_OR_RETURN(const IndexRow row, ParseIndexRowValue(ToView(rows->value())));
    if (!visitor({ordinal, row.position})) return absl::OkStatus();
  }
  return absl::OkStatus();
}

absl::Status LedgerRows::RecordOfRow(const IndexRow& row, const IndexKey& key, uint64_t ordinal,
                                     Record& record) const {
  if (row.encoded_record.empty()) {
    ASSIGN_OR_RETURN(std::optional<Record> found, Get(row.position));
    if (!found.has_value()) return MissingRecord(row.position);
    record = *std::move(found);
    return absl::OkStatus();
  }
  const absl::Status decoded = DecodeRecordInto(row.encoded_record, record);
  if (!decoded.ok()) return BadIndexRow(key, ordinal, decoded.message());
  return absl::OkStatus();
}

absl::StatusOr<uint64_t> LedgerRows::FirstOrdinalFrom(const IndexKey& key,
                                                      const std::string& prefix,
                                                      uint64_t from) const {
  // Positions rise with the ordinals, so it is found by halving what a doubling step bounded.
  const auto is_before = [&](uint64_t ordinal) -> absl::StatusOr<bool> {
    const auto row = GetRow(Family::kIndex, IndexRowKey(prefix, ordinal));
    if (!row.ok()) {
      return WithContext(absl::StrCat("index of ", DescribeIndexKey(key), ": row ", ordinal),
                         row.status());
    }
    if (!row->has_value()) return false;
    ASSIGN_OR_RETURN(const IndexRow parsed, ParseIndexRowValue(**row));
    return parsed.position < from;
  };
  uint64_t low = 0;  // All rows before it are before `from`.
  uint64_t high = 1;
  while (true) {
    ASSIGN_OR_RETURN(const bool before, is_before(high - 1));
    if (!before) break;
    low = high;
    high *= 2;
  }
  while (low < high - 1) {
    const uint64_t middle = low + (high - 1 - low) / 2;
    ASSIGN_OR_RETURN(const bool before, is_before(middle));
    if (before) {
      low = middle + 1;
    } else {
      high = middle + 1;
    }
  }
  return low;
}

absl::Status LedgerRows::ReadIndex(const IndexKey& key, uint64_t from, uint64_t size,
                                   const RecordVisitor& visitor,
                                   absl::Status& visitor_status) const {
  if (from > 0 && from >= size) return absl::OkStatus();
  const std::string prefix = IndexPrefix(ledger_, key);
  uint64_t ordinal = 0;
  if (from > 0) {
    ASSIGN_OR_RETURN(ordinal, FirstOrdinalFrom(key, prefix, from));
  }
  const std::string end_key = IndexRowKey(prefix, ~uint64_t{0});
  const rocksdb::Slice end = end_key;
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &end;
  const std::unique_ptr<rocksdb::Iterator> rows = NewIterator(options, Family::kIndex);
  Record record;
  for (rows->Seek(IndexRowKey(prefix, ordinal)); rows->Valid(); rows->Next(), ++ordinal) {
    if (OrdinalOfIndexRowKey(prefix, ToView(rows->key())) != ordinal) break;
    ASSIGN_OR_RETURN(const IndexRow row, ParseIndexRowValue(ToView(rows->value())));
    if (row.position >= size) return absl::OkStatus();
    if (row.position < from) continue;
    RETURN_IF_ERROR(RecordOfRow(row, key, ordinal, record));
    visitor_status = visitor(row.position, record);
    if (!visitor_status.ok()) return absl::OkStatus();
  }
  // Here the scan says that row `ordinal` does not exist. Only a point read is believed.
  RETURN_IF_ERROR(FromRocksDb(absl::StrCat("index of ", DescribeIndexKey(key), ": row ", ordinal),
                              rows->status()));
  RETURN_IF_ERROR(CheckIndexEnds(key, prefix, ordinal, size));
  if (rows->Valid()) return BadIndexRow(key, ordinal, "is missing");
  return absl::OkStatus();
}

std::unique_ptr<rocksdb::Iterator> LedgerRows::NewScan(Family family, const rocksdb::Slice& end,
                                                       const std::string& begin) const {
  rocksdb::ReadOptions options;
  options.iterate_upper_bound = &end;
  options.fill_cache = false;
  std::unique_ptr<rocksdb::Iterator> rows = NewIterator(options, family);
  rows->Seek(begin);
  return rows;
}

absl::Status LedgerRows::ScanKeys(uint64_t size, const KeyVisitor& visitor,
                                  absl::Status& visitor_status) const {
  const std::string end_key = LedgerEnd(ledger_);
  const rocksdb::Slice end = end_key;
  const auto rows = NewScan(Family::kIdempotency, end, LedgerPrefix(ledger_));
  for (; rows->Valid(); rows->Next()) {
    ASSIGN_OR_RETURN(const IdempotencyRowId id,
                     ParseIdempotencyRowKey(ledger_, ToView(rows->key())));
    ASSIGN_OR_RETURN(const uint64_t position, ParsePositionValue(ToView(rows->value())));
    if (position >= size) continue;
    visitor_status = visitor(id.source, id.key, position);
    if (!visitor_status.ok()) return absl::OkStatus();
  }
  return FromRocksDb("idempotency keys", rows->status());
}

absl::Status LedgerRows::ScanIndex(uint64_t size, const IndexVisitor& visitor,
                                   absl::Status& visitor_status) const {
  const std::string end_key = LedgerEnd(ledger_);
  const rocksdb::Slice end = end_key;
  const auto rows = NewScan(Family::kIndex, end, LedgerPrefix(ledger_));
  Record record;
  std::string prefix;  // Of `key`.
  IndexKey key = IndexKey::Registry();
  for (uint64_t expected = 0; rows->Valid(); rows->Next(), ++expected) {
    std::optional<uint64_t> ordinal;
    if (!prefix.empty()) ordinal = OrdinalOfIndexRowKey(prefix, ToView(rows->key()));
    if (!ordinal.has_value()) {
      ASSIGN_OR_RETURN(IndexRowId id, ParseIndexRowKey(ledger_, ToView(rows->key())));
      ordinal = id.ordinal;
      key = std::move(id.key);
      prefix = IndexPrefix(ledger_, key);
      expected = 0;
    }
    if (ordinal != expected) return BadIndexRow(key, expected, "is missing");
    ASSIGN_OR_RETURN(const IndexRow row, ParseIndexRowValue(ToView(rows->value())));
    if (row.position >= size) continue;
    RETURN_IF_ERROR(RecordOfRow(row, key, expected, record));
    visitor_status = visitor(key, row.position, record);
    if (!visitor_status.ok()) return absl::OkStatus();
  }
  return FromRocksDb("index", rows->status());
}

absl::Status LedgerRows::ScanTexts(const TextVisitor& visitor, absl::Status& visitor_status) const {
  const std::string end_key = TextEnd(ledger_);
  const rocksdb::Slice end = end_key;
  const auto rows = NewScan(Family::kSealed, end, TextPrefix(ledger_));
  for (; rows->Valid(); rows->Next()) {
    ASSIGN_OR_RETURN(const Hash commitment, ParseTextRowKey(ledger_, ToView(rows->key())));
    auto text = ParseTextValue(commitment.view(), ToView(rows->value()));
    if (!text.ok()) {
      return WithContext(absl::StrCat("behind commitment ", HashToHex(commitment)), text.status());
    }
    visitor_status = visitor(commitment, *text);
    if (!visitor_status.ok()) return absl::OkStatus();
  }
  return FromRocksDb("sealed texts", rows->status());
}

absl::StatusOr<std::optional<uint64_t>> LedgerRows::FindKey(absl::string_view source,
                                                            absl::string_view key) const {
  // No row can have a longer source.
  if (source.size() > 255) return std::nullopt;
  const auto row = GetRow(Family::kIdempotency, IdempotencyRowKey(ledger_, source, key));
  if (!row.ok()) {
    return WithContext(absl::StrCat("idempotency key ", key, " of ", source), row.status());
  }
  if (!row->has_value()) return std::nullopt;
  ASSIGN_OR_RETURN(const uint64_t position, ParsePositionValue(**row));
  return position;
}

absl::StatusOr<std::vector<std::optional<SealedText>>> LedgerRows::FindTexts(
    absl::Span<const std::string> commitments) const {
  std::vector<std::optional<SealedText>> texts;
  // Most records have none, and the full check asks for each.
  if (commitments.empty()) return texts;
  std::vector<std::string> keys;
  keys.reserve(commitments.size());
  for (const std::string& commitment : commitments) keys.push_back(TextRowKey(ledger_, commitment));
  const std::vector<rocksdb::Slice> slices(keys.begin(), keys.end());
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  database_.db().MultiGet(rocksdb::ReadOptions(), database_.handle(Family::kSealed), keys.size(),
                          slices.data(), values.data(), statuses.data());
  texts.reserve(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) return MissingText(commitments[i]);
    RETURN_IF_ERROR(FromRocksDb("reading a sealed text", statuses[i]));
    ASSIGN_OR_RETURN(std::optional<SealedText> text,
                     ParseTextValue(commitments[i], ToView(values[i])));
    texts.push_back(std::move(text));
  }
  return texts;
}

absl::StatusOr<std::optional<std::string>> LedgerRows::FindName(absl::string_view name) const {
  auto row = GetRow(Family::kSealed, NameRowKey(ledger_, name));
  if (!row.ok()) return WithContext("commitment of a name", row.status());
  if (row->has_value() && (*row)->size() != Hash::kBytes) {
    return DamageError(absl::StrCat("commitment of a name of ", (*row)->size(), " bytes, expected ",
                                    Hash::kBytes));
  }
  return *std::move(row);
}

absl::StatusOr<std::optional<std::string>> LedgerRows::FullTile(int level, uint64_t index) const {
  auto row = GetRow(Family::kTiles, TileRowKey(ledger_, level, index));
  if (!row.ok()) {
    return WithContext(absl::StrCat("tile ", index, " of level ", level), row.status());
  }
  if (row->has_value() && (*row)->size() != kTileBytesMax) {
    return DamageError(absl::StrCat("tile ", index, " of level ", level, " has ", (*row)->size(),
                                    " bytes, expected ", kTileBytesMax));
  }
  return *std::move(row);
}

}  // namespace assessment
