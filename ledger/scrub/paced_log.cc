#include "ledger/scrub/paced_log.h"

#include "ledger/base/status_macros.h"

namespace assessment {

CommitResult PacedLog::Commit(absl::Span<const CommitEntry>, uint64_t, const Hash&) {
  return {CommitOutcome::kNotCommitted, CheckWritable()};
}

absl::Status PacedLog::CheckWritable() const {
  return absl::FailedPreconditionError("a log that is being checked is read only");
}

absl::Status PacedLog::Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const {
  return ForwardingLog::Read(from, to, Paced(visitor));
}

absl::Status PacedLog::ReadIndex(const IndexKey& key, uint64_t size,
                                 const RecordVisitor& visitor) const {
  return ForwardingLog::ReadIndex(key, size, Paced(visitor));
}

absl::Status PacedLog::ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                                     const RecordVisitor& visitor) const {
  return ForwardingLog::ReadIndexFrom(key, from, size, Paced(visitor));
}

absl::Status PacedLog::ScanKeys(uint64_t size, const KeyVisitor& visitor) const {
  return ForwardingLog::ScanKeys(
      size,
      [&](absl::string_view source, absl::string_view key, uint64_t position) -> absl::Status {
        RETURN_IF_ERROR(pacer_.Take(source.size() + key.size()));
        return visitor(source, key, position);
      });
}

absl::Status PacedLog::ScanIndex(uint64_t size, const IndexVisitor& visitor) const {
  return ForwardingLog::ScanIndex(
      size, [&](const IndexKey& key, uint64_t position, const Record& record) -> absl::Status {
        RETURN_IF_ERROR(pacer_.Take(EncodedRecordBytes(record)));
        return visitor(key, position, record);
      });
}

absl::Status PacedLog::ScanTexts(const TextVisitor& visitor) const {
  return ForwardingLog::ScanTexts(
      [&](const Hash& commitment, const std::optional<SealedText>& text) -> absl::Status {
        RETURN_IF_ERROR(pacer_.Take(Hash::kBytes + (text.has_value() ? text->text.size() : 0)));
        return visitor(commitment, text);
      });
}

RecordVisitor PacedLog::Paced(const RecordVisitor& visitor) const {
  return [this, &visitor](uint64_t position, const Record& record) -> absl::Status {
    RETURN_IF_ERROR(pacer_.Take(EncodedRecordBytes(record)));
    return visitor(position, record);
  };
}

}  // namespace assessment
