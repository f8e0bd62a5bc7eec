// The background check of an open store, and the rate it keeps to.

#include "ledger/scrub/scrubber.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "ledger/log/forwarding_log.h"
#include "ledger/scrub/paced_log.h"
#include "tests/backup/backed_up_store.h"

namespace assessment::testing {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;

class ScrubTest : public ::testing::Test {
 protected:
  ScrubTest() {
    for (int i = 0; i < 300; ++i) {
      EXPECT_TRUE(stored_.writer()
                      .Commit({{.key = "k" + std::to_string(i),
                                .units = {"u" + std::to_string(i % 5)},
                                .record_time_micros = i,
                                .note = "note " + std::to_string(i)}})
                      .status.ok());
    }
  }

  Scrubber::Options OptionsOf() {
    Scrubber::Options options;
    options.store = &stored_.store();
    options.verify_tables = [this](const auto& before) {
      return stored_.store().VerifyTables(before);
    };
    options.clock = stored_.KeeperOptions().clock;
    options.status_file = stored_.scratch().Path("last-scrub.pb");
    return options;
  }
  // Waits for the end of what was started.
  static ledger::v1::Scrub ResultOf(const Scrubber& scrubber) {
    while (scrubber.Status().has_running()) {
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return scrubber.Status().last();
  }
  // Brings all rows into tables and flips a byte in the data of each.
  void DamageTables() {
    ASSERT_TRUE(stored_.store().BackUp(stored_.backups(), nullptr).ok());
    for (const fs::directory_entry& entry :
         fs::directory_iterator(stored_.scratch().Path("data/log/db"))) {
      if (entry.path().extension() == ".sst") FlipByte(entry.path(), 30);
    }
  }

  BackedUpStore stored_;
};

TEST_F(ScrubTest, ChecksEveryRecordKeyAndTextAndTheTables) {
  ASSERT_TRUE(stored_.store().BackUp(stored_.backups(), nullptr).ok());
  Scrubber scrubber(OptionsOf());
  EXPECT_FALSE(scrubber.Status().has_last());
  ASSERT_TRUE(scrubber.Start());
  const ledger::v1::Scrub result = ResultOf(scrubber);
  EXPECT_GT(result.tables_checked(), 0u);
  EXPECT_GT(result.bytes_checked(), 0u);
  EXPECT_GT(result.finished_time_micros(), result.started_time_micros());
  EXPECT_EQ(result.damages_size(), 0);
  ASSERT_EQ(result.ledgers_size(), 1);
  const ledger::v1::ScrubbedLedger& ledger = result.ledgers(0);
  EXPECT_EQ(ledger.ledger(), kBackedUpLedger);
  EXPECT_EQ(ledger.records(), 300u);
  EXPECT_EQ(ledger.size(), 300u);
  EXPECT_EQ(ledger.index_rows(), 300u);
  EXPECT_EQ(ledger.idempotency_keys(), 300u);
  EXPECT_EQ(ledger.texts(), 300u);
  EXPECT_TRUE(ledger.finished());
  EXPECT_EQ(ledger.damage(), "");
  EXPECT_TRUE(stored_.log().CheckWritable().ok());
}

TEST_F(ScrubTest, NamesTheTableAndThePositionOfDamageAndStopsTheLedger) {
  DamageTables();
  Scrubber scrubber(OptionsOf());
  scrubber.Start();
  const ledger::v1::Scrub result = ResultOf(scrubber);
  ASSERT_EQ(result.ledgers_size(), 1);
  EXPECT_THAT(result.ledgers(0).damage(), HasSubstr(".sst"));
  EXPECT_THAT(result.ledgers(0).damage(), HasSubstr("position"));
  EXPECT_TRUE(result.ledgers(0).finished());
  EXPECT_EQ(stored_.log().CheckWritable().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(stored_.writer().Commit({{.key = "more", .record_time_micros = 400}}).outcome,
            CommitOutcome::kNotCommitted);
  // A damaged ledger is not backed up over what may still be whole.
  EXPECT_EQ(stored_.keeper().Create(0, nullptr).status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ScrubTest, NamesThePositionWhereIndexAndRecordsDisagree) {
  // A log that answers with other records under an index key than it holds.
  class LyingStore : public LogStore {
   public:
    class LyingLog : public ForwardingLog {
     public:
      using ForwardingLog::ForwardingLog;
      absl::Status ReadIndex(const IndexKey& key, uint64_t size,
                             const RecordVisitor& visitor) const override {
        return ForwardingLog::ReadIndex(key, size, [&](uint64_t position, const Record& record) {
          return position == 7 ? absl::OkStatus() : visitor(position, record);
        });
      }
      absl::Status ScanIndex(uint64_t size, const IndexVisitor& visitor) const override {
        return ForwardingLog::ScanIndex(
            size, [&](const IndexKey& key, uint64_t position, const Record& record) {
              return position == 7 ? absl::OkStatus() : visitor(key, position, record);
            });
      }
    };

    explicit LyingStore(EventLog& log) : log_(log) {}
    std::vector<std::string> Ledgers() const override { return {kBackedUpLedger}; }
    absl::StatusOr<EventLog*> Find(absl::string_view) const override { return &log_; }
    absl::StatusOr<EventLog*> Create(absl::string_view) override {
      return absl::UnimplementedError("");
    }
    absl::Status Close() override { return absl::OkStatus(); }

   private:
    mutable LyingLog log_;
  };
  LyingStore store(stored_.log());
  Scrubber::Options options = OptionsOf();
  options.store = &store;
  Scrubber scrubber(std::move(options));
  scrubber.Start();
  EXPECT_THAT(ResultOf(scrubber).ledgers(0).damage(),
              HasSubstr("index of unit u2: 59 rows, expected 60"));
  EXPECT_EQ(stored_.log().CheckWritable().code(), absl::StatusCode::kDataLoss);
}

TEST_F(ScrubTest, KeepsItsResultBetweenStarts) {
  {
    Scrubber scrubber(OptionsOf());
    scrubber.Start();
    ResultOf(scrubber);
  }
  const Scrubber again(OptionsOf());
  EXPECT_EQ(again.Status().last().ledgers(0).records(), 300u);
}

TEST_F(ScrubTest, BeginsByItselfAfterTheInterval) {
  Scrubber::Options options = OptionsOf();
  // The clock of the test moves a second with every look at it.
  options.interval = std::chrono::seconds(1);
  Scrubber scrubber(std::move(options));
  while (!scrubber.Status().has_last()) {
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  EXPECT_EQ(scrubber.Status().last().ledgers(0).records(), 300u);
}

TEST_F(ScrubTest, IsStoppedInTheMiddleWithoutAResult) {
  Scrubber::Options options = OptionsOf();
  options.bytes_per_second = 1;
  Scrubber scrubber(std::move(options));
  ASSERT_TRUE(scrubber.Start());
  EXPECT_FALSE(scrubber.Start());
  EXPECT_TRUE(scrubber.Status().has_running());
  scrubber.Stop();
  EXPECT_FALSE(scrubber.Status().has_last());
  EXPECT_TRUE(stored_.log().CheckWritable().ok());
}

TEST(Pacer, LetsNothingPassOnceItIsStopped) {
  Pacer pacer(0);
  EXPECT_TRUE(pacer.Take(1 << 30).ok());
  pacer.Stop();
  EXPECT_EQ(pacer.Take(1).code(), absl::StatusCode::kCancelled);
}

TEST(Pacer, TakesAtLeastTheTimeThatTheRateAsksFor) {
  Pacer pacer(1'000'000);
  const int64_t before = PassedMicros();
  for (int i = 0; i < 100; ++i) ASSERT_TRUE(pacer.Take(1'000).ok());
  // All but what is waited for with the next piece.
  EXPECT_GE(PassedMicros() - before, 90'000);
  EXPECT_EQ(pacer.bytes_taken(), 100'000u);
}

TEST_F(ScrubTest, NothingIsCommittedThroughAPacedLog) {
  Pacer pacer(0);
  PacedLog log(stored_.log(), pacer);
  EXPECT_EQ(log.Commit({}, 300, EmptyRoot()).outcome, CommitOutcome::kNotCommitted);
  EXPECT_EQ(log.CheckWritable().code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment::testing
