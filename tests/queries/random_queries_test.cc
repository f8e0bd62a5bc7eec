// Filtered readings answer what a naive scan answers: random logs of every kind of event, random
// filters, random pages, as of random sizes, on both logs, before and after restarts. The naive
// scan has its own reading of what a filter means, from the words of the contract.
//
// ASSESSMENT_TEST_SEED chooses the seed, QUERY_ROUNDS how many logs are made (3 by default).

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/admission/header_facts.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "ledger/proof/merkle.h"
#include "ledger/service/event_filter.h"
#include "ledger/service/log_reader.h"
#include "tests/queries/random_contents.h"

namespace assessment {
namespace {

using event::v1::EventBody;
using event::v1::RecordHeader;
using ledger::v1::EventFilter;

// An event as it was made, before any log had it.
struct Made {
  RecordHeader header;
  EventBody body;
  Record record;
};

template <typename Values>
bool Has(const Values& values, const std::string& wanted) {
  for (const std::string& value : values) {
    if (value == wanted) return true;
  }
  return false;
}

std::tuple<int, int, int> Day(const event::v1::CivilDate& date) {
  return {date.year(), date.month(), date.day()};
}

// The clause that the content is posted on: postings are the types 200 to 299 that name one.
std::string PostedOn(const event::v1::EventContent& content) {
  const auto* kind = content.GetReflection()->GetOneofFieldDescriptor(
      content, content.GetDescriptor()->FindOneofByName("kind"));
  if (kind->number() < 200 || kind->number() > 299) return "";
  const auto* clause = kind->message_type()->FindFieldByName("clause");
  if (clause == nullptr) return "";
  const auto& posting = content.GetReflection()->GetMessage(content, kind);
  return posting.GetReflection()->GetString(posting, clause);
}

// What the contract says of each field of a filter, one after another.
bool Wanted(const EventFilter& filter, const Made& made) {
  const auto& event = made.body.event();
  if (!filter.cycle().empty() && made.header.cycle() != filter.cycle()) return false;
  bool any_unit = filter.units().empty();
  for (const std::string& unit : filter.units()) any_unit |= Has(made.header.units(), unit);
  if (!any_unit) return false;
  bool any_type = filter.types().empty();
  for (const int type : filter.types()) any_type |= made.header.event_type() == type;
  if (!any_type) return false;
  if (!filter.clause().empty() && PostedOn(event.content()) != filter.clause()) return false;
  if (!filter.principal().empty() && made.body.poster().principal() != filter.principal()) {
    return false;
  }
  if (!filter.source().empty() && event.source() != filter.source()) return false;
  if (!filter.accident().empty() && !Has(made.header.accidents(), filter.accident())) return false;
  const auto day = Day(event.content().occurred_on());
  if (filter.has_occurred_from() && day < Day(filter.occurred_from())) return false;
  if (filter.has_occurred_to() && day > Day(filter.occurred_to())) return false;
  const int64_t recorded = made.header.record_time_micros();
  if (filter.has_recorded_from_micros() && recorded < filter.recorded_from_micros()) return false;
  return !filter.has_recorded_before_micros() || recorded < filter.recorded_before_micros();
}

// Random histories and filters.
class Dice : public RandomContents {
 public:
  using RandomContents::RandomContents;

  CommitEntry Entry(uint64_t position, int64_t record_time_micros, Made& made) {
    event::v1::Event& event = *made.body.mutable_event();
    event.set_ledger("141100");
    event.set_source(Named("source", 2));
    event.set_idempotency_key(absl::StrCat("key-", position));
    *event.mutable_content() = Content();
    made.body.mutable_poster()->set_principal(Named("principal", 3));
    made.record.body_bytes = made.body.SerializeAsString();
    made.record.salt = std::string(16, static_cast<char>('a' + position % 26));
    made.header.set_origin("ledger.example/log/141100");
    made.header.set_position(position);
    made.header.set_record_time_micros(record_time_micros);
    made.header.set_batch_first_position(position);
    made.header.set_batch_size(1);
    made.header.set_event_type(
        static_cast<event::v1::EventType>(made.body.event().content().kind_case()));
    admission::WriteFacts(admission::FactsOf(event.content()), made.header);
    made.header.set_body_commitment(HashBytes(BodyCommitment(made.record)));
    made.record.header_bytes = made.header.SerializeAsString();
    CommitEntry entry;
    entry.record = made.record;
    entry.header = made.header;
    entry.source = event.source();
    entry.idempotency_key = event.idempotency_key();
    return entry;
  }

