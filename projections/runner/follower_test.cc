#include "projections/runner/follower.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/proof/merkle.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

// Counts records; fails at one when told to.
class Counter : public Projection {
 public:
  explicit Counter(std::string name, std::vector<const Projection*> rests_on = {})
      : name_(std::move(name)), rests_on_(std::move(rests_on)) {}

  absl::string_view name() const override { return name_; }
  std::vector<const Projection*> rests_on() const override { return rests_on_; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override {
    EXPECT_EQ(record->header.position(), size_);
    if (size_ == fails_at_) return absl::InternalError("made to fail");
    ++size_;
    return absl::OkStatus();
  }
  // Every third record.
  bool LeavesTrace(const ParsedRecord& record) const override {
    return record.header.position() % 3 == 0;
  }
  absl::Status ApplyTrace(std::shared_ptr<const ParsedRecord> record) override {
    if (record->header.position() == fails_at_) return absl::InternalError("made to fail");
    traced_.push_back(record->header.position());
    return absl::OkStatus();
  }
  void PassOver(uint64_t size) override { size_ = size; }
  uint64_t size() const override { return size_; }
  // Of one thread with the follower: look when it has come far enough.
  const std::vector<uint64_t>& traced() const { return traced_; }
  absl::Status health() const override {
    return sick_ ? absl::InternalError("found out while answering") : absl::OkStatus();
  }

  void FailAt(uint64_t position) { fails_at_ = position; }
  void FallSick() { sick_ = true; }

 private:
  const std::string name_;
  const std::vector<const Projection*> rests_on_;
  std::vector<uint64_t> traced_;
  std::atomic<uint64_t> size_ = 0;
  std::atomic<uint64_t> fails_at_ = UINT64_MAX;
  std::atomic<bool> sick_ = false;
};

class FollowerTest : public ::testing::Test {
 protected:
  FollowerTest() : log_(*store_.Create("141100")) {}

  // The body at position `broken`, if there, does not parse.
  void Append(int records, uint64_t broken = UINT64_MAX) {
    std::vector<CommitEntry> entries(static_cast<size_t>(records));
    const uint64_t size = log_->DurableTail().size;
    for (size_t i = 0; i < entries.size(); ++i) {
      CommitEntry& entry = entries[i];
      entry.header.set_position(size + i);
      entry.header.set_record_time_micros(static_cast<int64_t>(size + i + 1));
      entry.header.set_event_type(event::v1::EVENT_TYPE_METRIC_REPORTED);
      event::v1::EventBody body;
      body.mutable_event()->mutable_content()->mutable_metric_reported()->set_metric("m");
      entry.record.body_bytes = size + i == broken ? "\xff" : body.SerializeAsString();
      entry.record.header_bytes = entry.header.SerializeAsString();
      entry.record.salt = std::string(16, 's');
      frontier_.Append(LeafHash(entry.record.header_bytes));
    }
    ASSERT_TRUE(log_->Commit(entries, size, frontier_.Root()).status.ok());
  }

  static Follower::TimePoint Soon() {
    return std::chrono::steady_clock::now() + std::chrono::seconds(60);
  }

