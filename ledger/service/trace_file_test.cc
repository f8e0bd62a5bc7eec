// Starting a ledger from the list of its traces.

#include "ledger/service/trace_file.h"

#include <cstdlib>
#include <filesystem>
#include <future>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/base/private_file.h"
#include "ledger/log/memory_log_store.h"
#include "ledger/sequencer/append_and_wait.h"
#include "ledger/service/ledger_directory.h"

namespace assessment {
namespace {

constexpr char kLedger[] = "141100";

class TraceFileTest : public ::testing::Test {
 protected:
  TraceFileTest() {
    std::string pattern = ::testing::TempDir() + "trace_file_XXXXXX";
    keys_ = ::mkdtemp(pattern.data());
    Start();
  }
  ~TraceFileTest() override {
    directory_.reset();
    std::filesystem::remove_all(keys_);
  }

  void Start() {
    directory_.reset();
    LedgerDirectory::Options options;
    options.store = &store_;
    options.clock = &SystemClock();
    options.salts = [] { return std::string(limits::kSaltBytes, 's'); };
    options.key_directory = keys_;
    directory_ = std::make_unique<LedgerDirectory>(std::move(options));
    const absl::Status started = directory_->StartAll();
    ASSERT_TRUE(started.ok()) << started;
  }

  const LedgerHost& Host() { return **directory_->Find(kLedger); }

  void Open() {
    ledger::v1::OpenLedgerRequest request;
    request.set_authority("office");
    request.set_authority_code(kLedger);
    request.set_domain("ledger.example");
    event::v1::Poster poster;
    poster.set_principal("administrator");
    const absl::StatusOr<const LedgerHost*> opened = directory_->Open(request, {}, poster);
    ASSERT_TRUE(opened.ok()) << opened.status();
  }

  ledger::v1::AppendResponse Append(event::v1::EventContent content) {
    ledger::v1::AppendRequest request;
    event::v1::Event& event = *request.add_events();
    event.set_ledger(kLedger);
    event.set_source("test");
    event.set_idempotency_key(std::to_string(++key_));
    *event.mutable_content() = std::move(content);
    event.mutable_content()->mutable_occurred_on()->set_year(2022);
    event.mutable_content()->mutable_occurred_on()->set_month(6);
    event.mutable_content()->mutable_occurred_on()->set_day(1);
    event.mutable_content()->set_late_reason("test");
    event::v1::Poster poster;
    poster.set_principal("ledger");
    // Grants are not what is looked at here.
    return *AppendAndWait(*Host().sequencer, request, poster, Route::kLedger);
  }
  ledger::v1::AppendResponse Register(const std::string& unit) {
    event::v1::EventContent content;
    content.mutable_unit_registered()->set_unit(unit);
    content.mutable_unit_registered()->set_name(unit);
    content.mutable_unit_registered()->set_kind(event::v1::UNIT_KIND_COUNTY);
    return Append(content);
  }
  ledger::v1::AppendResponse ReportMetric(const std::string& unit) {
    event::v1::EventContent content;
    event::v1::MetricReported& metric = *content.mutable_metric_reported();
    metric.set_metric("deaths-per-100m-gdp");
    metric.set_unit(unit);
    metric.mutable_period_from()->set_year(2022);
    metric.mutable_period_from()->set_month(1);
    metric.mutable_period_from()->set_day(1);
    *metric.mutable_period_to() = metric.period_from();
    metric.mutable_value()->set_value_millionths(1);
    metric.set_publisher("statistics");
    metric.set_vintage("final");
    return Append(content);
  }

  absl::Status Sign() {
    std::promise<absl::Status> signed_;
    Host().signer->Request([&signed_](const absl::StatusOr<SignedCheckpoint>& checkpoint) {
      signed_.set_value(checkpoint.status());
    });
    return signed_.get_future().get();
  }

  std::string Path() const { return keys_ + "/" + kLedger + ".traces"; }
  TraceList Kept() { return *DecodeTraceList(kLedger, *ReadPrivateFile(Path())); }

