// What every implementation of EventLog and LogStore promises, told once and run over each.

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/base/testing/run_seed.h"
#include "ledger/log/forwarding_log.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A place for a store, and how to open it there.
class Backend {
 public:
  virtual ~Backend() = default;
  // Opens the store; again after it was closed, when it keeps anything.
  virtual std::unique_ptr<LogStore> Open() = 0;
  // True when what was committed is there after closing and opening.
  virtual bool keeps() const = 0;
};

class MemoryBackend : public Backend {
 public:
  std::unique_ptr<LogStore> Open() override { return std::make_unique<MemoryLogStore>(); }
  bool keeps() const override { return false; }
};

// The logs of a store in memory, each behind one that forwards.
class ForwardingStore : public LogStore {
 public:
  std::vector<std::string> Ledgers() const override { return store_.Ledgers(); }
  absl::StatusOr<EventLog*> Find(absl::string_view ledger) const override {
    const auto log = logs_.find(std::string(ledger));
    if (log == logs_.end()) return store_.Find(ledger).status();
    return log->second.get();
  }
  absl::StatusOr<EventLog*> Create(absl::string_view ledger) override {
    const absl::StatusOr<EventLog*> log = store_.Create(ledger);
    if (!log.ok()) return log.status();
    return (logs_[std::string(ledger)] = std::make_unique<ForwardingLog>(**log)).get();
  }
  absl::Status Close() override { return store_.Close(); }

 private:
  MemoryLogStore store_;
  std::map<std::string, std::unique_ptr<EventLog>> logs_;
};

class ForwardingBackend : public Backend {
 public:
  std::unique_ptr<LogStore> Open() override { return std::make_unique<ForwardingStore>(); }
  bool keeps() const override { return false; }
};

class RocksDbBackend : public Backend {
 public:
  RocksDbBackend() {
    std::string pattern = (std::filesystem::temp_directory_path() / "log_contract_XXXXXX").string();
    directory_ = mkdtemp(pattern.data());
  }
  ~RocksDbBackend() override { std::filesystem::remove_all(directory_); }

  std::unique_ptr<LogStore> Open() override {
    RocksDbOptions options;
    options.directory = absl::StrCat(directory_, "/store");
    options.reserve_bytes = 0;
    auto store = RocksDbLogStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  bool keeps() const override { return true; }

 private:
  std::string directory_;
};

struct BackendCase {
  const char* name;
  std::function<std::unique_ptr<Backend>()> make;
};

class EventLogContract : public ::testing::TestWithParam<BackendCase> {
 protected:
  void SetUp() override {
    backend_ = GetParam().make();
    store_ = backend_->Open();
    ASSERT_NE(store_, nullptr);
    auto log = store_->Create("141100");
    ASSERT_TRUE(log.ok()) << log.status();
    log_ = *log;
  }

  void Reopen() {
    ASSERT_TRUE(store_->Close().ok());
    store_.reset();
    store_ = backend_->Open();
    ASSERT_NE(store_, nullptr);
    auto log = store_->Find("141100");
    ASSERT_TRUE(log.ok()) << log.status();
    log_ = *log;
  }

  std::unique_ptr<Backend> backend_;
  std::unique_ptr<LogStore> store_;
  EventLog* log_ = nullptr;
};

TEST_P(EventLogContract, AnEmptyLogHasTheEmptyRoot) {
  const EventLog::Tail tail = log_->DurableTail();
  EXPECT_EQ(tail.size, 0u);
  EXPECT_EQ(tail.root, EmptyRoot());
  EXPECT_EQ(tail.record_time_micros, 0);
}

TEST_P(EventLogContract, ACommitIsVisibleWithItsRootAndTime) {
  LogWriter writer(*log_);
  ASSERT_EQ(
      writer.Commit({{.key = "a", .record_time_micros = 7}, {.key = "b", .record_time_micros = 7}})
          .outcome,
      CommitOutcome::kCommitted);
  const EventLog::Tail tail = log_->DurableTail();
  EXPECT_EQ(tail.size, 2u);
  EXPECT_EQ(tail.root, NaiveRoot(writer.records(), 0, 2));
  EXPECT_EQ(tail.record_time_micros, 7);
}

TEST_P(EventLogContract, ReadsTheBytesThatWereCommitted) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(30, 7, 3).ok());
  for (uint64_t position = 0; position < 30; ++position) {
    EXPECT_EQ(*log_->Get(position), writer.records()[position]);
  }
  EXPECT_EQ(*ReadAll(*log_), writer.records());
}

