#include "projections/views/testing/log_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/admission/header_facts.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/proof/sha256.h"

namespace assessment::testing {

LogWriter::LogWriter() : log_(*store_.Create(kLedger)) {}

event::v1::RecordHeader LogWriter::HeaderAt(uint64_t position,
                                            absl::Span<const CommitEntry> before) const {
  const uint64_t durable = size();
  if (position >= durable) return before.at(position - durable).header;
  event::v1::RecordHeader header;
  CHECK(header.ParseFromString(log_->Get(position)->header_bytes));
  return header;
}

CommitEntry LogWriter::Finished(event::v1::EventContent content, uint64_t position,
                                const std::string& key, const std::string& source,
                                absl::Span<const CommitEntry> before) const {
  admission::HeaderFacts facts = admission::FactsOf(content);
  if (content.has_correction_proposed()) {
    facts.Add(admission::FactsOf(HeaderAt(content.correction_proposed().position(), before)));
  } else if (content.has_correction_confirmed()) {
    facts.Add(
        admission::FactsOf(HeaderAt(content.correction_confirmed().proposal_position(), before)));
  }
  CommitEntry entry;
  entry.header.set_origin(absl::StrCat("ledger.example/log/", kLedger));
  entry.header.set_position(position);
  entry.header.set_record_time_micros(RecordTimeAt(position));
  entry.header.set_batch_first_position(position);
  entry.header.set_batch_size(1);
  entry.header.set_event_type(static_cast<event::v1::EventType>(content.kind_case()));
  admission::WriteFacts(facts, entry.header);

  event::v1::EventBody body;
  event::v1::Event& event = *body.mutable_event();
  event.set_ledger(kLedger);
  event.set_source(source);
  event.set_idempotency_key(key.empty() ? absl::StrCat("key-", position) : key);
  *event.mutable_content() = std::move(content);
  body.mutable_poster()->set_principal("office");
  entry.record.body_bytes = body.SerializeAsString();
  entry.record.salt = std::string(limits::kSaltBytes, 's');
  entry.header.set_body_commitment(HashBytes(BodyCommitment(entry.record)));
  entry.record.header_bytes = entry.header.SerializeAsString();
  entry.source = event.source();
  entry.idempotency_key = event.idempotency_key();
  return entry;
}

uint64_t LogWriter::Add(event::v1::EventContent content, absl::string_view key,
                        absl::string_view source) {
  const uint64_t position = size();
  const CommitEntry entry =
      Finished(std::move(content), position, std::string(key), std::string(source), {});
  Append(absl::MakeConstSpan(&entry, 1));
  return position;
}

std::vector<CommitEntry> LogWriter::Finish(
    const std::vector<event::v1::EventContent>& contents) const {
  std::vector<CommitEntry> entries;
  for (const event::v1::EventContent& content : contents) {
    entries.push_back(Finished(content, size() + entries.size(), "", "test", entries));
  }
  return entries;
}

void LogWriter::Append(absl::Span<const CommitEntry> entries) {
  for (const CommitEntry& entry : entries) {
    frontier_.Append(LeafHash(entry.record.header_bytes));
  }
  const CommitResult result = log_->Commit(entries, size(), frontier_.Root());
  CHECK(result.status.ok());
}

}  // namespace assessment::testing