  MemoryLogStore store_;
  std::string keys_;
  int key_ = 0;
  std::unique_ptr<LedgerDirectory> directory_;
};

TEST_F(TraceFileTest, KeepsWhatLeftATraceWhenTheServerDrains) {
  Open();
  Register("a");
  for (int i = 0; i < 10; ++i) EXPECT_TRUE(ReportMetric("a").has_accepted());
  Register("b");
  directory_->Drain();
  const TraceList kept = Kept();
  EXPECT_EQ(kept.size, 13u);
  EXPECT_EQ(kept.positions, (std::vector<uint64_t>{0, 1, 12}));
}

TEST_F(TraceFileTest, StartsFromTheListAndSignsOnceItIsChecked) {
  Open();
  Register("a");
  for (int i = 0; i < 10; ++i) ReportMetric("a");
  Start();
  EXPECT_TRUE(Host().sequencer->started_from_traces());
  EXPECT_TRUE(Host().started_from_traces.ok()) << Host().started_from_traces;
  EXPECT_TRUE(Register("a").has_refused());
  EXPECT_EQ(Register("b").accepted().receipts(0).position(), 12u);
  const absl::Status signed_ = Sign();
  EXPECT_TRUE(signed_.ok()) << signed_;
  Start();
  EXPECT_TRUE(Host().sequencer->started_from_traces());
  EXPECT_TRUE(Register("b").has_refused());
}

TEST_F(TraceFileTest, SaysThatNoListIsKept) {
  Open();
  EXPECT_EQ(Host().started_from_traces.code(), absl::StatusCode::kNotFound);
}

TEST_F(TraceFileTest, FoldsTheWholeLogWithADamagedList) {
  Open();
  Register("a");
  directory_->Drain();
  ASSERT_TRUE(ReplacePrivateFile(Path(), "not a list").ok());
  // Draining again keeps nothing new, so the damaged one is what the next start finds.
  Start();
  EXPECT_FALSE(Host().sequencer->started_from_traces());
  EXPECT_EQ(Host().started_from_traces.code(), absl::StatusCode::kDataLoss);
  EXPECT_TRUE(Register("a").has_refused());
  EXPECT_TRUE(Sign().ok());
}

TEST_F(TraceFileTest, DoesNotUseAListWithAnotherRoot) {
  Open();
  Register("a");
  directory_->Drain();
  TraceList other = Kept();
  other.root = Sha256("another");
  ASSERT_TRUE(ReplacePrivateFile(Path(), EncodeTraceList(kLedger, other)).ok());
  Start();
  EXPECT_FALSE(Host().sequencer->started_from_traces());
  EXPECT_EQ(Host().started_from_traces.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Register("a").has_refused());
}

TEST_F(TraceFileTest, DoesNotUseAListThatIsAheadOfTheLog) {
  Open();
  Register("a");
  directory_->Drain();
  TraceList ahead = Kept();
  ++ahead.size;
  ASSERT_TRUE(ReplacePrivateFile(Path(), EncodeTraceList(kLedger, ahead)).ok());
  Start();
  EXPECT_FALSE(Host().sequencer->started_from_traces());
  EXPECT_EQ(Host().started_from_traces.code(), absl::StatusCode::kOutOfRange);
  EXPECT_TRUE(Register("a").has_refused());
}

TEST_F(TraceFileTest, FoldsTheWholeLogWhenWhatIsListedDoesNotFoldAlone) {
  Open();
  Register("a");
  event::v1::EventContent renamed;
  renamed.mutable_unit_renamed()->set_unit("a");
  renamed.mutable_unit_renamed()->set_name("another name");
  ASSERT_TRUE(Append(renamed).has_accepted());
  directory_->Drain();
  TraceList forged = Kept();
  forged.positions = {0, 2};
  ASSERT_TRUE(ReplacePrivateFile(Path(), EncodeTraceList(kLedger, forged)).ok());
  Start();
  EXPECT_FALSE(Host().sequencer->started_from_traces());
  EXPECT_EQ(Host().started_from_traces.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Sign().ok());
}

TEST_F(TraceFileTest, SignsNothingAfterAStartFromAListThatLeavesOutATrace) {
  Open();
  Register("a");
  Register("b");
  directory_->Drain();
  TraceList forged = Kept();
  forged.positions.pop_back();
  ASSERT_TRUE(ReplacePrivateFile(Path(), EncodeTraceList(kLedger, forged)).ok());
  Start();
  EXPECT_TRUE(Host().sequencer->started_from_traces());
  EXPECT_EQ(Sign().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(Host().signer->health().code(), absl::StatusCode::kDataLoss);
  // The next start is from the log alone.
  Start();
  EXPECT_FALSE(Host().sequencer->started_from_traces());
  EXPECT_TRUE(Register("b").has_refused());
  EXPECT_TRUE(Sign().ok());
}

}  // namespace
}  // namespace assessment
