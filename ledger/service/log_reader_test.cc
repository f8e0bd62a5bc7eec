#include "ledger/service/log_reader.h"

#include <random>
#include <vector>

#include "gtest/gtest.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"
#include "ledger/service/event_filter.h"
#include "ledger/service/random_events.h"

namespace assessment {
namespace {

constexpr uint64_t kEvents = 400;
constexpr int64_t kRecordTimeMax = 4000;

class LogReader : public ::testing::Test {
 protected:
  LogReader() : random_(testing::RunSeed(21)) {
    log_ = *store_.Create("141100");
    Frontier frontier;
    int64_t record_time = 0;
    for (uint64_t position = 0; position < kEvents; ++position) {
      record_time += 1 + random_.Number(8);
      entries_.push_back(random_.Entry(position, record_time));
      frontier.Append(LeafHash(entries_.back().record.header_bytes));
      const CommitResult result =
          log_->Commit(absl::MakeConstSpan(&entries_.back(), 1), position, frontier.Root());
      EXPECT_TRUE(result.status.ok()) << result.status;
    }
  }

  std::vector<uint64_t> Naively(const ledger::v1::EventFilter& filter, uint64_t from) const {
    std::vector<uint64_t> positions;
    for (uint64_t position = from; position < kEvents; ++position) {
      event::v1::EventBody body;
      EXPECT_TRUE(body.ParseFromString(entries_[position].record.body_bytes));
      if (MatchesHeader(filter, entries_[position].header) && MatchesBody(filter, body)) {
        positions.push_back(position);
      }
    }
    return positions;
  }

  testing::RandomEvents random_;
  MemoryLogStore store_;
  EventLog* log_ = nullptr;
  std::vector<CommitEntry> entries_;
};

TEST_F(LogReader, GivesWhatANaiveScanGivesForRandomFiltersAndPages) {
  for (int round = 0; round < 500; ++round) {
    const ledger::v1::EventFilter filter = random_.Filter(kRecordTimeMax);
    PageRequest request;
    request.from = static_cast<uint64_t>(random_.Number(kEvents));
    request.size = kEvents;
    request.events_max = static_cast<size_t>(1 + random_.Number(30));
    request.bytes_max = static_cast<size_t>(1 + random_.Number(20000));
    request.positions_max = static_cast<uint64_t>(1 + random_.Number(200));
    request.headers_only = random_.Number(1) == 0;
    const std::vector<uint64_t> expected = Naively(filter, request.from);
    std::vector<uint64_t> found;
    int pages = 0;
    while (request.from < kEvents) {
      RecordedEvents events;
      const auto next = ReadPage(*log_, filter, request, events);
      ASSERT_TRUE(next.ok()) << next.status();
      ASSERT_GT(*next, request.from) << "a page must get on";
      ASSERT_LE(static_cast<size_t>(events.size()), request.events_max);
      for (const ledger::v1::RecordedEvent& event : events) {
        found.push_back(event.header().position());
        ASSERT_LT(found.back(), *next);
        ASSERT_EQ(event.has_body(), !request.headers_only);
      }
      request.from = *next;
      ASSERT_LT(++pages, 1000);
    }
    ASSERT_EQ(found, expected) << filter.DebugString();
  }
}

TEST_F(LogReader, GivesTheBytesAsStored) {
  PageRequest request;
  request.from = 17;
  request.size = kEvents;
  request.events_max = 1;
  RecordedEvents events;
  EXPECT_EQ(*ReadPage(*log_, {}, request, events), 18u);
  ASSERT_EQ(events.size(), 1);
  EXPECT_EQ(events[0].header_bytes(), entries_[17].record.header_bytes);
  EXPECT_EQ(events[0].body_bytes(), entries_[17].record.body_bytes);
  EXPECT_EQ(events[0].salt(), entries_[17].record.salt);
}

TEST_F(LogReader, GivesHeadersAloneWithoutBodyAndSalt) {
  PageRequest request;
  request.size = kEvents;
  request.headers_only = true;
  RecordedEvents events;
  ASSERT_TRUE(ReadPage(*log_, {}, request, events).ok());
  EXPECT_FALSE(events[0].has_body());
  EXPECT_TRUE(events[0].body_bytes().empty());
  EXPECT_TRUE(events[0].salt().empty());
}

TEST_F(LogReader, LooksAtNothingBeyondTheSizeAskedFor) {
  PageRequest request;
  request.size = 10;
  RecordedEvents events;
  EXPECT_EQ(*ReadPage(*log_, {}, request, events), 10u);
  EXPECT_EQ(events.size(), 10);
}

TEST_F(LogReader, AtTheEndGivesNothingAndStaysThere) {
  PageRequest request;
  request.from = kEvents;
  request.size = kEvents;
  RecordedEvents events;
  EXPECT_EQ(*ReadPage(*log_, {}, request, events), kEvents);
  EXPECT_TRUE(events.empty());
}

}  // namespace
}  // namespace assessment