TEST_P(EventLogContract, ReadVisitsPositionsInOrderWithoutAGap) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(30, 7, 3).ok());
  uint64_t expected = 5;
  ASSERT_TRUE(log_->Read(5, 25,
                         [&](uint64_t position, const Record&) {
                           EXPECT_EQ(position, expected++);
                           return absl::OkStatus();
                         })
                  .ok());
  EXPECT_EQ(expected, 25u);
}

TEST_P(EventLogContract, AReaderCanStop) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(30, 7, 1).ok());
  int visited = 0;
  const auto stop = [&](uint64_t, const Record&) {
    return ++visited % 3 == 0 ? absl::DataLossError("enough") : absl::OkStatus();
  };
  EXPECT_EQ(log_->Read(0, 30, stop), absl::DataLossError("enough"));
  EXPECT_EQ(log_->ReadIndex(IndexKey::Unit("u0"), 30, stop), absl::DataLossError("enough"));
  EXPECT_EQ(visited, 6);
  EXPECT_TRUE(log_->CheckWritable().ok()) << "a reader's own refusal is no damage";
}

TEST_P(EventLogContract, BeyondTheSizeIsOutOfRange) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(3, 3, 1).ok());
  const auto ignore = [](uint64_t, const Record&) { return absl::OkStatus(); };
  EXPECT_EQ(log_->Get(3).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(log_->Read(0, 4, ignore).code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(log_->Node(0, 3).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(log_->Node(1, 1).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(log_->Read(3, 3, ignore).ok());
}

TEST_P(EventLogContract, AStaleExpectedSizeCommitsNothing) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(3, 3, 1).ok());
  const EventLog::Tail before = log_->DurableTail();
  for (const uint64_t stale : {uint64_t{0}, uint64_t{2}, uint64_t{4}}) {
    const CommitEntry entry = MakeEntry({.key = "late", .units = {"u0"}}, stale);
    const CommitResult result = log_->Commit({&entry, 1}, stale, EmptyRoot());
    EXPECT_EQ(result.outcome, CommitOutcome::kNotCommitted);
    EXPECT_EQ(result.status.code(), absl::StatusCode::kFailedPrecondition);
    EXPECT_THAT(std::string(result.status.message()), HasSubstr("the log has 3"));
  }
  EXPECT_EQ(log_->DurableTail().root, before.root);
  EXPECT_EQ(*log_->FindKey(kTestSource, "late"), std::nullopt);
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("u0"), 3), ElementsAre(0, 1, 2));
}

TEST_P(EventLogContract, ARootThatIsNotTheLogsEndsTheProcess) {
  const CommitEntry entry = MakeEntry({.key = "a"}, 0);
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_DEATH(log_->Commit({&entry, 1}, 0, EmptyRoot()), "check failed");
}

TEST_P(EventLogContract, FindsAnEventByItsSourceAndKey) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(300, 100, 3).ok());
  EXPECT_EQ(*log_->FindKey(kTestSource, "key-0"), 0u);
  EXPECT_EQ(*log_->FindKey(kTestSource, "key-299"), 299u);
  EXPECT_EQ(*log_->FindKey(kTestSource, "key-300"), std::nullopt);
  EXPECT_EQ(*log_->FindKey("another", "key-0"), std::nullopt);
  EXPECT_EQ(*log_->FindKey("", ""), std::nullopt);
}

TEST_P(EventLogContract, AnEventWithoutAKeyIsNotFoundByTheEmptyOne) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.Commit({{.units = {"u0"}}, {.units = {"u0"}}}).status.ok());
  EXPECT_EQ(*log_->FindKey("", ""), std::nullopt);
  EXPECT_EQ(*log_->FindKey(kTestSource, ""), std::nullopt);
}

