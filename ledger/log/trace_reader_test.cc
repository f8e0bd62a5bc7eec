#include "ledger/log/trace_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "ledger/log/forwarding_log.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"

namespace assessment {
namespace {

// Notes which ranges are read.
class RangesLog : public ForwardingLog {
 public:
  using ForwardingLog::ForwardingLog;
  absl::Status Read(uint64_t from, uint64_t to, const RecordVisitor& visitor) const override {
    ranges.emplace_back(from, to);
    return ForwardingLog::Read(from, to, visitor);
  }

  mutable std::vector<std::pair<uint64_t, uint64_t>> ranges;
};

class TraceReaderTest : public ::testing::Test {
 protected:
  TraceReaderTest() : log_(**store_.Create("141100")) {
    std::vector<CommitEntry> entries(20);
    Frontier frontier;
    for (size_t i = 0; i < entries.size(); ++i) {
      entries[i].header.set_position(i);
      entries[i].record.header_bytes = entries[i].header.SerializeAsString();
      frontier.Append(LeafHash(entries[i].record.header_bytes));
    }
    EXPECT_TRUE(log_.Commit(entries, 0, frontier.Root()).status.ok());
  }

  // The positions visited; the visitor fails at `fails_at`.
  absl::Status Read(std::vector<uint64_t> positions, uint64_t fails_at = 20) {
    visited_.clear();
    return ReadTraces(log_, {.size = 20, .root = {}, .positions = std::move(positions)},
                      [&](uint64_t position, const Record&) {
                        visited_.push_back(position);
                        return position == fails_at ? absl::InternalError("made to fail")
                                                    : absl::OkStatus();
                      });
  }

  MemoryLogStore store_;
  RangesLog log_;
  std::vector<uint64_t> visited_;
};

using Ranges = std::vector<std::pair<uint64_t, uint64_t>>;

TEST_F(TraceReaderTest, VisitsWhatIsListedAndReadsNeighboursTogether) {
  const std::vector<uint64_t> listed = {0, 1, 2, 7, 18, 19};
  EXPECT_TRUE(Read(listed).ok());
  EXPECT_EQ(visited_, listed);
  EXPECT_EQ(log_.ranges, (Ranges{{0, 3}, {7, 8}, {18, 20}}));
}

TEST_F(TraceReaderTest, ReadsNothingForAnEmptyList) {
  EXPECT_TRUE(Read({}).ok());
  EXPECT_TRUE(log_.ranges.empty());
}

TEST_F(TraceReaderTest, EndsAtTheFirstErrorOfTheVisitor) {
  EXPECT_EQ(Read({0, 1, 7, 9}, 1).code(), absl::StatusCode::kInternal);
  EXPECT_EQ(visited_, (std::vector<uint64_t>{0, 1}));
}

TEST_F(TraceReaderTest, SaysThatTheLogDoesNotReachAPosition) {
  EXPECT_EQ(Read({0, 20}).code(), absl::StatusCode::kOutOfRange);
}

}  // namespace
}  // namespace assessment
