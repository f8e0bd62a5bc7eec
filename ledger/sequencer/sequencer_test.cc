#include "ledger/sequencer/sequencer.h"

#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "ledger/base/limits.h"
#include "ledger/proof/merkle.h"
#include "ledger/sequencer/sequencer_fixture.h"

namespace assessment::testing {
namespace {

TEST_F(SequencerTest, AnswersWithPositionTimeAndLeafOfTheStoredRecord) {
  const ledger::v1::Accepted& accepted = Submit(Registers({"a", "b"})).Accepted();
  ASSERT_EQ(accepted.receipts_size(), 2);
  EXPECT_EQ(accepted.size(), 3u);
  for (int i = 0; i < 2; ++i) {
    const ledger::v1::Receipt& receipt = accepted.receipts(i);
    EXPECT_EQ(receipt.position(), static_cast<uint64_t>(1 + i));
    EXPECT_FALSE(receipt.already_known());
    const Record record = *log_->Get(receipt.position());
    EXPECT_EQ(receipt.leaf_hash(), HashBytes(LeafHash(record.header_bytes)));
    event::v1::RecordHeader header;
    ASSERT_TRUE(header.ParseFromString(record.header_bytes));
    EXPECT_EQ(receipt.record_time_micros(), header.record_time_micros());
  }
}

TEST_F(SequencerTest, CommitsAllThatWaitsAsOneGroup) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  for (int i = 0; i < 10; ++i) Submit(Registers({absl::StrCat("u", i)}));
  log_->OpenGate();
  for (Call& call : calls_) EXPECT_TRUE(call.Wait().ok());
  EXPECT_EQ(log_->commits(), (std::vector<size_t>{1, 10}));
  EXPECT_EQ(calls_.back().Accepted().size(), 12u);
}

TEST_F(SequencerTest, AnswersRefusalsAndKnownEventsOnlyAfterTheCommitOfTheirGroup) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& added = Submit(Registers({"a"}));
  Call& refused = Submit(RegistersAgain("a"));
  Call& known = Submit(Registers({"a"}));
  log_->PassOne();
  log_->AwaitCommits(2);
  EXPECT_TRUE(calls_.front().answered());
  for (const Call* call : {&added, &refused, &known}) EXPECT_FALSE(call->answered());
  log_->OpenGate();
  EXPECT_EQ(added.Accepted().receipts(0).position(), 2u);
  EXPECT_EQ(refused.Refusal(), ledger::v1::REASON_DUPLICATE_UNIT);
  EXPECT_TRUE(known.Accepted().receipts(0).already_known());
}

TEST_F(SequencerTest, GivesAKnownEventOfTheSameGroupTheSameReceipt) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& added = Submit(Registers({"a"}));
  Call& again = Submit(Registers({"a"}));
  log_->OpenGate();
  ledger::v1::Receipt expected = added.Accepted().receipts(0);
  expected.set_already_known(true);
  EXPECT_EQ(again.Accepted().receipts(0).SerializeAsString(), expected.SerializeAsString());
}

TEST_F(SequencerTest, GivesAKnownEventTheSameReceiptAfterARestart) {
  ledger::v1::Receipt expected = Submit(Registers({"a"})).Accepted().receipts(0);
  expected.set_already_known(true);
  Submit(Registers({"b"})).Wait();
  Restart();
  Call& again = Submit(Registers({"a"}));
  EXPECT_EQ(again.Accepted().receipts(0).SerializeAsString(), expected.SerializeAsString());
  EXPECT_EQ(again.Accepted().size(), 3u);
}

TEST_F(SequencerTest, RefusesWithoutWritingAnything) {
  Submit(Registers({"a"})).Wait();
  EXPECT_EQ(Submit(RegistersAgain("a")).Refusal(), ledger::v1::REASON_DUPLICATE_UNIT);
  EXPECT_EQ(log_->DurableTail().size, 2u);
  EXPECT_EQ(sequencer_->status().batches_refused, 1u);
}

TEST_F(SequencerTest, DropsACommandWhoseDeadlinePassedWhileItWaited) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& late = Submit(Registers({"late"}), clock_.Now() + 1000);
  clock_.Set(clock_.Now() + 1001);
  log_->OpenGate();
  EXPECT_EQ(late.Failure(), ledger::v1::REASON_DEADLINE_PASSED);
  EXPECT_EQ(log_->DurableTail().size, 2u);
  EXPECT_EQ(sequencer_->status().commands_dropped_late, 1u);
}