TEST_P(EventLogContract, TheIndexHoldsEachKeysEventsInOrder) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer
                  .Commit({{.key = "0", .units = {"a", "b"}},
                           {.key = "1", .units = {"b"}, .accidents = {"a"}},
                           {.key = "2", .units = {"a"}, .matters = {"m"}}})
                  .status.ok());
  ASSERT_TRUE(
      writer.Commit({{.key = "3", .units = {"ab"}}, {.key = "4", .units = {"a"}}}).status.ok());
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("a"), 5), ElementsAre(0, 2, 4));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("b"), 5), ElementsAre(0, 1));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("ab"), 5), ElementsAre(3));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Accident("a"), 5), ElementsAre(1));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Matter("m"), 5), ElementsAre(2));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("unknown"), 5), IsEmpty());
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Registry(), 5), IsEmpty());
}

TEST_P(EventLogContract, TheIndexIsReadAsOfASize) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(10, 3, 2).ok());
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("u0"), 5), ElementsAre(0, 2, 4));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("u0"), 4), ElementsAre(0, 2));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("u0"), 0), IsEmpty());
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("u0"), 1000), ElementsAre(0, 2, 4, 6, 8));
}

TEST_P(EventLogContract, TheIndexIsReadFromAnyPosition) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(50, 7, 3).ok());
  for (uint64_t from = 0; from <= 51; ++from) {
    for (const uint64_t size : {uint64_t{0}, uint64_t{31}, uint64_t{50}, uint64_t{99}}) {
      std::vector<uint64_t> expected;
      for (uint64_t position = 1; position < std::min<uint64_t>(size, 50); position += 3) {
        if (position >= from) expected.push_back(position);
      }
      std::vector<uint64_t> read;
      ASSERT_TRUE(log_->ReadIndexFrom(IndexKey::Unit("u1"), from, size,
                                      [&](uint64_t position, const Record& record) {
                                        EXPECT_EQ(record, writer.records()[position]);
                                        read.push_back(position);
                                        return absl::OkStatus();
                                      })
                      .ok());
      EXPECT_EQ(read, expected) << from << " to " << size;
    }
  }
}

TEST_P(EventLogContract, GivesFullTilesAlone) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(300, 100, 3).ok());
  const absl::StatusOr<std::string> tile = log_->FullTile(0, 0);
  ASSERT_TRUE(tile.ok()) << tile.status();
  std::string expected;
  for (size_t i = 0; i < 256; ++i) {
    expected += HashBytes(LeafHash(writer.records()[i].header_bytes));
  }
  EXPECT_EQ(*tile, expected);
  EXPECT_EQ(log_->FullTile(0, 1).status().code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(log_->FullTile(1, 0).status().code(), absl::StatusCode::kOutOfRange);
}

