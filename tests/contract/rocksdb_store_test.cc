// What the store on disk promises beyond the contract: whom it refuses, what it does without room,
// after a failed write, and over a damaged table.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "ledger/log/rocksdb/database.h"
#include "ledger/log/rocksdb/files_aside.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/rocksdb/store_meta.h"
#include "ledger/log/verify_log.h"
#include "ledger/reason/reason_status.h"
#include "tests/contract/log_fixture.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

using ::testing::HasSubstr;

class RocksDbStore : public ::testing::Test {
 protected:
  RocksDbStore() { options_.directory = "/store"; }

  void SetUp() override { Open(); }

  absl::Status TryOpen() {
    options_.file_system = files_;
    auto store = RocksDbLogStore::Open(options_);
    if (!store.ok()) return store.status();
    store_ = *std::move(store);
    return absl::OkStatus();
  }
  void Open() { ASSERT_TRUE(TryOpen().ok()); }
  void Close() {
    ASSERT_TRUE(store_->Close().ok());
    store_.reset();
  }
  EventLog& Log(const std::string& ledger) {
    const auto found = store_->Find(ledger);
    return found.ok() ? **found : **store_->Create(ledger);
  }

  // Replaces the files below `prefix` by those in `files`.
  void PutBack(const std::string& prefix, const SimulatedFileSystem& files) {
    for (const auto& [path, content] : files_->Files()) {
      if (absl::StartsWith(path, prefix)) files_->Remove(path);
    }
    const std::vector<std::string> fields = files.ToFields();
    for (size_t i = 0; i + 2 < fields.size(); i += 3) {
      if (absl::StartsWith(fields[i], prefix) && fields[i + 1] == "f")
        Write(fields[i], fields[i + 2]);
    }
  }
  void Write(const std::string& path, const std::string& content) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    ASSERT_TRUE(files_->NewWritableFile(path, rocksdb::FileOptions(), &file, nullptr).ok());
    files_->SetContent(path, content);
  }

  // Runs `change` over the database while no store has it open.
  void ChangeDatabase(
      const std::function<rocksdb::Status(Database&, rocksdb::WriteBatch&)>& change) {
    DatabaseOptions options;
    options.path = "/store/db";
    options.files = files_;
    options.memtable_bytes = 1 << 20;
    auto database = Database::Open(options);
    ASSERT_TRUE(database.ok()) << database.status();
    rocksdb::WriteBatch batch;
    ASSERT_TRUE(change(**database, batch).ok());
    ASSERT_TRUE((*database)->db().Write(rocksdb::WriteOptions(), &batch).ok());
    ASSERT_TRUE((*database)->Close().ok());
  }

  std::shared_ptr<SimulatedFileSystem> files_ = std::make_shared<SimulatedFileSystem>();
  RocksDbOptions options_;
  std::unique_ptr<RocksDbLogStore> store_;
};

TEST_F(RocksDbStore, IsOpenInOneProcessOnly) {
  const absl::Status second = RocksDbLogStore::Open(options_).status();
  EXPECT_EQ(second.code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(std::string(second.message()), HasSubstr("open in another process"));
  Close();
  EXPECT_TRUE(TryOpen().ok());
}

TEST_F(RocksDbStore, OfANewerFormatIsRefused) {
  Close();
  ChangeDatabase([](Database& database, rocksdb::WriteBatch& batch) {
    storage::v1::StoreMeta meta;
    meta.set_format(kStoreFormat + 1);
    return batch.Put(database.handle(Family::kMeta), StoreMetaKey(), meta.SerializeAsString());
  });
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("store format is 2"));
}

TEST_F(RocksDbStore, WithEventsOfATypeUnknownHereIsRefused) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(
      writer.Commit({{.key = "0", .type = static_cast<event::v1::EventType>(5000)}}).status.ok());
  Close();
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("type 5000"));
}

TEST_F(RocksDbStore, WithAColumnFamilyUnknownHereIsRefused) {
  Close();
  ChangeDatabase([](Database& database, rocksdb::WriteBatch&) {
    rocksdb::ColumnFamilyHandle* handle = nullptr;
    const rocksdb::Status made =
        database.db().CreateColumnFamily(rocksdb::ColumnFamilyOptions(), "novelties", &handle);
    delete handle;
    return made;
  });
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("novelties"));
}

