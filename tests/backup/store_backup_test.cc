// Backups of an open store: what they hold, what they share, and what comes back from them.

#include "ledger/log/rocksdb/store_backup.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <random>
#include <thread>

#include "absl/strings/str_cat.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "tests/backup/scratch_directory.h"
#include "tests/contract/log_fixture.h"

namespace assessment {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class StoreBackupTest : public ::testing::Test {
 protected:
  StoreBackupTest() : backups_(scratch_.Path("backups")) { store_ = OpenStore("store"); }

  std::unique_ptr<RocksDbLogStore> OpenStore(const std::string& name) {
    RocksDbOptions options;
    options.directory = scratch_.Path(name);
    options.reserve_bytes = 0;
    auto store = RocksDbLogStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }

  StoreInBackup MustBackUp() {
    auto backup = store_->BackUp(backups_, nullptr);
    EXPECT_TRUE(backup.ok()) << backup.status();
    return backup.ok() ? *backup : StoreInBackup();
  }

  testing::ScratchDirectory scratch_;
  const std::string backups_;
  std::unique_ptr<RocksDbLogStore> store_;
};

TEST_F(StoreBackupTest, RestoresTheSameRecordsUnderTheSameRoot) {
  LogWriter large(**store_->Create("141100"));
  LogWriter small(**store_->Create("140700"));
  ASSERT_TRUE(large.CommitMany(700, 50, 5).ok());
  ASSERT_TRUE(small.CommitMany(3, 1, 2).ok());
  const StoreInBackup backup = MustBackUp();
  ASSERT_EQ(backup.ledgers.size(), 2u);
  EXPECT_EQ(backup.ledgers[0].name, "140700");
  EXPECT_EQ(backup.ledgers[1].size, 700u);
  EXPECT_EQ(backup.ledgers[1].root, large.root());

  const absl::Status restored = RestoreStoreBackup(backups_, backup, scratch_.Path("restored"));
  ASSERT_TRUE(restored.ok()) << restored;
  const auto copy = OpenStore("restored");
  ASSERT_NE(copy, nullptr);
  EventLog& log = **copy->Find("141100");
  EXPECT_EQ(log.DurableTail().root, large.root());
  EXPECT_EQ(*ReadAll(log), large.records());
  EXPECT_EQ(*ReadAll(**copy->Find("140700")), small.records());
  const auto verified = VerifyLog(log, nullptr);
  EXPECT_TRUE(verified.ok()) << verified.status();
  // It goes on as the log it was copied from.
  LogWriter writer(log, large.records());
  EXPECT_EQ(writer.Commit({{.key = "next", .record_time_micros = int64_t{1} << 60}}).outcome,
            CommitOutcome::kCommitted);
}

TEST_F(StoreBackupTest, HoldsAllThatWasCommittedBeforeItWhileOthersCommit) {
  EventLog& log = **store_->Create("141100");
  LogWriter writer(log);
  ASSERT_TRUE(writer.CommitMany(200, 10, 3).ok());
  std::atomic<bool> stop = false;
  std::thread others([&] {
    while (!stop) ASSERT_TRUE(writer.CommitMany(7, 7, 3).ok());
  });
  for (int round = 0; round < 5; ++round) {
    const uint64_t before = log.DurableTail().size;
    const StoreInBackup backup = MustBackUp();
    ASSERT_EQ(backup.ledgers.size(), 1u);
    EXPECT_GE(backup.ledgers[0].size, before);
    const std::string name = absl::StrCat("restored-", round);
    ASSERT_TRUE(RestoreStoreBackup(backups_, backup, scratch_.Path(name)).ok());
    const auto copy = OpenStore(name);
    ASSERT_NE(copy, nullptr);
    EXPECT_EQ((*copy->Find("141100"))->DurableTail().size, backup.ledgers[0].size);
    EXPECT_EQ((*copy->Find("141100"))->DurableTail().root, backup.ledgers[0].root);
  }
  stop = true;
  others.join();
}

TEST_F(StoreBackupTest, SharesTheTablesOfAnEarlierBackup) {
  LogWriter writer(**store_->Create("141100"));
  ASSERT_TRUE(writer.CommitMany(2000, 100, 5).ok());
  const StoreInBackup first = MustBackUp();
  ASSERT_TRUE(writer.CommitMany(10, 10, 5).ok());
  const StoreInBackup second = MustBackUp();
  EXPECT_EQ(second.number, first.number + 1);
  size_t shared = 0;
  for (const FileInBackup& file : second.files) {
    for (const FileInBackup& earlier : first.files) {
      if (file.path == earlier.path && file.path.find(".sst") != std::string::npos) ++shared;
    }
  }
  EXPECT_GT(shared, 0u);
}

TEST_F(StoreBackupTest, DeletesABackupAndLeavesWhatOthersNeed) {
  LogWriter writer(**store_->Create("141100"));
  ASSERT_TRUE(writer.CommitMany(500, 100, 5).ok());
  const StoreInBackup first = MustBackUp();
  ASSERT_TRUE(writer.CommitMany(10, 10, 5).ok());
  const StoreInBackup second = MustBackUp();
  ASSERT_TRUE(DeleteStoreBackup(backups_, first.number).ok());
  EXPECT_THAT(*BackupNumbers(backups_), ElementsAre(second.number));
  ASSERT_TRUE(DeleteStoreBackup(backups_, first.number).ok());
  ASSERT_TRUE(RestoreStoreBackup(backups_, second, scratch_.Path("restored")).ok());
  EXPECT_EQ(*ReadAll(**OpenStore("restored")->Find("141100")), writer.records());
}

TEST_F(StoreBackupTest, ListsNothingWhereThereIsNoDirectory) {
  EXPECT_THAT(*BackupNumbers(backups_), ElementsAre());
  EXPECT_FALSE(fs::exists(backups_));
}

TEST_F(StoreBackupTest, EndsWhenItIsToldTo) {
  LogWriter writer(**store_->Create("141100"));
  // Bytes that do not compress, so that there is more to copy than one report.
  std::mt19937_64 random(1);
  for (int i = 0; i < 40; ++i) {
    TestEvent event{.key = absl::StrCat("k", i)};
    while (event.note.size() < 300'000) {
      event.note.push_back(static_cast<char>(' ' + random() % 90));
    }
    ASSERT_TRUE(writer.Commit({event}).status.ok());
  }
  int reports = 0;
  const auto backup = store_->BackUp(backups_, [&](uint64_t, uint64_t) {
    ++reports;
    return false;
  });
  EXPECT_EQ(reports, 1);
  EXPECT_EQ(backup.status().code(), absl::StatusCode::kCancelled);
  EXPECT_THAT(*BackupNumbers(backups_), ElementsAre());
}

TEST_F(StoreBackupTest, SaysWhichSizeHasTheNewestErasure) {
  EventLog& log = **store_->Create("141100");
  LogWriter writer(log);
  ASSERT_TRUE(writer.Commit({{.key = "a", .note = "a word"}}).status.ok());
  EXPECT_EQ(MustBackUp().ledgers[0].newest_erasure_size, 0u);
  ASSERT_TRUE(writer.Commit({{.key = "b", .erases = 0}}).status.ok());
  EXPECT_EQ(store_->NewestErasureSizes().at("141100"), 2u);
  ASSERT_TRUE(log.PurgeErased().ok());
  const StoreInBackup after = MustBackUp();
  EXPECT_EQ(after.ledgers[0].newest_erasure_size, 2u);
  EXPECT_FALSE(after.ledgers[0].erased_bytes_remain);
  // It is known after a restart, too.
  store_.reset();
  store_ = OpenStore("store");
  EXPECT_EQ(store_->NewestErasureSizes().at("141100"), 2u);
}

TEST_F(StoreBackupTest, RefusesToBackUpADamagedLedger) {
  EventLog& log = **store_->Create("141100");
  LogWriter writer(log);
  ASSERT_TRUE(writer.CommitMany(5, 5, 1).ok());
  log.StopForDamage(absl::DataLossError("seen by a test"));
  const auto backup = store_->BackUp(backups_, nullptr);
  EXPECT_EQ(backup.status().code(), absl::StatusCode::kDataLoss);
  EXPECT_THAT(std::string(backup.status().message()), HasSubstr("ledger 141100"));
  EXPECT_THAT(*BackupNumbers(backups_), ElementsAre());
}

TEST_F(StoreBackupTest, ChecksOfTablesNameTheDamagedOneAndStopItsLedger) {
  EventLog& damaged = **store_->Create("141100");
  LogWriter writer(damaged);
  ASSERT_TRUE(writer.CommitMany(2000, 100, 5).ok());
  ASSERT_TRUE(store_->BackUp(backups_, nullptr).ok());  // All rows are in tables then.
  EventLog& healthy = **store_->Create("140700");
  ASSERT_TRUE(LogWriter(healthy).CommitMany(5, 5, 1).ok());
  const auto no_limit = [](uint64_t) { return absl::OkStatus(); };
  auto report = store_->VerifyTables(no_limit);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_GT(report->tables, 0u);
  EXPECT_TRUE(report->damages.empty());

  for (const fs::directory_entry& entry : fs::directory_iterator(scratch_.Path("store/db"))) {
    if (entry.path().extension() == ".sst") testing::FlipByte(entry.path(), 20);
  }
  report = store_->VerifyTables(no_limit);
  ASSERT_TRUE(report.ok()) << report.status();
  ASSERT_FALSE(report->damages.empty());
  bool events = false;
  for (const TableDamage& damage : report->damages) {
    const std::string message(damage.status.message());
    EXPECT_THAT(message, HasSubstr(".sst of "));
    events = events || message.find("of events, positions 0 to 1999") != std::string::npos;
  }
  EXPECT_TRUE(events);
  EXPECT_EQ(damaged.CheckWritable().code(), absl::StatusCode::kDataLoss);
}

TEST_F(StoreBackupTest, ACheckOfTablesEndsWithTheRefusalOfItsCaller) {
  ASSERT_TRUE(LogWriter(**store_->Create("141100")).CommitMany(5, 5, 1).ok());
  ASSERT_TRUE(store_->BackUp(backups_, nullptr).ok());
  const auto report = store_->VerifyTables([](uint64_t) { return absl::CancelledError("stop"); });
  EXPECT_EQ(report.status().code(), absl::StatusCode::kCancelled);
}

}  // namespace
}  // namespace assessment