TEST_P(EventLogContract, ScansVisitEverythingBelowASize) {
  // Another ledger beside it does not show.
  LogWriter other(**store_->Create("other"));
  ASSERT_TRUE(other.CommitMany(5, 5, 2).ok());
  LogWriter writer(*log_);
  ASSERT_TRUE(writer
                  .Commit({{.key = "a", .units = {"u1", "u2"}, .note = "first", .decider = "李敏"},
                           {.key = "", .units = {"u2"}, .accidents = {"x"}, .decider = "李敏"},
                           {.key = "b", .units = {"u1"}, .padding_bytes = 5000}})
                  .status.ok());
  ASSERT_TRUE(
      writer.Commit({{.key = "c", .units = {"u1"}}, {.key = "d", .erases = 0}}).status.ok());

  std::map<std::string, uint64_t> keys;
  ASSERT_TRUE(
      log_->ScanKeys(4,
                     [&](absl::string_view source, absl::string_view key, uint64_t position) {
                       EXPECT_EQ(source, kTestSource);
                       keys[std::string(key)] = position;
                       return absl::OkStatus();
                     })
          .ok());
  EXPECT_EQ(keys, (std::map<std::string, uint64_t>{{"a", 0}, {"b", 2}, {"c", 3}}));

  std::vector<std::string> rows;
  ASSERT_TRUE(log_->ScanIndex(3,
                              [&](const IndexKey& key, uint64_t position, const Record& record) {
                                EXPECT_EQ(record, writer.records()[position]);
                                rows.push_back(absl::StrCat(DescribeIndexKey(key), " ", position));
                                return absl::OkStatus();
                              })
                  .ok());
  EXPECT_THAT(rows,
              ElementsAre("unit u1 0", "unit u1 2", "unit u2 0", "unit u2 1", "accident x 1"));

  std::map<Hash, bool> kept;
  ASSERT_TRUE(log_->ScanTexts([&](const Hash& commitment, const std::optional<SealedText>& text) {
                    kept[commitment] = text.has_value();
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(kept.size(), 2u);
  for (const auto& [commitment, is_kept] : kept) EXPECT_FALSE(is_kept);
}

TEST_P(EventLogContract, AScanCanBeStopped) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.Commit({{.key = "a", .units = {"u"}, .note = "text"}}).status.ok());
  const absl::Status enough = absl::DataLossError("enough");
  EXPECT_EQ(
      log_->ScanKeys(1, [&](absl::string_view, absl::string_view, uint64_t) { return enough; }),
      enough);
  EXPECT_EQ(log_->ScanIndex(1, [&](const IndexKey&, uint64_t, const Record&) { return enough; }),
            enough);
  EXPECT_EQ(log_->ScanTexts([&](const Hash&, const std::optional<SealedText>&) { return enough; }),
            enough);
  EXPECT_TRUE(log_->CheckWritable().ok()) << "a reader's own refusal is no damage";
}

TEST_P(EventLogContract, RegistryEventsLieUnderTheRegistryOnly) {
  LogWriter writer(*log_);
  ASSERT_TRUE(
      writer
          .Commit({{.key = "0", .units = {"a"}, .type = event::v1::EVENT_TYPE_UNIT_REGISTERED},
                   {.key = "1", .units = {"a"}}})
          .status.ok());
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Registry(), 2), ElementsAre(0));
  EXPECT_THAT(*PositionsUnder(*log_, IndexKey::Unit("a"), 2), ElementsAre(1));
}

TEST_P(EventLogContract, TheIndexGivesLargeAndWidelySharedRecordsWhole) {
  LogWriter writer(*log_);
  std::vector<std::string> many_units;
  for (int i = 0; i < 50; ++i) many_units.push_back(absl::StrCat("u", 100 + i));
  ASSERT_TRUE(writer
                  .Commit({{.key = "large",
                            .units = {"u100"},
                            .padding_bytes = limits::kClusteredRecordBytesMax},
                           {.key = "shared", .units = many_units},
                           {.key = "small", .units = {"u100"}}})
                  .status.ok());
  std::vector<Record> read;
  ASSERT_TRUE(log_->ReadIndex(IndexKey::Unit("u100"), 3,
                              [&](uint64_t, const Record& record) {
                                read.push_back(record);
                                return absl::OkStatus();
                              })
                  .ok());
  EXPECT_EQ(read, writer.records());
}

TEST_P(EventLogContract, KnowsTheNewestEventUnderAKey) {
  LogWriter writer(*log_);
  EXPECT_EQ(*log_->NewestUnder(IndexKey::Unit("u0")), std::nullopt);
  ASSERT_TRUE(writer.CommitMany(10, 3, 3).ok());
  EXPECT_EQ(*log_->NewestUnder(IndexKey::Unit("u0")), 9u);
  EXPECT_EQ(*log_->NewestUnder(IndexKey::Unit("u1")), 7u);
  EXPECT_EQ(*log_->NewestUnder(IndexKey::Unit("u")), std::nullopt);
}

