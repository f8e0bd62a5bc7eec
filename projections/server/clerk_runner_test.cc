#include "projections/server/clerk_runner.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "ledger/log/memory_log_store.h"
#include "ledger/reason/reason_status.h"
#include "tests/support/event_builders.h"

namespace assessment::testing {
namespace {

class SetClock : public Clock {
 public:
  UnixMicros Now() override { return now; }
  std::atomic<UnixMicros> now = 1'800'000'000'000'000;  // January 2027.
  std::atomic<int64_t> passed = 0;
  void Pass(int64_t micros) {
    now += micros;
    passed += micros;
  }
};

constexpr int64_t kMicrosOfDay = int64_t{24} * 60 * 60 * 1'000'000;

// A matter that is due at the end of a day.
EventContent MatterDueOn(const std::string& matter, const std::string& unit, const CivilDay& day) {
  EventContent content = MatterOpened(matter, unit);
  *content.mutable_matter_opened()->mutable_due() = DueBy(day.year, day.month, day.day);
  return content;
}

class ClerkRunnerTest : public ::testing::Test {
 protected:
  ClerkRunnerTest()
      : keys_(std::filesystem::temp_directory_path() /
              ("clerk-keys-" + std::to_string(::getpid()))) {
    LedgerDirectory::Options options;
    options.store = &store_;
    options.clock = &clock_;
    options.salts = [] { return std::string(16, 's'); };
    options.key_directory = keys_.string();
    directory_ = std::make_unique<LedgerDirectory>(std::move(options));
    EXPECT_TRUE(directory_->StartAll().ok());
    ledger::v1::OpenLedgerRequest open;
    open.set_authority("office");
    open.set_authority_code("141100");
    open.set_domain("ledger.example");
    event::v1::PermissionChanged office;
    office.set_principal(OfficePoster().principal());
    office.add_grants()->set_role(event::v1::ROLE_OFFICE);
    office.add_grants()->set_role(event::v1::ROLE_REGISTRAR);
    ledger_ = *directory_->Open(open, {office}, OfficePoster());
    projections_ = std::make_unique<ProjectionHost>("141100", *ledger_->log);
    projections_->Start();
    Post({UnitRegistered("unit-1"), MatterOpened("m", "unit-1")});
  }
  ~ClerkRunnerTest() override {
    projections_->Stop();
    directory_.reset();
    std::filesystem::remove_all(keys_);
  }

  void Post(const std::vector<EventContent>& contents) {
    ledger::v1::AppendRequest request;
    for (EventContent content : contents) {
      content.set_late_reason("a year long past");
      *request.add_events() = MakeEvent(content, std::to_string(++posted_));
    }
    ledger::v1::AppendResponse response;
    std::promise<absl::Status> answered;
    AppendCommand command;
    command.request = &request;
    command.response = &response;
    command.poster = OfficePoster();
    command.done = [&answered](const absl::Status& status) { answered.set_value(status); };
    ledger_->sequencer->Submit(std::move(command));
    ASSERT_TRUE(answered.get_future().get().ok());
    ASSERT_TRUE(response.has_accepted()) << response.DebugString();
  }

  std::unique_ptr<ClerkRunner> Runner() {
    ClerkRunner::Options options;
    options.ledgers = [this] { return directory_->List(); };
    options.projections = [this](absl::string_view) -> absl::StatusOr<const ProjectionHost*> {
      return projections_.get();
    };
    options.clock = &clock_;
    options.passed_micros = [this] { return clock_.passed.load(); };
    options.period = std::chrono::milliseconds(5);
    return std::make_unique<ClerkRunner>(std::move(options));
  }

  template <typename Condition>
  static bool Await(const Condition& condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!condition() && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return condition();
  }

