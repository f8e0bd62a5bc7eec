#include "ledger/bundle/bundle_entry.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/damage.h"
#include "ledger/log/key_layout.h"
#include "ledger/log/text_erasure.h"
#include "ledger/log/text_walk.h"

namespace assessment {
namespace {

// What a row of the index can hold.
constexpr size_t kIndexIdBytesMax = 255;

Record RecordOf(const ledger::v1::BundleRecord& record) {
  return {record.header_bytes(), record.salt(), record.body_bytes()};
}

}  // namespace

absl::Status AddErasedPosition(const ledger::v1::BundleRecord& record, ErasedPositions& erased) {
  event::v1::RecordHeader header;
  if (!header.ParseFromString(record.header_bytes())) {
    return DamageError("a header does not parse");
  }
  if (header.event_type() != event::v1::EVENT_TYPE_TEXT_ERASED) return absl::OkStatus();
  ASSIGN_OR_RETURN(const ParsedRecord parsed, ParseRecord(RecordOf(record)));
  erased.insert(parsed.body.event().content().text_erased().position());
  return absl::OkStatus();
}

absl::StatusOr<CommitEntry> BundleEntries::Take(uint64_t position,
                                                const ledger::v1::BundleRecord& record) {
  absl::StatusOr<CommitEntry> entry = Make(position, record);
  if (entry.ok()) return entry;
  return WithContext(absl::StrCat("position ", position), entry.status());
}

absl::StatusOr<CommitEntry> BundleEntries::Make(uint64_t position,
                                                const ledger::v1::BundleRecord& record) {
  CommitEntry entry;
  entry.record = RecordOf(record);
  if (entry.record.salt.size() != limits::kSaltBytes ||
      entry.record.header_bytes.size() > limits::kHeaderBytesMax ||
      entry.record.body_bytes.size() > limits::kBodyBytesMax) {
    return DamageError(absl::StrCat("a salt of ", entry.record.salt.size(), ", a header of ",
                                    entry.record.header_bytes.size(), " and a body of ",
                                    entry.record.body_bytes.size(), " bytes are no record"));
  }
  ASSIGN_OR_RETURN(ParsedRecord parsed, ParseRecord(entry.record));
  if (parsed.header.position() != position) {
    return DamageError(absl::StrCat("the record says position ", parsed.header.position()));
  }
  if (parsed.header.record_time_micros() < newest_time_) {
    return DamageError("its record time lies before the one before it");
  }
  if (parsed.header.ByteSizeLong() != entry.record.header_bytes.size()) {
    return DamageError("the header is not written as a header is");
  }
  for (const IndexKey& key : IndexKeysOf(parsed.header)) {
    if (key.id.size() > kIndexIdBytesMax) {
      return DamageError(absl::StrCat("an identifier of ", key.id.size(), " bytes"));
    }
  }
  newest_time_ = parsed.header.record_time_micros();
  event::v1::Event& event = *parsed.body.mutable_event();
  entry.source = event.source();
  entry.idempotency_key = event.idempotency_key();
  if (!entry.idempotency_key.empty()) {
    if (entry.source.size() > limits::kIdentifierBytesMax) {
      return DamageError("the name of its source is too long");
    }
    const Hash digest = Sha256(IdempotencyRowKey(0, entry.source, entry.idempotency_key));
    if (!keys_.emplace(ReadBigEndian64(digest.view()), ReadBigEndian64(digest.view().substr(8)))
             .second) {
      return DamageError("an earlier record has its idempotency key");
    }
  }
  RETURN_IF_ERROR(TakeTexts(position, record, event, entry));
  if (event.content().has_text_erased()) {
    RETURN_IF_ERROR(TakeErasure(event.content().text_erased(), entry));
  }
  entry.header = std::move(parsed.header);
  if (erased_positions_.contains(position)) erased_events_[position] = std::move(event);
  return entry;
}

absl::Status BundleEntries::TakeTexts(uint64_t position, const ledger::v1::BundleRecord& record,
                                      event::v1::Event& event, CommitEntry& entry) {
  absl::flat_hash_map<std::string, const ledger::v1::OpenedText*> opened;
  for (const ledger::v1::OpenedText& text : record.texts()) {
    if (text.salt().size() != limits::kTextSaltBytes ||
        TextCommitment(text.salt(), text.text()).view() != text.commitment()) {
      return DamageError("a text does not open its commitment");
    }
    opened[text.commitment()] = &text;
  }
  absl::flat_hash_set<std::string> used;
  absl::Status status;
  EditTexts(event, [&](event::v1::SealableText& text, bool is_name) {
    if (!text.has_commitment()) return;
    const auto found = opened.find(text.commitment());
    used.insert(text.commitment());
    if (found == opened.end()) {
      entry.erased_elsewhere.push_back(text.commitment());
      left_out_[text.commitment()] = position;
      return;
    }
    if (is_name && found->second->text().size() > limits::kTextBytesMax) {
      status.Update(DamageError("a name is too long"));
    }
    entry.texts.push_back(
        {text.commitment(), found->second->salt(), found->second->text(), is_name});
  });
  RETURN_IF_ERROR(status);
  for (const auto& [commitment, text] : opened) {
    if (!used.contains(commitment)) return DamageError("a text opens no commitment of its body");
  }
  return absl::OkStatus();
}

absl::Status BundleEntries::TakeErasure(const event::v1::TextErased& erased, CommitEntry& entry) {
  const auto event = erased_events_.find(erased.position());
  if (event == erased_events_.end()) {
    return DamageError(absl::StrCat("it erases texts of position ", erased.position(),
                                    ", which is not before it"));
  }
  entry.erased = CommitmentsErased(erased, event->second);
  for (const std::string& commitment : entry.erased) left_out_.erase(commitment);
  return absl::OkStatus();
}

absl::Status BundleEntries::CheckAllErasuresStated() const {
  if (left_out_.empty()) return absl::OkStatus();
  const auto first =
      std::min_element(left_out_.begin(), left_out_.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return DamageError(absl::StrCat("position ", first->second,
                                  ": a sealed text is left out and no record erases it"));
}

}  // namespace assessment
