#ifndef LEDGER_SEQUENCER_SEQUENCER_FIXTURE_H_
#define LEDGER_SEQUENCER_SEQUENCER_FIXTURE_H_

// For tests: a sequencer over a log in memory that can be made to fail, and calls whose answers can
// be waited for.

#include <atomic>
#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/faulty_log.h"
#include "ledger/sequencer/open_ledger.h"
#include "ledger/sequencer/sequencer.h"

namespace assessment::testing {

class SettableClock : public Clock {
 public:
  UnixMicros Now() override { return now_.load(); }
  void Set(UnixMicros now) { now_.store(now); }

 private:
  std::atomic<UnixMicros> now_ = 1'656'000'000'000'000;  // 2022-06-23.
};

// One submitted batch and its answer.
class Call {
 public:
  Call(Sequencer& sequencer, ledger::v1::AppendRequest request, UnixMicros deadline = kNoDeadline)
      : request_(std::move(request)) {
    AppendCommand command;
    command.request = &request_;
    command.response = &response_;
    command.poster.set_principal("office");
    command.poster.set_person_id("p-1");
    command.deadline = deadline;
    command.done = [this](const absl::Status& status) {
      status_ = status;
      EXPECT_EQ(answers_.fetch_add(1), 0) << "answered twice";
      answered_.set_value();
    };
    sequencer.Submit(std::move(command));
  }
  ~Call() { Wait(); }

  bool answered() const { return answers_ > 0; }
  const absl::Status& Wait() {
    if (!waited_) answered_.get_future().wait();
    waited_ = true;
    return status_;
  }
  // Waits; the receipts of an accepted batch.
  const ledger::v1::Accepted& Accepted() {
    EXPECT_TRUE(Wait().ok()) << status_;
    EXPECT_TRUE(response_.has_accepted()) << response_.DebugString();
    return response_.accepted();
  }
  // Waits; the reason of the first refusal.
  ledger::v1::Reason Refusal() {
    EXPECT_TRUE(Wait().ok()) << status_;
    EXPECT_TRUE(response_.has_refused()) << response_.DebugString();
    return response_.refused().refusals_size() == 0 ? ledger::v1::REASON_UNSPECIFIED
                                                    : response_.refused().refusals(0).reason();
  }
  // Waits; the reason of an answer that is not OK.
  ledger::v1::Reason Failure() {
    EXPECT_FALSE(Wait().ok()) << response_.DebugString();
    return ReasonOf(status_);
  }

 private:
  ledger::v1::AppendRequest request_;
  ledger::v1::AppendResponse response_;
  absl::Status status_;
  std::atomic<int> answers_ = 0;
  std::promise<void> answered_;
  bool waited_ = false;
};

class SequencerTest : public ::testing::Test {
 protected:
  SequencerTest() {
    EventLog& inner = **store_.Create("141100");
    event::v1::LedgerOpened opened;
    opened.set_authority("吕梁市安全生产委员会办公室");
    opened.set_authority_code("141100");
    opened.set_origin("ledger.example/log/141100");
    opened.set_format_version(1);
    opened.set_time_zone("Asia/Shanghai");
    event::v1::Poster poster;
    poster.set_principal("administrator");
    poster.set_person_id("administrator");
    const absl::Status written =
        WriteOpeningRecord("141100", inner, opened, poster, clock_, Salts());
    EXPECT_TRUE(written.ok()) << written;
    log_ = std::make_unique<FaultyLog>(inner);
    Restart();
  }
  ~SequencerTest() override { log_->OpenGate(); }

  static Admission::SaltSource Salts() {
    return [] { return std::string(16, 's'); };
  }

  absl::StatusOr<std::unique_ptr<Sequencer>> Start(std::optional<TraceList> traces = std::nullopt) {
    Sequencer::Options options;
    options.clock = &clock_;
    options.traces = std::move(traces);
    options.salts = [this] {
      ++salts_drawn_;
      return Salts()();
    };
    options.on_stopped_unknown = [this] { ++stops_; };
    return Sequencer::Start("141100", *log_, std::move(options));
  }
  void Restart() {
    sequencer_.reset();
    auto started = Start();
    ASSERT_TRUE(started.ok()) << started.status();
    sequencer_ = *std::move(started);
  }

  // A batch that registers one unit for each key.
  static ledger::v1::AppendRequest Registers(const std::vector<std::string>& units) {
    ledger::v1::AppendRequest request;
    for (const std::string& unit : units) {
      event::v1::Event& event = *request.add_events();
      event.set_ledger("141100");
      event.set_source("test");
      event.set_idempotency_key(absl::StrCat("register-", unit));
      event::v1::CivilDate& day = *event.mutable_content()->mutable_occurred_on();
      day.set_year(2022);
      day.set_month(6);
      day.set_day(1);
      event::v1::UnitRegistered& registered = *event.mutable_content()->mutable_unit_registered();
      registered.set_unit(unit);
      registered.set_name(absl::StrCat("unit ", unit));
      registered.set_kind(event::v1::UNIT_KIND_COUNTY);
    }
    return request;
  }
  // A batch that is refused while `unit` is registered: the same unit again under another key.
  static ledger::v1::AppendRequest RegistersAgain(const std::string& unit) {
    ledger::v1::AppendRequest request = Registers({unit});
    request.mutable_events(0)->set_idempotency_key(absl::StrCat("again-", unit));
    return request;
  }

  Call& Submit(ledger::v1::AppendRequest request, UnixMicros deadline = kNoDeadline) {
    return calls_.emplace_back(*sequencer_, std::move(request), deadline);
  }

  // Queues a preview of `request`, which outlives the answer.
  std::future<absl::StatusOr<PreviewAnswer>> SubmitPreview(
      const ledger::v1::AppendRequest& request) {
    auto answer = std::make_shared<std::promise<absl::StatusOr<PreviewAnswer>>>();
    PreviewCommand command;
    command.request = &request;
    command.poster.set_principal("office");
    command.poster.set_person_id("p-1");
    command.done = [answer](absl::StatusOr<PreviewAnswer> given) {
      answer->set_value(std::move(given));
    };
    sequencer_->Submit(std::move(command));
    return answer->get_future();
  }

  // Commits one event and leaves a group of two more, of units "x" and "y", waiting at the closed
  // gate. Returns with the sequencer's thread free to judge.
  void LeaveAGroupAtTheGate() {
    log_->CloseGate();
    Submit(Registers({"first"}));
    log_->AwaitCommits(1);
    Submit(Registers({"x"}));
    Submit(Registers({"y"}));
    log_->PassOne();
    log_->AwaitCommits(2);
  }
  // Submits batches that are accepted, as many as are worth judging while the log is busy, and
  // waits until they are judged.
  void SubmitAndAwaitJudged(const std::string& prefix) {
    const int before = salts_drawn_;
    constexpr int kBatches = 40;
    for (int i = 0; i < kBatches; ++i) Submit(Registers({absl::StrCat(prefix, i)}));
    while (salts_drawn_ == before) std::this_thread::yield();
  }

  SettableClock clock_;
  std::atomic<int> salts_drawn_ = 0;
  MemoryLogStore store_;
  std::unique_ptr<FaultyLog> log_;
  std::atomic<int> stops_ = 0;
  std::deque<Call> calls_;
  std::unique_ptr<Sequencer> sequencer_;  // Ends first, so that every call is answered.
};

}  // namespace assessment::testing

#endif  // LEDGER_SEQUENCER_SEQUENCER_FIXTURE_H_