TEST_F(RocksDbStore, AnOlderCopyOfTheDatabaseIsRefusedWithLedgerAndPositions) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(7, 7, 1).ok());
  const auto older = files_->AfterProcessDeath();
  ASSERT_TRUE(writer.CommitMany(3, 1, 1).ok());
  Close();
  PutBack("/store/db/", *older);
  const std::map<std::string, std::string> before = files_->Files();
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(ReasonOf(refused), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("ledger a"));
  EXPECT_THAT(std::string(refused.message()), HasSubstr("positions 7 to 9"));
  EXPECT_EQ(files_->Files(), before);
}

TEST_F(RocksDbStore, AnotherHistoryOfTheSameLengthIsRefused) {
  const auto empty = files_->AfterProcessDeath();
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.Commit({{.key = "one"}}).status.ok());
  Close();
  const auto first = files_;
  files_ = empty;
  Open();
  LogWriter other(Log("a"));
  ASSERT_TRUE(other.Commit({{.key = "two"}}).status.ok());
  Close();
  PutBack("/store/marks/", *first);
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("root of 1 records"));
}

TEST_F(RocksDbStore, RecordsBehindTheMarkAreCheckedAndTaken) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(250, 50, 3).ok());
  const auto older = files_->AfterProcessDeath();
  ASSERT_TRUE(writer.CommitMany(400, 100, 3).ok());
  Close();
  PutBack("/store/marks/", *older);
  Open();
  EXPECT_EQ(Log("a").DurableTail().size, 650u);
  EXPECT_EQ(Log("a").DurableTail().root, writer.root());
  EXPECT_TRUE(VerifyLog(Log("a"), nullptr).ok());
  Close();
  Open();
  EXPECT_EQ(Log("a").DurableTail().size, 650u);
}

TEST_F(RocksDbStore, HoldsNoByteOfATextThatWasErasedAndPurged) {
  const std::string secret = "李敏 of Shift 3 told the assessor";
  const auto holds_secret = [&] {
    for (const auto& [path, content] : files_->Files()) {
      if (absl::StrContains(content, secret)) return true;
    }
    return false;
  };
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.Commit({{.note = secret}}).status.ok());
  EXPECT_TRUE(holds_secret());
  Close();
  Open();
  // In a table now, with a table of other texts over it.
  LogWriter again(Log("a"), writer.records());
  ASSERT_TRUE(again.Commit({{.note = "dry"}}).status.ok());
  EXPECT_TRUE(holds_secret());
  CommitEntry erasing = MakeEntry({.erases = 0}, 2, writer.entries());
  Frontier after;
  for (const Record& record : {again.records()[0], again.records()[1], erasing.record}) {
    after.Append(LeafHash(record.header_bytes));
  }
  ASSERT_TRUE(Log("a").Commit({erasing}, 2, after.Root()).status.ok());
  ASSERT_TRUE(Log("a").PurgeErased().ok());
  EXPECT_FALSE(holds_secret());
  EXPECT_TRUE(VerifyLog(Log("a"), nullptr).ok());
}

TEST_F(RocksDbStore, GoesOnWithAPurgeAfterARestart) {
  const std::string secret = "李敏 of Shift 3 told the assessor";
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.Commit({{.note = secret}}).status.ok());
  ASSERT_TRUE(writer.Commit({{.erases = 0}}).status.ok());
  Close();
  Open();
  ASSERT_TRUE(Log("a").PurgeErased().ok());
  for (const auto& [path, content] : files_->Files()) {
    EXPECT_FALSE(absl::StrContains(content, secret)) << path;
  }
}

TEST_F(RocksDbStore, StopsALedgerWhoseSealedTextIsGone) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.Commit({{.note = "the roof leaks"}}).status.ok());
  const std::string commitment = SealedFor("the roof leaks", false).commitment;
  Close();
  ChangeDatabase([&](Database& database, rocksdb::WriteBatch& batch) {
    return batch.Delete(database.handle(Family::kSealed), TextRowKey(1, commitment));
  });
  Open();
  EXPECT_EQ(Log("a").FindTexts({commitment}).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Log("a").CheckWritable().code(), absl::StatusCode::kDataLoss);
}

