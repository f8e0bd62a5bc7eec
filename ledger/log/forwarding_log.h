#ifndef LEDGER_LOG_FORWARDING_LOG_H_
#define LEDGER_LOG_FORWARDING_LOG_H_

// A log in front of another one: every call is passed on. What changes some of the answers derives
// from it and overrides these alone.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/log/event_log.h"

namespace assessment {

// As thread-safe as the log behind it.
class ForwardingLog : public EventLog {
 public:
  // `log` outlives this.
  explicit ForwardingLog(EventLog& log) : log_(log) {}

  CommitResult Commit(absl::Span<const CommitEntry> entries, uint64_t expected_size,
                      const Hash& root_after) override {
    return log_.Commit(entries, expected_size, root_after);
  }
  absl::Status CheckWritable() const override { return log_.CheckWritable(); }
  Tail DurableTail() const override { return log_.DurableTail(); }
  absl::StatusOr<Record> Get(uint64_t position) const override { return log_.Get(position); }
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    return log_.Read(from, to, visitor);
  }
  absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                         const RecordVisitor& visitor) const override {
    return log_.ReadIndex(key, size, visitor);
  }
  absl::Status ReadIndexFrom(const IndexKey& key, uint64_t from, uint64_t size,
                             const RecordVisitor& visitor) const override {
    return log_.ReadIndexFrom(key, from, size, visitor);
  }
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
  absl::StatusOr<std::string> FullTile(int level, uint64_t index) const override {
    return log_.FullTile(level, index);
  }
  absl::Status ScanKeys(uint64_t size, const KeyVisitor& visitor) const override {
    return log_.ScanKeys(size, visitor);
  }
  absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override {
    return log_.ScanIndex(size, visitor);
  }
  absl::Status ScanTexts(const TextVisitor& visitor) const override {
    return log_.ScanTexts(visitor);
  }
  absl::StatusOr<std::vector<std::optional<SealedText>>> FindTexts(
      absl::Span<const std::string> commitments) const override {
    return log_.FindTexts(commitments);
  }
  absl::StatusOr<std::optional<std::string>> FindName(absl::string_view name) const override {
    return log_.FindName(name);
  }
  absl::Status PurgeErased() override { return log_.PurgeErased(); }
  void StopForDamage(const absl::Status& damage) override { log_.StopForDamage(damage); }
  uint64_t WaitForGrowth(uint64_t size, std::chrono::microseconds timeout) const override {
    return log_.WaitForGrowth(size, timeout);
  }
  absl::Status SyncMark() override { return log_.SyncMark(); }

 private:
  EventLog& log_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_FORWARDING_LOG_H_
