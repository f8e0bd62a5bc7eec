// The deadline clerk of a real server: every step once, whoever and whenever.

#include <gmock/gmock.h>

#include <chrono>
#include <thread>

#include "assessment/projections/v1/deadline_service.grpc.pb.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class DeadlinesTest : public DurableServerTest {
 protected:
  event::v1::Event Finished(EventContent content) {
    content.set_late_reason("a test of a year long past");
    return MakeEvent(std::move(content), std::to_string(++keys_), "field-app");
  }
  void Post(const EventContent& content) { MustAppend({Finished(content)}); }

  std::unique_ptr<projections::v1::DeadlineService::Stub> Deadlines() {
    return projections::v1::DeadlineService::NewStub(channel());
  }
  grpc::Status Run(const std::string& token, projections::v1::RunClerkResponse& response,
                   const std::optional<event::v1::CivilDate>& until = std::nullopt) {
    projections::v1::RunClerkRequest request;
    request.set_ledger(kLedger);
    if (until.has_value()) *request.mutable_until() = *until;
    Call call(token);
    response.Clear();
    return Deadlines()->RunClerk(&call, request, &response);
  }
  // Steps in the log, by whom.
  std::vector<std::string> Steps() {
    std::vector<std::string> steps;
    for (const ledger::v1::RecordedEvent& event : ReadAll()) {
      const event::v1::EventContent& content = event.body().event().content();
      if (content.has_overdue_recorded()) steps.push_back(event.body().event().source());
    }
    return steps;
  }
  // Waits until the clerk has by itself recorded as many steps.
  void AwaitSteps(size_t count) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (Steps().size() < count && std::chrono::steady_clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
    EXPECT_EQ(Steps().size(), count);
  }

  int keys_ = 0;
};

TEST_F(DeadlinesTest, TheClerkRecordsByItselfWhatHasFallenDue) {
  Post(UnitRegistered("unit-1"));
  Post(MatterOpened("m", "unit-1"));
  AwaitSteps(1);
  EXPECT_EQ(Steps(), std::vector<std::string>{"deadline-clerk"});
}

TEST_F(DeadlinesTest, EveryStepIsRecordedOnceAcrossRunsAndRestarts) {
  Post(UnitRegistered("unit-1"));
  Post(MatterOpened("m", "unit-1"));
  projections::v1::RunClerkResponse response;
  const grpc::Status first = Run(office(), response);
  ASSERT_TRUE(first.ok()) << first.error_message();
  AwaitSteps(1);
  Restart();
  ASSERT_TRUE(Run(office(), response).ok());
  EXPECT_EQ(response.recorded_size(), 0);
  EXPECT_EQ(Steps().size(), 1u);
}

TEST_F(DeadlinesTest, AStepThatAnotherSystemPostedIsTakenAsDone) {
  Post(UnitRegistered("unit-1"));
  MustAppend(
      {Finished(MatterOpened("m", "unit-1")), Finished(MatterOverdue("m", DueBy(2022, 6, 30)))});
  projections::v1::RunClerkResponse response;
  ASSERT_TRUE(Run(office(), response).ok());
  EXPECT_EQ(response.recorded_size(), 0);
  EXPECT_EQ(Steps(), std::vector<std::string>{"field-app"});
}

TEST_F(DeadlinesTest, WhileThePauseLastsNothingIsRecordedAndAllSeeIt) {
  Post(UnitRegistered("unit-1"));
  Post(ClerkPaused());
  Post(MatterOpened("m", "unit-1"));
  projections::v1::RunClerkResponse response;
  EXPECT_EQ(ReasonIn(Run(office(), response)), ledger::v1::REASON_CLERK_STATE);
  projections::v1::GetClerkStatusRequest request;
  request.set_ledger(kLedger);
  projections::v1::GetClerkStatusResponse status;
  Call call(office());
  ASSERT_TRUE(Deadlines()->GetClerkStatus(&call, request, &status).ok());
  EXPECT_TRUE(status.paused());
  EXPECT_FALSE(status.pause_reason().empty());
  EXPECT_EQ(status.steps_waiting(), 1u);
  EXPECT_TRUE(Steps().empty());
  Post(ClerkResumed());
  AwaitSteps(1);
}

TEST_F(DeadlinesTest, OnlyTheOfficeLetsTheClerkWorkAndNotInTheFuture) {
  ledger::v1::Principal body;
  body.set_principal("body");
  body.set_person_id("p-body");
  body.set_unit("bureau");
  const std::string token = MakePrincipal(body);
  ASSERT_TRUE(Grant("body", event::v1::ROLE_AUDITOR).ok());
  projections::v1::RunClerkResponse response;
  EXPECT_EQ(ReasonIn(Run(token, response)), ledger::v1::REASON_PERMISSION_DENIED);
  EXPECT_EQ(ReasonIn(Run(office(), response, Date(2999, 1, 1))), ledger::v1::REASON_TIME_IN_FUTURE);
  EXPECT_EQ(ReasonIn(Run(office(), response, Date(2022, 2, 30))), ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(DeadlinesTest, AMatterIsShownAsOneChain) {
  Post(UnitRegistered("unit-1"));
  MustAppend({Finished(MatterOpened("m", "unit-1")), Finished(LetterIssued({"unit-1"}, {"m"}))});
  projections::v1::RunClerkResponse recorded;
  ASSERT_TRUE(Run(office(), recorded).ok());
  AwaitSteps(1);
  projections::v1::ListMattersRequest request;
  request.set_ledger(kLedger);
  request.set_matter("m");
  projections::v1::ListMattersResponse response;
  Call call(office());
  ASSERT_TRUE(Deadlines()->ListMatters(&call, request, &response).ok());
  ASSERT_EQ(response.matters_size(), 1);
  EXPECT_TRUE(response.matters(0).overdue());
  ASSERT_EQ(response.matters(0).chain_size(), 3) << "opened, letter, late";
  EXPECT_EQ(response.matters(0).chain(2).event_type(), event::v1::EVENT_TYPE_OVERDUE_RECORDED);
  request.set_matter("nothing");
  Call unknown(office());
  EXPECT_EQ(ReasonIn(Deadlines()->ListMatters(&unknown, request, &response)),
            ledger::v1::REASON_NOT_FOUND);
}

}  // namespace
}  // namespace assessment::testing