  // One field more often than two: a filter of many matches nothing.
  EventFilter Filter(int64_t record_time_max) {
    EventFilter filter;
    if (Sometimes()) filter.set_cycle(Named("cycle", 6));
    if (Sometimes()) {
      // Now and then more than an index is read for.
      for (uint64_t count = Below(8) == 0 ? 18 : 1 + Below(3); count > 0; --count) {
        filter.add_units(Below(12) == 0 ? "nobody" : Named("unit", 6));
      }
    }
    while (Sometimes()) {
      const auto* types = event::v1::EventType_descriptor();
      filter.add_types(static_cast<event::v1::EventType>(
          types->value(static_cast<int>(1 + Below(static_cast<uint64_t>(types->value_count()) - 1)))
              ->number()));
    }
    if (Sometimes()) filter.set_clause(Named("clause", 6));
    if (Sometimes()) filter.set_principal(Named("principal", 4));
    if (Sometimes()) filter.set_source(Named("source", 3));
    if (Sometimes()) filter.set_accident(Named("accident", 6));
    if (Sometimes()) SetDay(*filter.mutable_occurred_from());
    if (Sometimes()) SetDay(*filter.mutable_occurred_to());
    if (filter.has_occurred_from() && filter.has_occurred_to() &&
        Day(filter.occurred_to()) < Day(filter.occurred_from())) {
      filter.mutable_occurred_from()->Swap(filter.mutable_occurred_to());
    }
    int64_t from = Time(record_time_max);
    int64_t before = Time(record_time_max);
    if (before < from) std::swap(from, before);
    if (Sometimes()) filter.set_recorded_from_micros(from);
    if (Sometimes()) filter.set_recorded_before_micros(before);
    return filter;
  }

