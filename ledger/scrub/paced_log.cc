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
  return log_.Read(from, to, Paced(visitor));
}

absl::Status PacedLog::ReadIndex(const IndexKey& key, uint64_t size,
                                 const RecordVisitor& visitor) const {
  return log_.ReadIndex(key, size, Paced(visitor));
}

RecordVisitor PacedLog::Paced(const RecordVisitor& visitor) const {
  return [this, &visitor](uint64_t position, const Record& record) -> absl::Status {
    RETURN_IF_ERROR(pacer_.Take(EncodedRecordBytes(record)));
    return visitor(position, record);
  };
}

}  // namespace assessment