TEST_F(RocksDbStore, AMissingMarkIsRefused) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(3, 3, 1).ok());
  Close();
  files_->Remove("/store/marks/a.mark");
  EXPECT_THAT(std::string(TryOpen().message()), HasSubstr("/store/marks/a.mark is missing"));
}

TEST_F(RocksDbStore, AMarkWithoutItsLedgerIsRefused) {
  const auto older = files_->AfterProcessDeath();
  Log("a");
  Close();
  PutBack("/store/db/", *older);
  EXPECT_THAT(std::string(TryOpen().message()), HasSubstr("does not know the ledger"));
}

TEST_F(RocksDbStore, MarksWithoutADatabaseAreRefused) {
  Log("a");
  Close();
  for (const auto& [path, content] : files_->Files()) {
    if (absl::StartsWith(path, "/store/db/")) files_->Remove(path);
  }
  files_->Remove("/store/db");
  EXPECT_THAT(std::string(TryOpen().message()), HasSubstr("the database is missing"));
}

TEST_F(RocksDbStore, ARowTooManyIsRefused) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(300, 100, 3).ok());
  Close();
  ChangeDatabase([](Database& database, rocksdb::WriteBatch& batch) {
    // A deletion is an entry too: nothing can be taken away in silence.
    return batch.Delete(database.handle(Family::kIndex),
                        IndexRowKey(IndexPrefix(1, IndexKey::Unit("u0")), 0));
  });
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("column family index has 301 rows"));
}

TEST_F(RocksDbStore, AnIndexRowMissingInTheTailIsRefused) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(10, 10, 3).ok());
  Close();
  ChangeDatabase([](Database& database, rocksdb::WriteBatch& batch) {
    return batch.Delete(database.handle(Family::kIndex),
                        IndexRowKey(IndexPrefix(1, IndexKey::Unit("u0")), 3));
  });
  const absl::Status refused = TryOpen();
  EXPECT_EQ(refused.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(refused.message()),
              HasSubstr("unit u0: row 2 names position 6, expected 9"));
}

TEST_F(RocksDbStore, RefusesBelowItsReserveAndResumesAboveIt) {
  std::atomic<uint64_t> free_bytes{1000};
  Close();
  options_.reserve_bytes = 500;
  options_.free_bytes = [&free_bytes] { return free_bytes.load(); };
  options_.free_bytes_interval = std::chrono::milliseconds(0);
  Open();
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(1, 1, 1).ok());

  free_bytes = 499;
  const CommitResult refused = writer.Commit({{.key = "late", .record_time_micros = 9}});
  EXPECT_EQ(refused.outcome, CommitOutcome::kNotCommitted);
  EXPECT_EQ(refused.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused.status), ledger::v1::REASON_DISK_RESERVE);
  EXPECT_EQ(Log("a").CheckWritable().code(), absl::StatusCode::kResourceExhausted);
  EXPECT_TRUE(Log("a").Get(0).ok());
  EXPECT_EQ(store_->Create("b").status().code(), absl::StatusCode::kResourceExhausted);

  free_bytes = 500;
  EXPECT_TRUE(Log("a").CheckWritable().ok());
  EXPECT_EQ(writer.Commit({{.key = "late", .record_time_micros = 9}}).outcome,
            CommitOutcome::kCommitted);
}

TEST_F(RocksDbStore, AsksForFreeSpaceOnceInAnInterval) {
  std::atomic<int> asked{0};
  Close();
  options_.free_bytes = [&asked]() -> uint64_t {
    ++asked;
    return uint64_t{1} << 40;
  };
  options_.free_bytes_interval = std::chrono::hours(1);
  Open();
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(20, 1, 1).ok());
  EXPECT_EQ(asked, 1);
}

