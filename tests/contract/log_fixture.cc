#include "tests/contract/log_fixture.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"

namespace assessment {

SealedText SealedFor(absl::string_view text, bool is_name) {
  SealedText sealed;
  sealed.salt = HashBytes(Sha256(text));
  sealed.text = std::string(text);
  sealed.is_name = is_name;
  sealed.commitment = HashBytes(TextCommitment(sealed.salt, sealed.text));
  return sealed;
}

CommitEntry MakeEntry(const TestEvent& event, uint64_t position,
                      const std::vector<CommitEntry>& before) {
  CommitEntry entry;
  event::v1::EventBody body;
  body.mutable_event()->set_ledger("141100");
  body.mutable_event()->set_source(kTestSource);
  body.mutable_event()->set_idempotency_key(event.key);
  event::v1::EventContent& content = *body.mutable_event()->mutable_content();
  if (event.padding_bytes > 0) content.set_late_reason(std::string(event.padding_bytes, 'p'));
  if (event.type == event::v1::EVENT_TYPE_UNIT_REGISTERED) {
    content.mutable_unit_registered();
  } else if (event.erases.has_value()) {
    content.mutable_text_erased()->set_position(*event.erases);
    for (const SealedText& text : before[*event.erases].texts) {
      entry.erased.push_back(text.commitment);
    }
  } else {
    content.mutable_item_reviewed();
  }
  if (!event.decider.empty()) {
    entry.texts.push_back(SealedFor(event.decider, /*is_name=*/true));
    content.add_decided_by()->mutable_name()->set_commitment(entry.texts.back().commitment);
  }
  if (!event.note.empty()) {
    entry.texts.push_back(SealedFor(event.note, /*is_name=*/false));
    content.mutable_note()->set_commitment(entry.texts.back().commitment);
  }
  entry.record.salt = std::string(limits::kSaltBytes, static_cast<char>('a' + position % 26));
  entry.record.body_bytes = body.SerializeAsString();
  entry.header.set_origin("ledger.example/log/141100");
  entry.header.set_position(position);
  entry.header.set_record_time_micros(event.record_time_micros);
  entry.header.set_batch_first_position(position);
  entry.header.set_batch_size(1);
  entry.header.set_event_type(event.erases.has_value() ? event::v1::EVENT_TYPE_TEXT_ERASED
                                                       : event.type);
  for (const std::string& unit : event.units) entry.header.add_units(unit);
  for (const std::string& accident : event.accidents) entry.header.add_accidents(accident);
  for (const std::string& matter : event.matters) entry.header.add_matters(matter);
  entry.header.set_body_commitment(HashBytes(BodyCommitment(entry.record)));
  entry.record.header_bytes = entry.header.SerializeAsString();
  if (!event.key.empty()) {
    entry.source = kTestSource;
    entry.idempotency_key = event.key;
  }
  return entry;
}

LogWriter::LogWriter(EventLog& log, std::vector<Record> records)
    : log_(log), records_(std::move(records)) {
  for (const Record& record : records_) frontier_.Append(LeafHash(record.header_bytes));
}

CommitResult LogWriter::Commit(const std::vector<TestEvent>& events) {
  std::vector<CommitEntry> entries;
  Frontier after = frontier_;
  for (const TestEvent& event : events) {
    entries.push_back(MakeEntry(event, size() + entries.size(), entries_));
    after.Append(LeafHash(entries.back().record.header_bytes));
  }
  CommitResult result = log_.Commit(entries, size(), after.Root());
  if (result.outcome != CommitOutcome::kCommitted) return result;
  frontier_ = after;
  for (CommitEntry& entry : entries) {
    records_.push_back(entry.record);
    entries_.push_back(std::move(entry));
  }
  return result;
}

absl::Status LogWriter::CommitMany(size_t count, size_t batch, size_t units) {
  while (count > 0) {
    std::vector<TestEvent> events;
    for (; events.size() < batch && count > 0; --count) {
      const uint64_t position = size() + events.size();
      TestEvent event;
      event.key = absl::StrCat("key-", position);
      event.units = {absl::StrCat("u", position % units)};
      event.record_time_micros = static_cast<int64_t>(size()) + 1;
      events.push_back(std::move(event));
    }
    RETURN_IF_ERROR(Commit(events).status);
  }
  return absl::OkStatus();
}

Hash NaiveRoot(const std::vector<Record>& records, size_t begin, size_t end) {
  if (begin == end) return EmptyRoot();
  if (end - begin == 1) return LeafHash(records[begin].header_bytes);
  size_t split = 1;
  while (split * 2 < end - begin) split *= 2;
  return NodeHash(NaiveRoot(records, begin, begin + split), NaiveRoot(records, begin + split, end));
}

absl::StatusOr<std::vector<Record>> ReadAll(const EventLog& log) {
  std::vector<Record> records;
  RETURN_IF_ERROR(log.Read(0, log.DurableTail().size, [&](uint64_t, const Record& record) {
    records.push_back(record);
    return absl::OkStatus();
  }));
  return records;
}

absl::StatusOr<std::vector<uint64_t>> PositionsUnder(const EventLog& log, const IndexKey& key,
                                                     uint64_t size) {
  std::vector<uint64_t> positions;
  RETURN_IF_ERROR(log.ReadIndex(key, size, [&](uint64_t position, const Record&) {
    positions.push_back(position);
    return absl::OkStatus();
  }));
  return positions;
}

}  // namespace assessment