TEST_F(SequencerTest, RecordsTheClocksTimeAndOneTimeForABatch) {
  clock_.Set(clock_.Now() + 5'000'000);
  const ledger::v1::Accepted& accepted = Submit(Registers({"a", "b"})).Accepted();
  EXPECT_EQ(accepted.receipts(0).record_time_micros(), clock_.Now());
  EXPECT_EQ(accepted.receipts(1).record_time_micros(), clock_.Now());
}

TEST_F(SequencerTest, RecordsALaterTimeForEveryBatchThoughTheClockStandsStill) {
  log_->CloseGate();
  for (int i = 0; i < 20; ++i) Submit(Registers({absl::StrCat("u", i)}));
  log_->OpenGate();
  int64_t newest = 0;
  for (Call& call : calls_) {
    const int64_t time = call.Accepted().receipts(0).record_time_micros();
    EXPECT_GT(time, newest);
    newest = time;
  }
}

TEST_F(SequencerTest, RaisesAnAlarmWhenTheClockIsBehindTheNewestRecord) {
  const int64_t first = Submit(Registers({"a"})).Accepted().receipts(0).record_time_micros();
  EXPECT_EQ(sequencer_->status().clock_behind, 0u);
  clock_.Set(first - 1'000'000);
  const int64_t second = Submit(Registers({"b"})).Accepted().receipts(0).record_time_micros();
  EXPECT_EQ(second, first + 1);
  EXPECT_EQ(sequencer_->status().clock_behind, 1u);
}

TEST_F(SequencerTest, AnswersTheWholeGroupWithTheFailureWhenNothingWasCommitted) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& added = Submit(Registers({"a"}));
  Call& refused = Submit(RegistersAgain("a"));
  Call& known = Submit(Registers({"a"}));
  log_->PassOne();
  log_->AwaitCommits(2);
  log_->FailNextCommit({CommitOutcome::kNotCommitted, absl::ResourceExhaustedError("disk")});
  log_->OpenGate();
  for (Call* call : {&added, &refused, &known}) {
    EXPECT_EQ(call->Failure(), ledger::v1::REASON_DISK_RESERVE);
  }
}

TEST_F(SequencerTest, GoesOnFromTheDurableStateAfterACommitThatDidNotHappen) {
  log_->FailNextCommit({CommitOutcome::kNotCommitted, absl::ResourceExhaustedError("disk")});
  EXPECT_EQ(Submit(Registers({"a"})).Failure(), ledger::v1::REASON_DISK_RESERVE);
  const ledger::v1::Accepted& accepted = Submit(Registers({"a"})).Accepted();
  EXPECT_FALSE(accepted.receipts(0).already_known());
  EXPECT_EQ(accepted.receipts(0).position(), 1u);
  EXPECT_TRUE(sequencer_->status().running);
}