TEST_F(RocksDbStore, AFailedWriteLeavesAnUnknownOutcomeAndEndsAllCommits) {
  LogWriter writer(Log("a"));
  LogWriter other(Log("b"));
  ASSERT_TRUE(writer.CommitMany(3, 1, 1).ok());
  files_->PowerOffAfter(1);
  EXPECT_EQ(writer.Commit({{.key = "lost?", .record_time_micros = 9}}).outcome,
            CommitOutcome::kUnknown);
  const auto left = files_->AfterProcessDeath();

  EXPECT_EQ(Log("a").DurableTail().size, 3u);
  EXPECT_EQ(writer.Commit({{.key = "again", .record_time_micros = 9}}).outcome,
            CommitOutcome::kUnknown);
  EXPECT_EQ(other.Commit({{.key = "another"}}).outcome, CommitOutcome::kUnknown);
  EXPECT_EQ(Log("b").CheckWritable().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(ReasonOf(Log("b").CheckWritable()), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_TRUE(Log("a").Get(2).ok());

  store_->Close().IgnoreError();
  store_.reset();
  files_ = left;
  Open();
  EXPECT_GE(Log("a").DurableTail().size, 3u);
  EXPECT_TRUE(VerifyLog(Log("a"), nullptr).ok());
}

TEST_F(RocksDbStore, AFailedWriteOfTheMarkLeavesAnUnknownOutcome) {
  LogWriter writer(Log("a"));
  ASSERT_TRUE(writer.CommitMany(3, 1, 1).ok());
  // A commit appends to the log, syncs it, and writes the mark.
  files_->PowerOffAfter(3);
  EXPECT_EQ(writer.Commit({{.key = "durable", .record_time_micros = 9}}).outcome,
            CommitOutcome::kUnknown);
  EXPECT_EQ(Log("a").DurableTail().size, 3u) << "not visible without its mark";
  const auto left = files_->AfterProcessDeath();
  store_->Close().IgnoreError();
  store_.reset();
  files_ = left;
  Open();
  EXPECT_EQ(Log("a").DurableTail().size, 4u);
}

// Two ledgers whose rows are in tables, `large` over many blocks.
class DamagedTable : public RocksDbStore {
 protected:
  void SetUp() override {
    RocksDbStore::SetUp();
    LogWriter large(Log("large"));
    LogWriter other(Log("other"));
    ASSERT_TRUE(large.CommitMany(600, 100, 3).ok());
    ASSERT_TRUE(other.CommitMany(20, 10, 3).ok());
    records_ = large.records();
    other_records_ = other.records();
    Close();
    Open();
    Close();
    event::v1::RecordHeader header;
    ASSERT_TRUE(header.ParseFromString(records_[100].header_bytes));
    // The commitment does not compress, so its bytes are found as they are.
    const std::string needle = header.body_commitment();
    for (const auto& [path, content] : files_->Files()) {
      if (!absl::EndsWith(path, ".sst")) continue;
      for (size_t at = content.find(needle); at != std::string::npos;
           at = content.find(needle, at + 1)) {
        places_.emplace_back(path, at);
      }
    }
    ASSERT_EQ(places_.size(), 2u) << "in events and under its unit";
  }

  void Flip() {
    for (const auto& [path, at] : places_) {
      std::string content = files_->Files()[path];
      content[at] = static_cast<char>(content[at] ^ 0x10);
      files_->SetContent(path, content);
    }
  }

  std::vector<Record> records_;
  std::vector<Record> other_records_;
  std::vector<std::pair<std::string, size_t>> places_;
};

TEST_F(DamagedTable, StopsTheLedgerItTouchesWhenItIsRead) {
  Flip();
  Open();
  EventLog& large = Log("large");
  EXPECT_TRUE(large.Get(599).ok());
  const absl::Status read = large.Get(100).status();
  EXPECT_EQ(read.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(read.message()), HasSubstr("ledger large"));
  EXPECT_THAT(std::string(read.message()), HasSubstr("position 100"));
  EXPECT_EQ(large.CheckWritable().code(), absl::StatusCode::kDataLoss);
  LogWriter writer(large, records_);
  EXPECT_EQ(writer.Commit({{.key = "more", .record_time_micros = 999}}).outcome,
            CommitOutcome::kNotCommitted);
}

TEST_F(DamagedTable, NeverEndsAReadingEarlyWithoutAWord) {
  Flip();
  Open();
  EXPECT_EQ(ReadAll(Log("large")).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(PositionsUnder(Log("large"), IndexKey::Unit("u1"), 600).status().code(),
            absl::StatusCode::kDataLoss);
  EXPECT_EQ(VerifyLog(Log("large"), nullptr).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(DamagedTable, LeavesOtherLedgersAlone) {
  Flip();
  Open();
  EXPECT_FALSE(ReadAll(Log("large")).ok());
  EXPECT_TRUE(VerifyLog(Log("other"), nullptr).ok());
  LogWriter writer(Log("other"), other_records_);
  EXPECT_TRUE(writer.CommitMany(5, 1, 1).ok());
}

TEST_F(DamagedTable, StopsTheProcessBeforeACompactionReadsItAndIsKeptAwayFromTheNext) {
  std::mutex mutex;
  std::condition_variable changed;
  absl::Status stopped;
  bool may_return = false;
  options_.on_damaged_compaction = [&](const absl::Status& status) {
    std::unique_lock<std::mutex> lock(mutex);
    stopped = status;
    changed.notify_all();
    // What follows happens to the files of a process that is dead by then.
    changed.wait(lock, [&] { return may_return; });
  };
  Flip();
  // Every opening writes a table a family; the fourth makes a compaction due.
  std::shared_ptr<SimulatedFileSystem> left;
  for (int i = 0; i < 6 && left == nullptr; ++i) {
    Open();
    LogWriter writer(Log("other"), other_records_);
    ASSERT_TRUE(writer.CommitMany(5, 5, 3).ok());
    other_records_ = writer.records();
    std::unique_lock<std::mutex> lock(mutex);
    if (changed.wait_for(lock, std::chrono::milliseconds(i < 2 ? 0 : 2000),
                         [&] { return !stopped.ok(); })) {
      left = files_->AfterProcessDeath();
      may_return = true;
      changed.notify_all();
    }
    lock.unlock();
    Close();
  }
  ASSERT_NE(left, nullptr) << "no compaction began";
  EXPECT_EQ(stopped.code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(stopped.message()), HasSubstr(".sst"));

  files_ = left;
  options_.on_damaged_compaction = nullptr;
  for (int i = 0; i < 6; ++i) {
    Open();
    EXPECT_EQ(Log("large").CheckWritable().code(), absl::StatusCode::kDataLoss);
    EXPECT_TRUE(Log("large").Get(599).ok());
    Close();
  }
}

TEST(FilesAside, PutsBackWhatWasThere) {
  auto files = std::make_shared<SimulatedFileSystem>();
  const rocksdb::IOOptions io;
  ASSERT_TRUE(files->CreateDir("/store", io, nullptr).ok());
  ASSERT_TRUE(files->CreateDir("/store/db", io, nullptr).ok());
  const auto write = [&files](const std::string& path, const std::string& content) {
    std::unique_ptr<rocksdb::FSWritableFile> file;
    ASSERT_TRUE(files->NewWritableFile(path, rocksdb::FileOptions(), &file, nullptr).ok());
    ASSERT_TRUE(file->Append(content, rocksdb::IOOptions(), nullptr).ok());
  };
  write("/store/db/CURRENT", "old");
  write("/store/db/1.log", "log");
  write("/store/db/LOCK", "");
  const std::map<std::string, std::string> before = files->Files();

  FilesAside aside(*files, "/store");
  ASSERT_TRUE(aside.Restore().ok()) << "nothing is kept yet";
  ASSERT_TRUE(aside.Keep().ok());
  ASSERT_TRUE(files->DeleteFile("/store/db/1.log", io, nullptr).ok());
  write("/store/db/2.sst", "table");
  write("/store/db/CURRENT", "new");
  ASSERT_TRUE(aside.Restore().ok());
  EXPECT_EQ(files->Files(), before);

  ASSERT_TRUE(aside.Keep().ok());
  ASSERT_TRUE(files->DeleteFile("/store/db/1.log", io, nullptr).ok());
  ASSERT_TRUE(aside.Drop().ok());
  ASSERT_TRUE(aside.Restore().ok());
  EXPECT_EQ(files->Files().count("/store/db/1.log"), 0u);
}

}  // namespace
}  // namespace assessment