  MemoryLogStore store_;
  EventLog* log_;
  Frontier frontier_;
};

TEST_F(FollowerTest, AppliesWhatIsThereAndWhatComes) {
  Counter counter("counter");
  Append(9500);
  Follower follower(*log_, {&counter});
  follower.Start();
  EXPECT_TRUE(follower.WaitForSize(counter, 9500, Soon()).ok());
  Append(7);
  EXPECT_TRUE(follower.WaitForSize(counter, 9507, Soon()).ok());
}

TEST_F(FollowerTest, StopsEverythingAtTheFirstRecordThatCannotBeRead) {
  Counter counter("counter");
  Append(2500, 1300);
  Append(10, 2505);
  Follower follower(*log_, {&counter});
  follower.Start();
  EXPECT_EQ(ReasonOf(follower.WaitForSize(counter, 2510, Soon())),
            ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_EQ(counter.size(), 1300);
}

TEST_F(FollowerTest, StopsAProjectionThatFailsAtItsLastGoodSize) {
  Counter good("good");
  Counter bad("bad");
  bad.FailAt(5);
  Append(10);
  Follower follower(*log_, {&bad, &good});
  follower.Start();
  EXPECT_TRUE(follower.WaitForSize(good, 10, Soon()).ok());
  EXPECT_EQ(bad.size(), 5u);
  const absl::Status stale = follower.CheckServing(bad);
  EXPECT_EQ(ReasonOf(stale), ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_EQ(std::string(stale.message()),
            "projection bad stopped at size 5: position 5 (EVENT_TYPE_METRIC_REPORTED): made to "
            "fail; the operator must look at it");
  EXPECT_TRUE(follower.CheckServing(good).ok());
}

TEST_F(FollowerTest, StopsWhatRestsOnAProjectionThatFails) {
  Counter base("base");
  Counter above("above", {&base});
  Counter beside("beside");
  base.FailAt(3);
  Append(10);
  Follower follower(*log_, {&base, &above, &beside});
  follower.Start();
  EXPECT_TRUE(follower.WaitForSize(beside, 10, Soon()).ok());
  EXPECT_EQ(above.size(), 3u);
  EXPECT_EQ(ReasonOf(follower.CheckServing(above)), ledger::v1::REASON_PROJECTION_STALE);
  const std::vector<Follower::State> states = follower.States();
  EXPECT_FALSE(states[0].status.ok());
  EXPECT_FALSE(states[1].status.ok());
  EXPECT_TRUE(states[2].status.ok());
}

TEST_F(FollowerTest, EndsAWaitAtOnceWhenTheProjectionStops) {
  Counter counter("counter");
  counter.FailAt(0);
  Follower follower(*log_, {&counter});
  follower.Start();
  std::thread appender([this] { Append(1); });
  EXPECT_EQ(ReasonOf(follower.WaitForSize(counter, 1, Soon())),
            ledger::v1::REASON_PROJECTION_STALE);
  appender.join();
}

TEST_F(FollowerTest, SaysThatAProjectionFoundOutByItself) {
  Counter base("base");
  Counter above("above", {&base});
  Follower follower(*log_, {&base, &above});
  base.FallSick();
  EXPECT_EQ(ReasonOf(follower.CheckServing(above)), ledger::v1::REASON_PROJECTION_STALE);
}

TEST_F(FollowerTest, NotesWhichRecordsLeftATrace) {
  Counter counter("counter");
  Append(8);
  Follower follower(*log_, {&counter});
  follower.Start();
  ASSERT_TRUE(follower.WaitForSize(counter, 8, Soon()).ok());
  while (follower.Traces().size < 8) std::this_thread::yield();
  EXPECT_EQ(follower.Traces().positions, (std::vector<uint64_t>{0, 3, 6}));
}

TEST_F(FollowerTest, StartsFromTheRecordsThatLeftATraceAndGoesOnFromThere) {
  Counter counter("counter");
  Append(20);
  Follower follower(*log_, {&counter});
  follower.StartFrom({.size = 8, .root = {}, .positions = {0, 3, 6}});
  ASSERT_TRUE(follower.WaitForSize(counter, 20, Soon()).ok());
  EXPECT_EQ(counter.traced(), (std::vector<uint64_t>{0, 3, 6}));
  while (follower.Traces().size < 20) std::this_thread::yield();
  EXPECT_EQ(follower.Traces().positions, (std::vector<uint64_t>{0, 3, 6, 9, 12, 15, 18}));
}

TEST_F(FollowerTest, StopsEverythingWhenATraceCannotBeFolded) {
  Counter counter("counter");
  counter.FailAt(3);
  Append(20);
  Follower follower(*log_, {&counter});
  follower.StartFrom({.size = 8, .root = {}, .positions = {0, 3, 6}});
  EXPECT_EQ(ReasonOf(follower.WaitForSize(counter, 20, Soon())),
            ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_EQ(follower.Traces().size, 0u);
}

TEST_F(FollowerTest, IsStaleOnceItIsToldThatItStartedFromWhatIsNotTrue) {
  Counter counter("counter");
  Append(5);
  Follower follower(*log_, {&counter});
  follower.Start();
  ASSERT_TRUE(follower.WaitForSize(counter, 5, Soon()).ok());
  follower.Fail(absl::DataLossError("a wrong list"));
  EXPECT_EQ(ReasonOf(follower.CheckServing(counter)), ledger::v1::REASON_PROJECTION_STALE);
  EXPECT_EQ(follower.Traces().size, 0u);
}

TEST_F(FollowerTest, GivesUpWaitingAtTheDeadline) {
  Counter counter("counter");
  Follower follower(*log_, {&counter});
  follower.Start();
  const auto soon = std::chrono::steady_clock::now() + std::chrono::milliseconds(20);
  EXPECT_EQ(ReasonOf(follower.WaitForSize(counter, 1, soon)), ledger::v1::REASON_DEADLINE_PASSED);
}

TEST_F(FollowerTest, EndsWaitsWhenItStops) {
  Counter counter("counter");
  Follower follower(*log_, {&counter});
  follower.Start();
  std::thread waiter([&] {
    EXPECT_EQ(ReasonOf(follower.WaitForSize(counter, 1, Soon())), ledger::v1::REASON_SHUTTING_DOWN);
  });
  follower.Stop();
  waiter.join();
}

}  // namespace
}  // namespace assessment
