#ifndef LEDGER_SCRUB_PACED_LOG_H_
#define LEDGER_SCRUB_PACED_LOG_H_

#include <cstdint>

#include "absl/status/status.h"
#include "absl/types/span.h"
#include "ledger/log/forwarding_log.h"
#include "ledger/scrub/pacer.h"

namespace assessment {

// Reads a log no faster than a pacer allows, and not at all once it is stopped: a reading then ends
// with CANCELLED. Nothing can be committed through it.
class PacedLog : public ForwardingLog {
 public:
  // Both outlive this.
  PacedLog(EventLog& log, Pacer& pacer) : ForwardingLog(log), pacer_(pacer) {}

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override;
  absl::Status CheckWritable() const override;
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override;
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override;
  absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                             const RecordVisitor& visitor) const override;
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override;
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override;
  absl::Status ScanTexts(const TextVisitor& visitor) const override;

 private:
  RecordVisitor Paced(const RecordVisitor& visitor) const;

  Pacer& pacer_;
};

}  // namespace assessment

#endif  // LEDGER_SCRUB_PACED_LOG_H_
