// Subscribe: what there is, then what comes, from any position, across restarts.

#include <memory>
#include <optional>
#include <thread>

#include "absl/strings/str_cat.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

// One open subscription.
class Follower {
 public:
  Follower(ledger::v1::LedgerService::Stub& stub, const std::string& token, uint64_t from,
           const ledger::v1::EventFilter& filter = {})
      : call_(token) {
    ledger::v1::SubscribeRequest request;
    request.set_ledger(kLedger);
    request.set_from_position(from);
    *request.mutable_filter() = filter;
    reader_ = stub.Subscribe(&call_, request);
  }
  ~Follower() {
    call_.TryCancel();
    Finish();
  }

  // The next message; nothing when the stream has ended.
  std::optional<ledger::v1::SubscribeResponse> Next() {
    ledger::v1::SubscribeResponse message;
    if (!reader_->Read(&message)) return std::nullopt;
    return message;
  }
  // Position of the next event, passing over progress.
  std::optional<uint64_t> NextEvent() {
    for (;;) {
      const auto message = Next();
      if (!message.has_value()) return std::nullopt;
      if (message->has_event()) return message->event().header().position();
    }
  }
  grpc::Status Finish() {
    if (!finished_.has_value()) {
      while (Next().has_value()) {
      }
      finished_ = reader_->Finish();
    }
    return *finished_;
  }

 private:
  Call call_;
  std::unique_ptr<grpc::ClientReader<ledger::v1::SubscribeResponse>> reader_;
  std::optional<grpc::Status> finished_;
};

class SubscribeTest : public DurableServerTest {
 protected:
  SubscribeTest() {
    std::vector<event::v1::Event> units;
    for (int i = 0; i < 500; ++i) {
      units.push_back(UnitRegistered(absl::StrCat("u", i), absl::StrCat("unit-", i)));
    }
    MustAppend(units);
  }
};

TEST_F(SubscribeTest, CatchesUpThenFollowsLiveWithoutGapOrRepetition) {
  Follower follower(ledger(), office(), 0);
  std::thread writer([this] {
    for (int i = 0; i < 100; ++i) MustAppend({MetricReported("u1", i, absl::StrCat("live-", i))});
  });
  for (uint64_t position = 0; position < 601; ++position) {
    ASSERT_EQ(follower.NextEvent(), position);
  }
  writer.join();
}

TEST_F(SubscribeTest, TellsALiveEventSoonAfterItIsDurable) {
  Follower follower(ledger(), office(), 501);
  const auto begin = std::chrono::steady_clock::now();
  MustAppend({MetricReported("u1", 1, "live")});
  EXPECT_EQ(follower.NextEvent(), 501u);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST_F(SubscribeTest, ResumesAtThePositionReachedAfterARestart) {
  uint64_t reached = 0;
  {
    Follower follower(ledger(), office(), 0);
    while (reached < 250) {
      ASSERT_EQ(follower.NextEvent(), reached);
      ++reached;
    }
  }
  Restart();
  MustAppend({MetricReported("u1", 1, "after-restart")});
  Follower follower(ledger(), office(), reached);
  for (; reached < 502; ++reached) ASSERT_EQ(follower.NextEvent(), reached);
}

TEST_F(SubscribeTest, EndsWithAReasonToComeBackWhenTheServerDrains) {
  Follower follower(ledger(), office(), 501);
  std::thread shutdown([this] { EXPECT_TRUE(server().Shutdown().ok()); });
  const grpc::Status status = follower.Finish();
  shutdown.join();
  EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAVAILABLE) << status.error_message();
  EXPECT_EQ(ReasonIn(status), ledger::v1::REASON_SHUTTING_DOWN);
}

TEST_F(SubscribeTest, SaysHowFarItLookedWhenNothingMatches) {
  ledger::v1::EventFilter filter;
  filter.set_cycle("none");
  Follower follower(ledger(), office(), 0, filter);
  const auto message = follower.Next();
  ASSERT_TRUE(message.has_value());
  EXPECT_EQ(message->progress_position(), 501u);
}

TEST_F(SubscribeTest, GivesOnlyWhatMatches) {
  ledger::v1::EventFilter filter;
  filter.add_units("u7");
  Follower follower(ledger(), office(), 0, filter);
  EXPECT_EQ(follower.NextEvent(), 8u);
  MustAppend({MetricReported("u6", 1, "other"), MetricReported("u7", 1, "own")});
  EXPECT_EQ(follower.NextEvent(), 502u);
}

TEST_F(SubscribeTest, EndsWhenThePrincipalIsRevoked) {
  const std::string token = MakePrincipal("reader");
  ASSERT_TRUE(Grant("reader", event::v1::ROLE_AUDITOR).ok());
  Follower follower(ledger(), token, 502);
  ledger::v1::RevokePrincipalRequest request;
  request.set_principal("reader");
  ledger::v1::RevokePrincipalResponse response;
  Call call(administrator());
  ASSERT_TRUE(access().RevokePrincipal(&call, request, &response).ok());
  EXPECT_EQ(ReasonIn(follower.Finish()), ledger::v1::REASON_UNAUTHENTICATED);
}

TEST_F(SubscribeTest, EndsWhenTheGrantIsTakenAway) {
  const std::string token = MakePrincipal("reader");
  ASSERT_TRUE(Grant("reader", event::v1::ROLE_AUDITOR).ok());
  Follower follower(ledger(), token, 502);
  ledger::v1::PrincipalPermissions nothing;
  nothing.set_principal("reader");
  nothing.set_reason("moved to another office");
  ASSERT_TRUE(SetPermissions(nothing).ok());
  EXPECT_EQ(ReasonIn(follower.Finish()), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(SubscribeTest, RefusesAPositionThatTheLogHasNotReached) {
  Follower follower(ledger(), office(), 502);
  EXPECT_EQ(ReasonIn(follower.Finish()), ledger::v1::REASON_SIZE_NOT_REACHED);
}

TEST_F(SubscribeTest, RefusesMoreStreamsThanOnePrincipalMayOpen) {
  std::vector<std::unique_ptr<Follower>> open;
  for (int i = 0; i < 100; ++i) {
    open.push_back(std::make_unique<Follower>(ledger(), office(), 0));
    ASSERT_TRUE(open.back()->Next().has_value());
  }
  Follower beyond(ledger(), office(), 0);
  EXPECT_EQ(ReasonIn(beyond.Finish()), ledger::v1::REASON_QUEUE_FULL);
}

}  // namespace
}  // namespace assessment::testing
