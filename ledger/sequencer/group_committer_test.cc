// A sequencer whose log is slow: what is judged while a group is on its way.

#include <future>
#include <string>
#include <thread>
#include <utility>

#include "gtest/gtest.h"
#include "ledger/sequencer/sequencer_fixture.h"

namespace assessment::testing {
namespace {

using GroupCommitterTest = SequencerTest;

TEST_F(GroupCommitterTest, JudgesWhileAGroupIsOnItsWayAndAnswersAfterTheCommit) {
  LeaveAGroupAtTheGate();
  SubmitAndAwaitJudged("u");
  for (size_t i = 1; i < calls_.size(); ++i) EXPECT_FALSE(calls_[i].answered());
  log_->OpenGate();
  uint64_t expected = 1;
  for (Call& call : calls_) EXPECT_EQ(call.Accepted().receipts(0).position(), expected++);
  EXPECT_EQ(log_->DurableTail().size, expected);
}

TEST_F(GroupCommitterTest, GivesAKnownEventOfTheGroupOnItsWayTheSameReceipt) {
  LeaveAGroupAtTheGate();
  Call& again = Submit(Registers({"y"}));
  SubmitAndAwaitJudged("u");
  log_->OpenGate();
  ledger::v1::Receipt expected = calls_[2].Accepted().receipts(0);
  expected.set_already_known(true);
  EXPECT_EQ(again.Accepted().receipts(0).SerializeAsString(), expected.SerializeAsString());
}

TEST_F(GroupCommitterTest, RefusesWhatCollidesWithTheGroupOnItsWay) {
  LeaveAGroupAtTheGate();
  Call& refused = Submit(RegistersAgain("y"));
  SubmitAndAwaitJudged("u");
  EXPECT_FALSE(refused.answered());
  log_->OpenGate();
  EXPECT_EQ(refused.Refusal(), ledger::v1::REASON_DUPLICATE_UNIT);
}

TEST_F(GroupCommitterTest, FailsWhatWasJudgedOnTopOfACommitThatDidNotHappen) {
  LeaveAGroupAtTheGate();
  Call& known = Submit(Registers({"y"}));
  SubmitAndAwaitJudged("u");
  log_->FailNextCommit({CommitOutcome::kNotCommitted, absl::ResourceExhaustedError("disk")});
  log_->OpenGate();
  EXPECT_EQ(calls_[1].Failure(), ledger::v1::REASON_DISK_RESERVE);
  EXPECT_EQ(known.Failure(), ledger::v1::REASON_DISK_RESERVE);
  EXPECT_EQ(calls_[4].Failure(), ledger::v1::REASON_DISK_RESERVE);
  for (Call& call : calls_) call.Wait();
  const ledger::v1::Accepted& accepted = Submit(Registers({"y"})).Accepted();
  EXPECT_FALSE(accepted.receipts(0).already_known());
  EXPECT_EQ(accepted.receipts(0).position() + 1, log_->DurableTail().size);
}

TEST_F(GroupCommitterTest, StopsWithEverythingThatWasJudgedWhenTheOutcomeIsUnknown) {
  LeaveAGroupAtTheGate();
  SubmitAndAwaitJudged("u");
  log_->FailNextCommit({CommitOutcome::kUnknown, absl::UnavailableError("sync failed")});
  log_->OpenGate();
  for (size_t i = 1; i < calls_.size(); ++i) {
    EXPECT_EQ(calls_[i].Failure(), ledger::v1::REASON_LEDGER_STOPPED);
  }
  sequencer_->Drain();
  EXPECT_EQ(stops_, 1);
  EXPECT_EQ(log_->commits().size(), 2u) << "nothing is tried after an unknown outcome";
}

TEST_F(GroupCommitterTest, DrainsByFinishingAllThatWasJudged) {
  LeaveAGroupAtTheGate();
  SubmitAndAwaitJudged("u");
  std::thread drain([this] { sequencer_->Drain(); });
  while (sequencer_->status().running) std::this_thread::yield();
  log_->OpenGate();
  drain.join();
  EXPECT_EQ(calls_[2].Accepted().receipts(0).position(), 3u);
  EXPECT_EQ(calls_[3].Accepted().receipts(0).position(), 4u);
  for (Call& call : calls_) EXPECT_TRUE(call.answered());
}

TEST_F(GroupCommitterTest, PreviewsWhenNothingIsOnItsWay) {
  LeaveAGroupAtTheGate();
  SubmitAndAwaitJudged("u");
  const ledger::v1::AppendRequest request = Registers({"previewed"});
  std::future<absl::StatusOr<PreviewAnswer>> answer = SubmitPreview(request);
  log_->OpenGate();
  const absl::StatusOr<PreviewAnswer> given = answer.get();
  ASSERT_TRUE(given.ok());
  EXPECT_EQ(given->decision.entries[0].header.position(), given->size);
  for (Call& call : calls_) call.Wait();
  EXPECT_LE(given->size, log_->DurableTail().size);
}

TEST_F(GroupCommitterTest, TellsOfAChangeOfPermissionsBeforeItAnswers) {
  LeaveAGroupAtTheGate();
  log_->OpenGate();
  for (Call& call : calls_) call.Wait();
  ledger::v1::AppendRequest request = Registers({"z"});
  event::v1::PermissionChanged& changed =
      *request.mutable_events(0)->mutable_content()->mutable_permission_changed();
  changed.set_principal("p");
  changed.set_person_id("p-2");
  changed.set_reason("test");
  changed.add_grants()->set_role(event::v1::ROLE_OFFICE);
  EXPECT_EQ(sequencer_->access()->permissions.Find("p"), nullptr);
  ledger::v1::AppendResponse response;
  std::promise<absl::Status> answered;
  AppendCommand command;
  command.request = &request;
  command.response = &response;
  command.poster.set_principal("ledger");
  command.route = Route::kLedger;
  command.done = [&](const absl::Status& status) { answered.set_value(status); };
  sequencer_->Submit(std::move(command));
  ASSERT_TRUE(answered.get_future().get().ok());
  EXPECT_TRUE(response.has_accepted()) << response.DebugString();
  EXPECT_NE(sequencer_->access()->permissions.Find("p"), nullptr);
}

}  // namespace
}  // namespace assessment::testing
