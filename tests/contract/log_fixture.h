#ifndef TESTS_CONTRACT_LOG_FIXTURE_H_
#define TESTS_CONTRACT_LOG_FIXTURE_H_

// Makes records and commits for tests of logs: small, valid, and a function of their arguments.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/log/event_log.h"
#include "ledger/proof/merkle.h"

namespace assessment {

// What one event of a test says.
struct TestEvent {
  std::string key = {};  // Idempotency key; empty for none.
  std::vector<std::string> units = {};
  std::vector<std::string> accidents = {};
  std::vector<std::string> matters = {};
  int64_t record_time_micros = 0;
  event::v1::EventType type = event::v1::EVENT_TYPE_ITEM_REVIEWED;
  size_t padding_bytes = 0;  // Extra bytes of body.
  std::string note = {};     // A sealed text.
  std::string decider = {};  // A sealed name.
  // The texts of the entry that a position names are erased by this one.
  std::optional<uint64_t> erases = std::nullopt;
};

inline constexpr char kTestSource[] = "field-app";

// The entry of `event` at `position`. What it erases it takes from `before`, the entries so far.
CommitEntry MakeEntry(const TestEvent& event, uint64_t position,
                      const std::vector<CommitEntry>& before = {});

// A text as it is sealed in these tests: its salt is a function of it.
SealedText SealedFor(absl::string_view text, bool is_name);

// Appends to one log and keeps what was appended: the model that the log is compared with.
class LogWriter {
 public:
  // Takes up a log that holds `records` so far.
  explicit LogWriter(EventLog& log, std::vector<Record> records = {});

  // Commits the events as one write.
  CommitResult Commit(const std::vector<TestEvent>& events);

  // Commits `count` events in writes of `batch`, each under unit "u<position % units>".
  absl::Status CommitMany(size_t count, size_t batch, size_t units);

  const std::vector<Record>& records() const { return records_; }
  const std::vector<CommitEntry>& entries() const { return entries_; }
  uint64_t size() const { return records_.size(); }
  Hash root() const { return frontier_.Root(); }

 private:
  EventLog& log_;
  std::vector<Record> records_;
  std::vector<CommitEntry> entries_;
  Frontier frontier_;
};

// The root of the leaves [begin, end) by the definition of RFC 6962, computed from scratch.
Hash NaiveRoot(const std::vector<Record>& records, size_t begin, size_t end);

// All records of a log.
absl::StatusOr<std::vector<Record>> ReadAll(const EventLog& log);

// Positions under an index key below `size`.
absl::StatusOr<std::vector<uint64_t>> PositionsUnder(const EventLog& log, const IndexKey& key,
                                                     uint64_t size);

}  // namespace assessment

#endif  // TESTS_CONTRACT_LOG_FIXTURE_H_