 private:
  bool Sometimes() { return Below(6) == 0; }
  // Also before the first and after the last.
  int64_t Time(int64_t max) {
    return static_cast<int64_t>(Below(static_cast<uint64_t>(max) + 200)) - 100;
  }
};

uint64_t Rounds() {
  const char* given = std::getenv("QUERY_ROUNDS");
  return given == nullptr ? 3 : std::strtoull(given, nullptr, 10);
}

class RandomQueries : public ::testing::Test {
 protected:
  RandomQueries() : dice_(testing::RunSeed(606)) {
    std::string pattern = (std::filesystem::temp_directory_path() / "queries_XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
  }
  ~RandomQueries() override {
    stored_.reset();
    std::filesystem::remove_all(directory_);
  }

  void Reopen() {
    if (stored_ != nullptr) {
      ASSERT_TRUE(stored_->Close().ok());
      stored_.reset();
    }
    RocksDbOptions options;
    options.directory = absl::StrCat(directory_, "/store");
    options.reserve_bytes = 0;
    options.memtable_bytes = 256 << 10;  // Part of the rows is in tables.
    auto opened = RocksDbLogStore::Open(options);
    ASSERT_TRUE(opened.ok()) << opened.status();
    stored_ = *std::move(opened);
  }

  // A new ledger in both stores, with the same random history.
  void MakeLogs(const std::string& ledger, uint64_t events) {
    made_.clear();
    record_time_ = 0;
    logs_ = {*memory_.Create(ledger), *stored_->Create(ledger)};
    Frontier frontier;
    while (made_.size() < events) {
      // Several events of one moment, as a batch has them.
      if (dice_.Below(3) > 0) record_time_ += static_cast<int64_t>(dice_.Below(20));
      std::vector<CommitEntry> entries;
      for (uint64_t count = 1 + dice_.Below(8); count > 0; --count) {
        made_.emplace_back();
        entries.push_back(dice_.Entry(made_.size() - 1, record_time_, made_.back()));
        frontier.Append(LeafHash(made_.back().record.header_bytes));
      }
      for (EventLog* log : logs_) {
        const CommitResult result =
            log->Commit(entries, made_.size() - entries.size(), frontier.Root());
        ASSERT_TRUE(result.status.ok()) << result.status;
      }
    }
  }

  // Reads all pages of one query and compares them with the naive scan.
  void Ask(const EventLog& log, const EventFilter& filter, PageRequest request) {
    std::vector<uint64_t> expected;
    for (uint64_t position = request.from; position < request.size; ++position) {
      if (Wanted(filter, made_[position])) expected.push_back(position);
    }
    std::vector<uint64_t> found;
    for (int pages = 0; request.from < request.size; ++pages) {
      RecordedEvents events;
      const auto next = ReadPage(log, filter, request, events);
      ASSERT_TRUE(next.ok()) << next.status();
      ASSERT_GT(*next, request.from) << "a page must get on";
      ASSERT_LE(*next, request.size);
      ASSERT_LE(static_cast<size_t>(events.size()), request.events_max);
      for (const ledger::v1::RecordedEvent& event : events) {
        const uint64_t position = event.header().position();
        ASSERT_GE(position, request.from);
        ASSERT_LT(position, *next);
        ASSERT_EQ(event.header_bytes(), made_[position].record.header_bytes);
        if (!request.headers_only) {
          ASSERT_EQ(event.body_bytes(), made_[position].record.body_bytes);
        }
        found.push_back(position);
      }
      request.from = *next;
      ASSERT_LE(pages, 20000);
    }
    ASSERT_EQ(found, expected) << filter.ShortDebugString();
    matches_ += found.size();
  }

  void AskMany(int queries) {
    for (int query = 0; query < queries; ++query) {
      const EventFilter filter = dice_.Filter(record_time_);
      ASSERT_TRUE(CheckFilter(filter).ok()) << filter.ShortDebugString();
      PageRequest request;
      request.size = dice_.Below(3) == 0 ? dice_.Below(made_.size() + 1) : made_.size();
      request.from = dice_.Below(2) == 0 ? 0 : dice_.Below(request.size + 1);
      request.events_max = 1 + dice_.Below(dice_.Below(2) == 0 ? 5 : 200);
      request.bytes_max = 1 + dice_.Below(dice_.Below(2) == 0 ? 2000 : 1 << 20);
      request.positions_max = 1 + dice_.Below(made_.size());
      request.headers_only = dice_.Below(2) == 0;
      for (const EventLog* log : logs_) {
        ASSERT_NO_FATAL_FAILURE(Ask(*log, filter, request)) << filter.ShortDebugString();
      }
    }
  }

  Dice dice_;
  std::string directory_;
  MemoryLogStore memory_;
  std::unique_ptr<RocksDbLogStore> stored_;
  std::vector<EventLog*> logs_;
  std::vector<Made> made_;
  int64_t record_time_ = 0;
  uint64_t matches_ = 0;
};

TEST_F(RandomQueries, AnswerWhatANaiveScanAnswers) {
  const uint64_t rounds = Rounds();
  ASSERT_NO_FATAL_FAILURE(Reopen());
  for (uint64_t round = 0; round < rounds; ++round) {
    const std::string ledger = absl::StrCat("ledger-", round);
    ASSERT_NO_FATAL_FAILURE(MakeLogs(ledger, 300 + dice_.Below(900)));
    ASSERT_NO_FATAL_FAILURE(AskMany(200));
    ASSERT_NO_FATAL_FAILURE(Reopen());
    logs_[1] = *stored_->Find(ledger);
    ASSERT_NO_FATAL_FAILURE(AskMany(200));
    for (const EventLog* log : logs_) {
      const auto report = VerifyLog(*log, nullptr);
      ASSERT_TRUE(report.ok()) << report.status();
    }
  }
  std::printf(
      "%llu logs, %llu queries, %llu events found\n", static_cast<unsigned long long>(rounds),
      static_cast<unsigned long long>(rounds * 800), static_cast<unsigned long long>(matches_));
  EXPECT_GT(matches_, rounds * 1000) << "filters that match nothing prove nothing";
}

}  // namespace
}  // namespace assessment