TEST_P(EventLogContract, SizeAtIsTheLargestPrefixNotLater) {
  LogWriter writer(*log_);
  EXPECT_EQ(*log_->SizeAt(100), 0u);
  ASSERT_TRUE(writer.Commit({{.key = "0", .record_time_micros = 10}}).status.ok());
  ASSERT_TRUE(writer
                  .Commit({{.key = "1", .record_time_micros = 20},
                           {.key = "2", .record_time_micros = 20},
                           {.key = "3", .record_time_micros = 20}})
                  .status.ok());
  ASSERT_TRUE(writer.Commit({{.key = "4", .record_time_micros = 30}}).status.ok());
  EXPECT_EQ(*log_->SizeAt(9), 0u);
  EXPECT_EQ(*log_->SizeAt(10), 1u);
  EXPECT_EQ(*log_->SizeAt(19), 1u);
  EXPECT_EQ(*log_->SizeAt(20), 4u);
  EXPECT_EQ(*log_->SizeAt(29), 4u);
  EXPECT_EQ(*log_->SizeAt(30), 5u);
  EXPECT_EQ(*log_->SizeAt(1000), 5u);
}

TEST_P(EventLogContract, NodesAreThoseOfANaiveTree) {
  LogWriter writer(*log_);
  for (const size_t batch : {1, 2, 250, 3, 511, 1, 300}) {
    ASSERT_TRUE(writer.CommitMany(batch, batch, 2).ok());
    EXPECT_EQ(log_->DurableTail().root, NaiveRoot(writer.records(), 0, writer.size()));
  }
  for (int level = 0; (uint64_t{1} << level) <= writer.size(); ++level) {
    const uint64_t width = uint64_t{1} << level;
    for (uint64_t index = 0; (index + 1) * width <= writer.size(); index += 1 + index / 5) {
      const auto node = log_->Node(level, index);
      ASSERT_TRUE(node.ok()) << level << " " << index << " " << node.status();
      EXPECT_EQ(*node, NaiveRoot(writer.records(), index * width, (index + 1) * width));
    }
  }
}

TEST_P(EventLogContract, WaitForGrowthReturnsWhenTheLogGrows) {
  LogWriter writer(*log_);
  uint64_t seen = 0;
  std::thread follower([&] { seen = log_->WaitForGrowth(0, std::chrono::seconds(60)); });
  ASSERT_TRUE(writer.CommitMany(2, 2, 1).ok());
  follower.join();
  EXPECT_EQ(seen, 2u);
}

TEST_P(EventLogContract, WaitForGrowthReturnsWhenTheTimeHasPassed) {
  EXPECT_EQ(log_->WaitForGrowth(0, std::chrono::milliseconds(5)), 0u);
}

TEST_P(EventLogContract, ReadersSeeWholeCommitsWhileOneWrites) {
  LogWriter writer(*log_);
  std::thread reader([&] {
    uint64_t size = 0;
    while (size < 1000) {
      size = log_->WaitForGrowth(size, std::chrono::seconds(60));
      EXPECT_EQ(size % 10, 0u);
      EXPECT_EQ(ReadAll(*log_).value_or(std::vector<Record>()).size() % 10, 0u);
      EXPECT_EQ(PositionsUnder(*log_, IndexKey::Unit("u0"), size)->size(), size);
      EXPECT_TRUE(log_->FindKey(kTestSource, absl::StrCat("key-", size - 1))->has_value());
      EXPECT_TRUE(log_->Node(0, size - 1).ok());
      EXPECT_GE(**log_->NewestUnder(IndexKey::Unit("u0")), size - 1);
    }
  });
  EXPECT_TRUE(writer.CommitMany(1000, 10, 1).ok());
  reader.join();
}

TEST_P(EventLogContract, LedgersOfOneStoreDoNotMix) {
  EventLog* other = *store_->Create("140700");
  LogWriter writer(*log_);
  LogWriter other_writer(*other);
  ASSERT_TRUE(writer.CommitMany(300, 50, 2).ok());
  ASSERT_TRUE(other_writer.CommitMany(20, 5, 2).ok());
  EXPECT_EQ(log_->DurableTail().size, 300u);
  EXPECT_EQ(other->DurableTail().size, 20u);
  EXPECT_EQ(*ReadAll(*other), other_writer.records());
  EXPECT_EQ(*other->FindKey(kTestSource, "key-100"), std::nullopt);
  EXPECT_EQ(PositionsUnder(*other, IndexKey::Unit("u0"), 300)->size(), 10u);
  EXPECT_EQ(other->DurableTail().root, NaiveRoot(other_writer.records(), 0, 20));
}

