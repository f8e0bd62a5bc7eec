#ifndef PROJECTIONS_VIEWS_TESTING_LOG_WRITER_H_
#define PROJECTIONS_VIEWS_TESTING_LOG_WRITER_H_

// For tests of the read side: writes a log in memory event by event, with the headers that
// admission would give and no rule judged.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/log/event_log.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"

namespace assessment::testing {

class LogWriter {
 public:
  static constexpr char kLedger[] = "141100";
  // Record time of position 0; each later position is recorded a minute later than the one before.
  static constexpr int64_t kFirstRecordTime = 1'661'990'400'000'000;  // 2022-09-01 08:00 Shanghai.
  static constexpr int64_t kRecordTimeStep = 60'000'000;

  LogWriter();

  const EventLog& log() const { return *log_; }
  uint64_t size() const { return log_->DurableTail().size; }

  // Appends an event and returns its position. An empty key gives one of its own.
  uint64_t Add(event::v1::EventContent content, absl::string_view key = "",
               absl::string_view source = "test");

  // Records of `contents` as they would be appended next, together; nothing is written.
  std::vector<CommitEntry> Finish(const std::vector<event::v1::EventContent>& contents) const;

  // Appends finished records.
  void Append(absl::Span<const CommitEntry> entries);

  static int64_t RecordTimeAt(uint64_t position) {
    return kFirstRecordTime + static_cast<int64_t>(position) * kRecordTimeStep;
  }

 private:
  CommitEntry Finished(event::v1::EventContent content, uint64_t position, const std::string& key,
                       const std::string& source, absl::Span<const CommitEntry> before) const;
  // The header of a record in the log, or in `before`, which stands at the log's end.
  event::v1::RecordHeader HeaderAt(uint64_t position, absl::Span<const CommitEntry> before) const;

  MemoryLogStore store_;
  EventLog* const log_;
  Frontier frontier_;
};

}  // namespace assessment::testing

#endif  // PROJECTIONS_VIEWS_TESTING_LOG_WRITER_H_