TEST_F(SequencerTest, StopsForGoodWhenTheOutcomeOfACommitIsUnknown) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& waiting = Submit(Registers({"a"}));
  log_->FailNextCommit({CommitOutcome::kUnknown, absl::UnavailableError("sync failed")});
  log_->OpenGate();
  EXPECT_EQ(calls_.front().Failure(), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_EQ(waiting.Failure(), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_EQ(Submit(Registers({"b"})).Failure(), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_EQ(waiting.Wait().code(), absl::StatusCode::kUnavailable);
  sequencer_->Drain();
  EXPECT_EQ(stops_, 1);
  EXPECT_FALSE(sequencer_->status().running);
  EXPECT_TRUE(sequencer_->status().stopped_unknown);
  EXPECT_EQ(log_->commits().size(), 1u);
}

TEST_F(SequencerTest, RefusesBelowTheDiskReserveBeforeJudging) {
  log_->SetWritable(absl::ResourceExhaustedError("free space 1 GiB, reserve 2 GiB"));
  EXPECT_EQ(Submit(Registers({"a"})).Failure(), ledger::v1::REASON_DISK_RESERVE);
  EXPECT_TRUE(log_->commits().empty());
  log_->SetWritable(absl::OkStatus());
  EXPECT_EQ(Submit(Registers({"a"})).Accepted().receipts(0).position(), 1u);
}

TEST_F(SequencerTest, RefusesWithDataLossWhereDamageStoppedTheLedger) {
  log_->SetWritable(absl::DataLossError("position 7"));
  Call& call = Submit(Registers({"a"}));
  EXPECT_EQ(call.Failure(), ledger::v1::REASON_LEDGER_STOPPED);
  EXPECT_EQ(call.Wait().code(), absl::StatusCode::kDataLoss);
}

TEST_F(SequencerTest, RefusesWhatItsQueueDoesNotHold) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  for (size_t i = 0; i < limits::kSequencerQueueMax; ++i) Submit(Registers({"a"}));
  Call& beyond = Submit(Registers({"b"}));
  EXPECT_TRUE(beyond.answered());
  EXPECT_EQ(beyond.Failure(), ledger::v1::REASON_QUEUE_FULL);
  log_->OpenGate();
}

TEST_F(SequencerTest, KeepsAGroupWithinTheLimitsOfOneCommit) {
  log_->CloseGate();
  Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  for (int batch = 0; batch < 5; ++batch) {
    std::vector<std::string> units;
    for (int i = 0; i < 400; ++i) units.push_back(absl::StrCat("u", batch, ".", i));
    Submit(Registers(units));
  }
  log_->OpenGate();
  for (Call& call : calls_) EXPECT_TRUE(call.Wait().ok());
  EXPECT_EQ(log_->commits(), (std::vector<size_t>{1, 800, 800, 400}));
}

TEST_F(SequencerTest, DrainsByFinishingTheGroupInHandAndRefusingTheRest) {
  log_->CloseGate();
  Call& in_hand = Submit(Registers({"first"}));
  log_->AwaitCommits(1);
  Call& waiting = Submit(Registers({"a"}));
  std::thread drain([this] { sequencer_->Drain(); });
  while (sequencer_->status().running) std::this_thread::yield();
  log_->OpenGate();
  drain.join();
  EXPECT_EQ(in_hand.Accepted().size(), 2u);
  EXPECT_EQ(waiting.Failure(), ledger::v1::REASON_SHUTTING_DOWN);
  EXPECT_EQ(Submit(Registers({"b"})).Failure(), ledger::v1::REASON_SHUTTING_DOWN);
}

TEST_F(SequencerTest, PreviewsAgainstTheDurableStateAndWritesNothing) {
  Submit(Registers({"a"})).Wait();
  const auto preview = [this](const ledger::v1::AppendRequest& request) {
    return *SubmitPreview(request).get();
  };
  for (int i = 0; i < 2; ++i) {
    const PreviewAnswer accepted = preview(Registers({"b"}));
    EXPECT_EQ(accepted.size, 2u);
    ASSERT_EQ(accepted.decision.entries.size(), 1u);
    EXPECT_EQ(accepted.decision.entries[0].header.position(), 2u);
  }
  EXPECT_EQ(preview(RegistersAgain("a")).decision.refusals.size(), 1u);
  EXPECT_EQ(log_->DurableTail().size, 2u);
}

TEST_F(SequencerTest, DoesNotStartOverALogWithoutAnOpeningRecord) {
  sequencer_.reset();
  EventLog& empty = **store_.Create("140700");
  Sequencer::Options options;
  options.clock = &clock_;
  options.salts = Salts();
  EXPECT_EQ(Sequencer::Start("140700", empty, std::move(options)).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

TEST_F(SequencerTest, DoesNotStartOverSubtreesThatGiveAnotherRoot) {
  sequencer_.reset();
  log_->SetNode(EmptyRoot());
  EXPECT_EQ(Start().status().code(), absl::StatusCode::kDataLoss);
}

TEST_F(SequencerTest, FoldsTheWholeLogWhenTheRootOfAListOfTracesCannotBeRead) {
  Submit(Registers({"a", "b"})).Accepted();
  sequencer_->Drain();
  const TraceList traces = sequencer_->traces();
  ASSERT_EQ(traces.size, 3u);
  Restart();
  Submit(Registers({"c"})).Accepted();
  sequencer_.reset();
  // Size 4 is one subtree of level 2, size 3 rests on smaller ones.
  log_->LoseNodesBelow(2);
  const absl::StatusOr<std::unique_ptr<Sequencer>> started = Start(traces);
  ASSERT_TRUE(started.ok()) << started.status();
  EXPECT_FALSE((*started)->started_from_traces());
}

}  // namespace
}  // namespace assessment::testing
