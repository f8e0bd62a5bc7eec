#ifndef LEDGER_SCRUB_PACED_LOG_H_
#define LEDGER_SCRUB_PACED_LOG_H_

#include <string>
#include <vector>

#include "ledger/log/event_log.h"
#include "ledger/scrub/pacer.h"

namespace assessment {

// Reads a log no faster than a pacer allows, and not at all once it is stopped: a reading then ends
// with CANCELLED. Nothing can be committed through it.
class PacedLog : public EventLog {
 public:
  // Both outlive this.
  PacedLog(const EventLog& log, Pacer& pacer) : log_(log), pacer_(pacer) {}

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override;
  absl::Status CheckWritable() const override;
  Tail DurableTail() const override { return log_.DurableTail(); }
  absl::StatusOr<Record> Get(uint64_t position) const override { return log_.Get(position); }
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override;
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override;
  absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                             const RecordVisitor& visitor) const override;
  absl::StatusOr<std::string> FullTile(int level, uint64_t index) const override {
    return log_.FullTile(level, index);
  }
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override;
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override;
  absl::Status ScanTexts(const TextVisitor& visitor) const override;
  absl::StatusOr<std::optional<uint64_t>> NewestUnder(const IndexKey& key) const override {
    return log_.NewestUnder(key);
  }
  absl::StatusOr<std::optional<uint64_t>> FindKey(absl::string_view source,
                                                  absl::string_view key) const override {
    return log_.FindKey(source, key);
  }
  absl::StatusOr<uint64_t> SizeAt(int64_t time_micros) const override {
    return log_.SizeAt(time_micros);
  }
  absl::StatusOr<Hash> Node(int level, uint64_t index) const override {
    return log_.Node(level, index);
  }
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override {
    return log_.FindTexts(commitments);
  }
  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const override {
    return log_.FindName(name);
  }
  uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const override {
    return log_.WaitForGrowth(size, timeout);
  }

 private:
  RecordVisitor Paced(const RecordVisitor& visitor) const;

  const EventLog& log_;
  Pacer& pacer_;
};

}  // namespace assessment

#endif  // LEDGER_SCRUB_PACED_LOG_H_