TEST_P(EventLogContract, AStoreNamesItsLedgersInOrder) {
  ASSERT_TRUE(store_->Create("140700").ok());
  ASSERT_TRUE(store_->Create("a.b-c_9").ok());
  EXPECT_THAT(store_->Ledgers(), ElementsAre("140700", "141100", "a.b-c_9"));
  EXPECT_EQ(store_->Find("nowhere").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->Create("141100").status().code(), absl::StatusCode::kAlreadyExists);
}

TEST_P(EventLogContract, ALedgerNeedsAPlainName) {
  for (const std::string& name :
       {std::string(), std::string("a/b"), std::string("a b"), std::string("\0", 1),
        std::string(limits::kIdentifierBytesMax + 1, 'a')}) {
    EXPECT_EQ(store_->Create(name).status().code(), absl::StatusCode::kInvalidArgument) << name;
  }
  EXPECT_TRUE(store_->Create(std::string(limits::kIdentifierBytesMax, 'a')).ok());
  EXPECT_TRUE(store_->Create("..").ok());
}

TEST_P(EventLogContract, WhatWasCommittedIsThereAfterReopening) {
  if (!backend_->keeps()) GTEST_SKIP() << "keeps nothing";
  std::vector<Record> records;
  for (const size_t count : {1, 254, 1, 1, 300, 211}) {
    LogWriter writer(*log_, records);
    ASSERT_TRUE(writer.CommitMany(count, 100, 3).ok());
    records = writer.records();
    ASSERT_NO_FATAL_FAILURE(Reopen());
    EXPECT_EQ(log_->DurableTail().size, records.size());
    EXPECT_EQ(log_->DurableTail().root, NaiveRoot(records, 0, records.size()));
    EXPECT_EQ(*ReadAll(*log_), records);
    EXPECT_EQ(*log_->FindKey(kTestSource, absl::StrCat("key-", records.size() - 1)),
              records.size() - 1);
  }
  const std::vector<uint64_t> positions =
      *PositionsUnder(*log_, IndexKey::Unit("u0"), records.size());
  EXPECT_EQ(positions.size(), (records.size() + 2) / 3);
}

TEST_P(EventLogContract, EmptyLedgersAreThereAfterReopening) {
  if (!backend_->keeps()) GTEST_SKIP() << "keeps nothing";
  ASSERT_TRUE(store_->Create("140700").ok());
  ASSERT_NO_FATAL_FAILURE(Reopen());
  EXPECT_THAT(store_->Ledgers(), ElementsAre("140700", "141100"));
  EXPECT_EQ(log_->DurableTail().root, EmptyRoot());
  LogWriter writer(*log_);
  EXPECT_TRUE(writer.CommitMany(3, 1, 1).ok());
}

TEST_P(EventLogContract, SyncsItsMark) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.CommitMany(3, 1, 1).ok());
  EXPECT_TRUE(log_->SyncMark().ok());
  EXPECT_TRUE(log_->SyncMark().ok());
}

TEST_P(EventLogContract, KeepsTheTextsOfWhatWasCommitted) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.Commit({{.note = "the roof leaks", .decider = "李敏"}}).status.ok());
  if (backend_->keeps()) Reopen();
  const std::vector<SealedText> texts = {SealedFor("李敏", true),
                                         SealedFor("the roof leaks", false)};
  const auto found = log_->FindTexts({texts[1].commitment, texts[0].commitment});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(*found, ElementsAre(texts[1], texts[0]));
  EXPECT_EQ(*log_->FindName("李敏"), texts[0].commitment);
  EXPECT_EQ(*log_->FindName("the roof leaks"), std::nullopt);
}

TEST_P(EventLogContract, ReportsACommitmentBehindWhichNothingWasKept) {
  const auto found = log_->FindTexts({SealedFor("nobody", true).commitment});
  EXPECT_EQ(found.status().code(), absl::StatusCode::kDataLoss);
}

