#include "ledger/log/key_layout.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/log/damage.h"

namespace assessment {
namespace {

// A record that names many units would be copied as often; beyond this it is referred to.
constexpr size_t kClusteredKeysMax = 8;

// Kinds of rows of `sealed`, and states of a text.
constexpr char kTextRow = 1;
constexpr char kNameRow = 2;
constexpr char kKeptText = 1;
constexpr char kErased = 2;
constexpr char kKeptName = 3;

void AppendShortString(absl::string_view text, std::string& bytes) {
  CHECK(text.size() <= 255);
  bytes.push_back(static_cast<char>(text.size()));
  bytes.append(text.data(), text.size());
}

}  // namespace

void AppendBigEndian32(uint32_t value, std::string& bytes) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
}

void AppendBigEndian64(uint64_t value, std::string& bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(value >> shift));
}

uint32_t ReadBigEndian32(absl::string_view bytes) {
  CHECK(bytes.size() >= 4);
  uint32_t value = 0;
  for (size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

uint64_t ReadBigEndian64(absl::string_view bytes) {
  CHECK(bytes.size() >= 8);
  uint64_t value = 0;
  for (size_t i = 0; i < 8; ++i) value = value << 8 | static_cast<uint8_t>(bytes[i]);
  return value;
}

std::string LedgerPrefix(LedgerNumber ledger) {
  std::string key;
  AppendBigEndian32(ledger, key);
  return key;
}

std::string LedgerEnd(LedgerNumber ledger) { return LedgerPrefix(ledger + 1); }

std::string EventKey(LedgerNumber ledger, uint64_t position) {
  std::string key = LedgerPrefix(ledger);
  AppendBigEndian64(position, key);
  return key;
}

std::optional<uint64_t> PositionOfEventKey(LedgerNumber ledger, absl::string_view key) {
  if (key.size() != 12 || ReadBigEndian32(key) != ledger) return std::nullopt;
  return ReadBigEndian64(key.substr(4));
}

std::string IndexPrefix(LedgerNumber ledger, const IndexKey& key) {
  std::string prefix = LedgerPrefix(ledger);
  prefix.push_back(static_cast<char>(key.kind));
  AppendShortString(key.id, prefix);
  return prefix;
}

std::string IndexRowKey(absl::string_view index_prefix, uint64_t ordinal) {
  std::string key(index_prefix);
  AppendBigEndian64(ordinal, key);
  return key;
}

std::optional<uint64_t> OrdinalOfIndexRowKey(absl::string_view index_prefix,
                                             absl::string_view key) {
  if (key.size() != index_prefix.size() + 8 || !absl::StartsWith(key, index_prefix)) {
    return std::nullopt;
  }
  return ReadBigEndian64(key.substr(index_prefix.size()));
}

absl::StatusOr<IndexRowId> ParseIndexRowKey(LedgerNumber ledger, absl::string_view key) {
  constexpr size_t kIdAt = 6;  // Behind ledger, kind and the length of the id.
  const size_t id_bytes = key.size() < kIdAt ? 0 : static_cast<uint8_t>(key[kIdAt - 1]);
  if (key.size() != kIdAt + id_bytes + 8 || ReadBigEndian32(key) != ledger) {
    return DamageError(
        absl::StrCat("key of an index row of ", key.size(), " bytes does not parse"));
  }
  const auto kind = static_cast<uint8_t>(key[kIdAt - 2]);
  if (kind < static_cast<uint8_t>(IndexKey::Kind::kRegistry) ||
      kind > static_cast<uint8_t>(IndexKey::Kind::kMatter)) {
    return DamageError(absl::StrCat("key of an index row: unknown kind ", kind));
  }
  return IndexRowId{{static_cast<IndexKey::Kind>(kind), std::string(key.substr(kIdAt, id_bytes))},
                    ReadBigEndian64(key.substr(kIdAt + id_bytes))};
}

std::string IndexRowValue(const IndexRow& row) {
  std::string value;
  value.reserve(8 + row.encoded_record.size());
  AppendBigEndian64(row.position, value);
  value.append(row.encoded_record.data(), row.encoded_record.size());
  return value;
}

absl::StatusOr<IndexRow> ParseIndexRowValue(absl::string_view value) {
  if (value.size() < 8) {
    return DamageError(absl::StrCat("index row of ", value.size(), " bytes, expected at least 8"));
  }
  return IndexRow{ReadBigEndian64(value), value.substr(8)};
}

bool IsClustered(size_t record_bytes, size_t keys) {
  return record_bytes <= limits::kClusteredRecordBytesMax && keys <= kClusteredKeysMax;
}

std::string IdempotencyRowKey(LedgerNumber ledger, absl::string_view source,
                              absl::string_view key) {
  std::string row_key = LedgerPrefix(ledger);
  AppendShortString(source, row_key);
  row_key.append(key.data(), key.size());
  return row_key;
}

absl::StatusOr<IdempotencyRowId> ParseIdempotencyRowKey(LedgerNumber ledger,
                                                        absl::string_view row_key) {
  constexpr size_t kSourceAt = 5;  // Behind ledger and the length of the source.
  const size_t source_bytes =
      row_key.size() < kSourceAt ? 0 : static_cast<uint8_t>(row_key[kSourceAt - 1]);
  if (row_key.size() < kSourceAt + source_bytes || ReadBigEndian32(row_key) != ledger) {
    return DamageError(
        absl::StrCat("key of an idempotency row of ", row_key.size(), " bytes does not parse"));
  }
  return IdempotencyRowId{row_key.substr(kSourceAt, source_bytes),
                          row_key.substr(kSourceAt + source_bytes)};
}

std::string PositionValue(uint64_t position) {
  std::string value;
  AppendBigEndian64(position, value);
  return value;
}

absl::StatusOr<uint64_t> ParsePositionValue(absl::string_view value) {
  if (value.size() != 8) {
    return DamageError(absl::StrCat("position of ", value.size(), " bytes, expected 8"));
  }
  return ReadBigEndian64(value);
}

std::string TileRowKey(LedgerNumber ledger, int tile_level, uint64_t tile_index) {
  std::string key = LedgerPrefix(ledger);
  key.push_back(static_cast<char>(tile_level));
  AppendBigEndian64(tile_index, key);
  return key;
}

std::string TextRowKey(LedgerNumber ledger, absl::string_view commitment) {
  std::string key = LedgerPrefix(ledger);
  key.push_back(kTextRow);
  key.append(commitment.data(), commitment.size());
  return key;
}

std::string NameRowKey(LedgerNumber ledger, absl::string_view name) {
  constexpr absl::string_view kDomain("assessment/sealed-name/v1\0", 26);
  std::string key = LedgerPrefix(ledger);
  key.push_back(kNameRow);
  return key.append(HashBytes(Sha256Of({kDomain, name})));
}

std::string TextPrefix(LedgerNumber ledger) { return TextRowKey(ledger, ""); }

std::string TextEnd(LedgerNumber ledger) {
  std::string key = LedgerPrefix(ledger);
  key.push_back(kTextRow + 1);
  return key;
}

absl::StatusOr<Hash> ParseTextRowKey(LedgerNumber ledger, absl::string_view row_key) {
  const std::string prefix = TextPrefix(ledger);
  if (!absl::ConsumePrefix(&row_key, prefix) || row_key.size() != Hash::kBytes) {
    return DamageError(
        absl::StrCat("key of a sealed text of ", row_key.size(), " bytes does not parse"));
  }
  return HashFromBytes(row_key);
}

std::string KeptTextValue(const SealedText& text) {
  CHECK(text.salt.size() == limits::kTextSaltBytes);
  std::string value(1, text.is_name ? kKeptName : kKeptText);
  return value.append(text.salt).append(text.text);
}

std::string ErasedTextValue(uint64_t by_position) {
  std::string value(1, kErased);
  AppendBigEndian64(by_position, value);
  return value;
}

absl::StatusOr<std::optional<SealedText>> ParseTextValue(absl::string_view commitment,
                                                         absl::string_view value) {
  if (value.size() == 9 && value[0] == kErased) return std::nullopt;
  const bool kept = !value.empty() && (value[0] == kKeptText || value[0] == kKeptName);
  if (!kept || value.size() < 1 + limits::kTextSaltBytes) {
    return DamageError(absl::StrCat("sealed text of ", value.size(), " bytes does not parse"));
  }
  SealedText text{.commitment = std::string(commitment),
                  .salt = std::string(value.substr(1, limits::kTextSaltBytes)),
                  .text = std::string(value.substr(1 + limits::kTextSaltBytes)),
                  .is_name = value[0] == kKeptName};
  if (TextCommitment(text.salt, text.text).view() != commitment) {
    return DamageError("sealed text: its commitment does not open to it");
  }
  return text;
}

std::string StoreMetaKey() { return "store"; }

std::string LedgerMetaPrefix() { return "ledger/"; }

std::string LedgerMetaKey(LedgerNumber ledger) {
  std::string key = LedgerMetaPrefix();
  AppendBigEndian32(ledger, key);
  return key;
}

}  // namespace assessment
