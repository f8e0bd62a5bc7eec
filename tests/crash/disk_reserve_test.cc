// A disk that gets full under a store with a reserve: the log refuses, and the database never meets
// the end of the disk.

#include <chrono>
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/log/rocksdb/rocksdb_log_store.h"
#include "ledger/log/verify_log.h"
#include "ledger/reason/reason_status.h"
#include "tests/contract/log_fixture.h"
#include "tests/crash/faulty_run.h"
#include "tests/crash/simulated_file_system.h"

namespace assessment {
namespace {

constexpr uint64_t kDisk = 512 << 10;
// Room for what a closing and an opening write beside what is there.
constexpr uint64_t kReserve = 192 << 10;

class DiskWithReserve : public ::testing::Test {
 protected:
  void SetUp() override {
    disk_ = std::make_shared<SimulatedFileSystem>();
    disk_->SetCapacity(kDisk);
    Open();
    auto log = store_->Create("a");
    ASSERT_TRUE(log.ok()) << log.status();
    log_ = *log;
    writer_ = std::make_unique<LogWriter>(*log_);
  }

  void Open() {
    RocksDbOptions options = OptionsOver(disk_);
    options.reserve_bytes = kReserve;
    options.free_bytes_interval = std::chrono::milliseconds(0);
    auto store = RocksDbLogStore::Open(options);
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
  }

  CommitResult AppendOne() {
    TestEvent event;
    event.key = absl::StrCat("key-", writer_->size());
    event.units = {absl::StrCat("u", writer_->size() % 3)};
    event.record_time_micros = static_cast<int64_t>(writer_->size());
    event.padding_bytes = 2000;
    return writer_->Commit({event});
  }

  // Appends until the log refuses; that is the answer.
  CommitResult Fill() {
    for (int events = 0; events < 2000; ++events) {
      CommitResult result = AppendOne();
      if (result.outcome != CommitOutcome::kCommitted) return result;
    }
    ADD_FAILURE() << "the disk never got full";
    return {};
  }

  std::shared_ptr<SimulatedFileSystem> disk_;
  std::unique_ptr<RocksDbLogStore> store_;
  EventLog* log_ = nullptr;
  std::unique_ptr<LogWriter> writer_;
};

TEST_F(DiskWithReserve, RefusesBeforeTheDiskIsFull) {
  const CommitResult refused = Fill();
  EXPECT_EQ(refused.outcome, CommitOutcome::kNotCommitted);
  EXPECT_EQ(refused.status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ReasonOf(refused.status), ledger::v1::REASON_DISK_RESERVE);
  EXPECT_FALSE(disk_->ran_out()) << "the database met the end of the disk";
}

TEST_F(DiskWithReserve, ReadsGoOnWhileItRefuses) {
  Fill();
  const auto records = ReadAll(*log_);
  ASSERT_TRUE(records.ok()) << records.status();
  EXPECT_EQ(*records, writer_->records());
  EXPECT_TRUE(VerifyLog(*log_, nullptr).ok());
}

TEST_F(DiskWithReserve, WritesAgainOnceThereIsRoom) {
  Fill();
  const uint64_t before = writer_->size();
  disk_->SetCapacity(kDisk + (64 << 10));
  ASSERT_EQ(AppendOne().outcome, CommitOutcome::kCommitted);
  EXPECT_EQ(log_->DurableTail().size, before + 1);
  EXPECT_TRUE(VerifyLog(*log_, nullptr).ok());
}

TEST_F(DiskWithReserve, ClosesAndOpensWithinItsReserve) {
  Fill();
  ASSERT_TRUE(store_->Close().ok());
  store_.reset();
  ASSERT_NO_FATAL_FAILURE(Open());
  log_ = *store_->Find("a");
  const auto records = ReadAll(*log_);
  ASSERT_TRUE(records.ok()) << records.status();
  EXPECT_EQ(*records, writer_->records());
  EXPECT_FALSE(disk_->ran_out());
}

}  // namespace
}  // namespace assessment