TEST_P(EventLogContract, ErasesTextsForEverWithTheRecordThatSaysSo) {
  LogWriter writer(*log_);
  ASSERT_TRUE(
      writer.Commit({{.note = "the roof leaks", .decider = "李敏"}, {.note = "dry"}}).status.ok());
  ASSERT_TRUE(writer.Commit({{.erases = 0}}).status.ok());
  ASSERT_TRUE(log_->PurgeErased().ok());
  if (backend_->keeps()) Reopen();
  const auto found =
      log_->FindTexts({SealedFor("李敏", true).commitment, SealedFor("dry", false).commitment,
                       SealedFor("the roof leaks", false).commitment});
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_THAT(*found, ElementsAre(std::nullopt, SealedFor("dry", false), std::nullopt));
  EXPECT_EQ(*log_->FindName("李敏"), std::nullopt);
  EXPECT_EQ(*ReadAll(*log_), writer.records());
}

TEST_P(EventLogContract, ErasesATextOfTheSameCommit) {
  LogWriter writer(*log_);
  ASSERT_TRUE(writer.Commit({{.decider = "李敏"}}).status.ok());
  CommitEntry said = MakeEntry({.note = "said"}, 1);
  CommitEntry erasing = MakeEntry({.erases = 1}, 2, {CommitEntry(), said});
  Frontier after;
  for (const Record& record : {writer.records()[0], said.record, erasing.record}) {
    after.Append(LeafHash(record.header_bytes));
  }
  ASSERT_TRUE(log_->Commit({said, erasing}, 1, after.Root()).status.ok());
  EXPECT_THAT(*log_->FindTexts({SealedFor("said", false).commitment}), ElementsAre(std::nullopt));
}

TEST_P(EventLogContract, AgreesWithItsModelOnRandomHistories) {
  std::mt19937_64 random(testing::RunSeed(403));
  LogWriter writer(*log_);
  std::map<std::string, std::vector<uint64_t>> model;
  int64_t time = 0;
  for (int batch = 0; batch < 40; ++batch) {
    std::vector<TestEvent> events;
    time += 1 + static_cast<int64_t>(random() % 3);
    for (size_t count = 1 + random() % 30; events.size() < count;) {
      const uint64_t position = writer.size() + events.size();
      TestEvent event{.key = absl::StrCat("key-", position), .record_time_micros = time};
      for (int unit = 0; unit < 12; ++unit) {
        if (random() % 4 != 0) continue;
        event.units.push_back(absl::StrCat("u", unit));
        model[event.units.back()].push_back(position);
      }
      events.push_back(std::move(event));
    }
    ASSERT_TRUE(writer.Commit(events).status.ok());
    if (backend_->keeps() && random() % 10 == 0) {
      std::vector<Record> records = writer.records();
      ASSERT_NO_FATAL_FAILURE(Reopen());
      ASSERT_EQ(*ReadAll(*log_), records);
      // The writer refers to the closed log.
      writer.~LogWriter();
      new (&writer) LogWriter(*log_, std::move(records));
    }
  }
  for (const auto& [unit, positions] : model) {
    EXPECT_EQ(*PositionsUnder(*log_, IndexKey::Unit(unit), writer.size()), positions);
    EXPECT_EQ(*log_->NewestUnder(IndexKey::Unit(unit)), positions.back());
  }
  EXPECT_EQ(log_->DurableTail().root, NaiveRoot(writer.records(), 0, writer.size()));
}

INSTANTIATE_TEST_SUITE_P(Stores, EventLogContract,
                         ::testing::Values(BackendCase{"Memory",
                                                       []() -> std::unique_ptr<Backend> {
                                                         return std::make_unique<MemoryBackend>();
                                                       }},
                                           BackendCase{
                                               "Forwarding",
                                               []() -> std::unique_ptr<Backend> {
                                                 return std::make_unique<ForwardingBackend>();
                                               }},
                                           BackendCase{"RocksDb",
                                                       []() -> std::unique_ptr<Backend> {
                                                         return std::make_unique<RocksDbBackend>();
                                                       }}),
                         [](const ::testing::TestParamInfo<BackendCase>& backend) {
                           return std::string(backend.param.name);
                         });

}  // namespace
}  // namespace assessment
