#include "ledger/log/record_check.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/text_erasure.h"
#include "ledger/log/text_walk.h"
#include "ledger/log/tree_check.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/tile.h"

namespace assessment {
namespace {

// How many bodies are parsed into an arena before it is emptied.
constexpr uint64_t kBodiesInArena = 64;

}  // namespace

Hash IdempotencyDigest(absl::string_view source, absl::string_view key, uint64_t position) {
  std::string numbers;
  AppendBigEndian64(position, numbers);
  AppendBigEndian64(source.size(), numbers);
  return Sha256Of({numbers, source, key});
}

Hash IndexRowDigest(uint64_t position, const Record& record, event::v1::RecordHeader& header) {
  const bool is_itself = header.ParseFromArray(record.header_bytes.data(),
                                               static_cast<int>(record.header_bytes.size())) &&
                         header.position() == position &&
                         header.body_commitment() == BodyCommitment(record).view();
  return is_itself ? LeafHash(record.header_bytes) : Hash();
}

absl::Status TextsExpected::Add(const EventLog& log, event::v1::EventBody& body) {
  event::v1::Event& event = *body.mutable_event();
  absl::Status status;
  EditTexts(event, [&](event::v1::SealableText& text, bool is_name) {
    if (!text.has_commitment()) return;
    const absl::StatusOr<Hash> commitment = HashFromBytes(text.commitment());
    if (!commitment.ok()) {
      status.Update(DamageError(commitment.status().message()));
    } else if (is_name) {
      ++names[*commitment];
    } else {
      texts.Add(*commitment);
    }
  });
  RETURN_IF_ERROR(status);
  if (!event.content().has_text_erased()) return absl::OkStatus();
  const event::v1::TextErased& statement = event.content().text_erased();
  ASSIGN_OR_RETURN(const Record record, log.Get(statement.position()));
  ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(record));
  for (const std::string& bytes : CommitmentsErased(statement, parsed.body.event())) {
    ASSIGN_OR_RETURN(const Hash commitment, HashFromBytes(bytes));
    erased.insert(commitment);
  }
  return absl::OkStatus();
}

void TextsExpected::Add(const TextsExpected& other) {
  texts.Add(other.texts);
  for (const auto& [commitment, times] : other.names) names[commitment] += times;
  erased.insert(other.erased.begin(), other.erased.end());
}

void RecordSums::Add(const RecordSums& other) {
  index_rows += other.index_rows;
  for (const auto& [key, sum] : other.index) index[key].Add(sum);
  keys.Add(other.keys);
  texts.Add(other.texts);
}

absl::StatusOr<CheckedRange> RecordChecker::Check(uint64_t from, uint64_t to) {
  CheckedRange range;
  range.leaves.reserve(kTileWidth);
  RETURN_IF_ERROR(log_.Read(from, to, [&](uint64_t position, const Record& record) {
    return CheckOne(position, record, range);
  }));
  return range;
}

absl::Status RecordChecker::CheckOne(uint64_t position, const Record& record, CheckedRange& range) {
  if (position % kBodiesInArena == 0) arena_.Reset();
  auto& body = *google::protobuf::Arena::CreateMessage<event::v1::EventBody>(&arena_);
  RETURN_IF_ERROR(ParseRecordInto(record, header_, body));
  if (header_.position() != position) {
    return DamageError(
        absl::StrCat("record at position ", position, " says position ", header_.position()));
  }
  const int64_t time = header_.record_time_micros();
  const bool is_first = range.tiles.empty() && range.leaves.empty();
  if (is_first) {
    range.first_time_micros = time;
  } else if (time < range.last_time_micros) {
    return DamageError(absl::StrCat("record at position ", position, " has record time ", time,
                                    " before ", range.last_time_micros));
  }
  range.last_time_micros = time;

  const Hash leaf = LeafHash(record.header_bytes);
  for (const IndexKey& key : IndexKeysOf(header_)) {
    sums_.index[key].Add(leaf);
    ++sums_.index_rows;
  }
  const event::v1::Event& event = body.event();
  if (!event.idempotency_key().empty()) {
    sums_.keys.Add(IdempotencyDigest(event.source(), event.idempotency_key(), position));
  }
  const absl::Status texts = sums_.texts.Add(log_, body);
  if (!texts.ok()) return WithContext(absl::StrCat("position ", position), texts);

  range.leaves.push_back(leaf);
  if (range.leaves.size() < kTileWidth) return absl::OkStatus();
  ASSIGN_OR_RETURN(const Hash subtree, CheckFullTile(log_, 0, position / kTileWidth, range.leaves));
  range.tiles.push_back(subtree);
  range.leaves.clear();
  return absl::OkStatus();
}

}  // namespace assessment