  const std::filesystem::path keys_;
  SetClock clock_;
  MemoryLogStore store_;
  std::unique_ptr<LedgerDirectory> directory_;
  const LedgerHost* ledger_ = nullptr;
  std::unique_ptr<ProjectionHost> projections_;
  int posted_ = 0;
};

TEST_F(ClerkRunnerTest, RecordsByItselfAndThenRests) {
  const std::unique_ptr<ClerkRunner> runner = Runner();
  EXPECT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 4; }))
      << "opened, unit, matter, late";
  EXPECT_TRUE(runner->StatusOf(*ledger_)->waiting.empty());
  EXPECT_EQ(runner->StatusOf(*ledger_)->alarm, "");
}

TEST_F(ClerkRunnerTest, RaisesAnAlarmAndWritesNothingWhileTheClockIsBehindTheLog) {
  const UnixMicros right = clock_.now;
  clock_.now = right - int64_t{3} * 86'400 * 1'000'000;
  const std::unique_ptr<ClerkRunner> runner = Runner();
  EXPECT_TRUE(Await([&] { return !runner->StatusOf(*ledger_)->alarm.empty(); }));
  EXPECT_EQ(ledger_->log->DurableTail().size, 3u);
  EXPECT_EQ(runner->StatusOf(*ledger_)->waiting.size(), 1u);
  clock_.now = right;
  EXPECT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 4; }));
  EXPECT_TRUE(Await([&] { return runner->StatusOf(*ledger_)->alarm.empty(); }));
}

TEST_F(ClerkRunnerTest, RecordsWhatComesDueOnADayThatBeginsByThePassingOfTime) {
  const std::unique_ptr<ClerkRunner> runner = Runner();
  ASSERT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 4; }));
  const CivilDay due = DayOf(clock_.now + 20 * kMicrosOfDay);
  Post({MatterDueOn("next", "unit-1", due)});
  for (int day = 0; day < 22; ++day) clock_.Pass(kMicrosOfDay);
  EXPECT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 6; }));
  EXPECT_EQ(runner->StatusOf(*ledger_)->alarm, "");
}

TEST_F(ClerkRunnerTest, RaisesAnAlarmAndWritesNothingWhileTheClockIsAheadOfTheTimeThatPassed) {
  const std::unique_ptr<ClerkRunner> runner = Runner();
  ASSERT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 4; }));
  Post({MatterDueOn("next", "unit-1", DayOf(clock_.now + 20 * kMicrosOfDay))});
  clock_.now += 22 * kMicrosOfDay;
  EXPECT_TRUE(Await([&] { return !runner->StatusOf(*ledger_)->alarm.empty(); }));
  EXPECT_EQ(ReasonOf(runner->RunNow(*ledger_, std::nullopt).status()),
            ledger::v1::REASON_CLERK_STATE);
  EXPECT_EQ(ledger_->log->DurableTail().size, 5u);
  clock_.now -= 22 * kMicrosOfDay;
  EXPECT_TRUE(Await([&] { return runner->StatusOf(*ledger_)->alarm.empty(); }));
  EXPECT_EQ(ledger_->log->DurableTail().size, 5u);
}

TEST_F(ClerkRunnerTest, WorksOnWhenSomebodyNamesTheDayThatAClockWentAheadTo) {
  const std::unique_ptr<ClerkRunner> runner = Runner();
  ASSERT_TRUE(Await([&] { return ledger_->log->DurableTail().size == 4; }));
  Post({MatterDueOn("next", "unit-1", DayOf(clock_.now + 20 * kMicrosOfDay))});
  clock_.now += 22 * kMicrosOfDay;
  ASSERT_TRUE(Await([&] { return !runner->StatusOf(*ledger_)->alarm.empty(); }));
  ASSERT_TRUE(runner->RunNow(*ledger_, DayOf(clock_.now)).ok());
  EXPECT_EQ(ledger_->log->DurableTail().size, 6u);
  EXPECT_TRUE(Await([&] { return runner->StatusOf(*ledger_)->alarm.empty(); }));
}

}  // namespace
}  // namespace assessment::testing
