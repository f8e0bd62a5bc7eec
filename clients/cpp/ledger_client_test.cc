#include "clients/cpp/ledger_client.h"

#include <grpcpp/server_posix.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <memory>
#include <string>
#include <thread>

#include "clients/cpp/idempotency_key.h"
#include "clients/cpp/rpc_error.h"
#include "clients/cpp/testing/fake_ledger.h"
#include "grpcpp/server_builder.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

using std::chrono::milliseconds;

ClientOptions QuickOptions() {
  ClientOptions options;
  options.token = "secret";
  options.call_timeout = milliseconds(5000);
  options.retry = {
      .attempts_max = 4, .first_wait = milliseconds(1), .longest_wait = milliseconds(4)};
  return options;
}

ledger::v1::AppendRequest OneEvent() {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event.set_ledger("141100");
  event.set_source("test");
  event.set_idempotency_key(NewIdempotencyKey());
  return request;
}

const grpc::Status kUnavailable(grpc::StatusCode::UNAVAILABLE, "connection reset");

// A socket that takes connections on loopback before anybody serves them.
class SlowListener {
 public:
  SlowListener() : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    CHECK(bind(socket_, reinterpret_cast<sockaddr*>(&address), size) == 0);
    CHECK(listen(socket_, 8) == 0);
    CHECK(getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    port_ = ntohs(address.sin_port);
  }
  ~SlowListener() { close(socket_); }

  std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  // Gives the next connection to `server`.
  void Serve(grpc::Server& server) {
    const int connection = accept4(socket_, nullptr, nullptr, SOCK_NONBLOCK);
    CHECK(connection >= 0);
    grpc::AddInsecureChannelFromFd(&server, connection);
  }

 private:
  const int socket_;
  int port_ = 0;
};

TEST(LedgerClient, WaitsForAServerThatIsSlowToAnswerAConnection) {
  FakeLedger fake;
  grpc::ServerBuilder builder;
  builder.RegisterService(&fake);
  const std::unique_ptr<grpc::Server> server = builder.BuildAndStart();
  SlowListener listener;
  std::thread serving([&listener, &server] {
    std::this_thread::sleep_for(milliseconds(500));
    listener.Serve(*server);
  });
  ClientOptions options = QuickOptions();
  options.address = listener.address();
  options.retry.attempts_max = 1;
  EXPECT_TRUE(LedgerClient(options).Append(OneEvent()).ok());
  serving.join();
}

TEST(LedgerClient, SendsTheTokenAsBearer) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  ASSERT_TRUE(client.Append(OneEvent()).ok());
  EXPECT_EQ(fake.authorization(), "Bearer secret");
}

TEST(LedgerClient, AppendsAgainWhileTheServerIsUnavailable) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  for (int i = 0; i < 3; ++i) fake.FailNextAppend(FakeLedger::Trouble::kFailBefore, kUnavailable);
  const auto response = client.Append(OneEvent());
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(fake.append_calls(), 4);
  EXPECT_EQ(fake.events().size(), 1u);
}

TEST(LedgerClient, AppendsOnceWhenTheAnswerIsLost) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  fake.FailNextAppend(FakeLedger::Trouble::kLoseAnswer, kUnavailable);
  const auto response = client.Append(OneEvent());
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->accepted().receipts(0).already_known());
  EXPECT_EQ(fake.events().size(), 1u);
}

TEST(LedgerClient, AppendsAgainWhenTheDeadlinePassed) {
  FakeLedger fake;
  ClientOptions options = QuickOptions();
  options.call_timeout = milliseconds(200);
  LedgerClient client(fake.channel(), options);
  fake.FailNextAppend(FakeLedger::Trouble::kNeverAnswer);
  const auto response = client.Append(OneEvent());
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->accepted().receipts(0).already_known());
}

TEST(LedgerClient, AppendsAgainWhenTheQueueIsFull) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  fake.FailNextAppend(FakeLedger::Trouble::kFailBefore,
                      FailureWithReason(grpc::StatusCode::RESOURCE_EXHAUSTED,
                                        ledger::v1::REASON_QUEUE_FULL, "10000 commands wait"));
  EXPECT_TRUE(client.Append(OneEvent()).ok());
  EXPECT_EQ(fake.append_calls(), 2);
}

TEST(LedgerClient, GivesUpAfterTheLastTryAndSaysThatTheOutcomeIsOpen) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  for (int i = 0; i < 4; ++i) fake.FailNextAppend(FakeLedger::Trouble::kLoseAnswer, kUnavailable);
  const auto response = client.Append(OneEvent());
  EXPECT_EQ(response.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_NE(response.status().message().find("after 4 tries it is not known"),
            absl::string_view::npos)
      << response.status();
  EXPECT_EQ(fake.append_calls(), 4);
}

TEST(LedgerClient, DoesNotRepeatAnAppendThatTheServerWillNeverTake) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  fake.FailNextAppend(FakeLedger::Trouble::kFailBefore,
                      FailureWithReason(grpc::StatusCode::UNAUTHENTICATED,
                                        ledger::v1::REASON_UNAUTHENTICATED, "no such token"));
  const auto response = client.Append(OneEvent());
  EXPECT_EQ(DescribeRpcError(response.status()).reason, ledger::v1::REASON_UNAUTHENTICATED);
  EXPECT_EQ(response.status().message(), "no such token");
  EXPECT_EQ(fake.append_calls(), 1);
}

TEST(LedgerClient, GivesReasonAndFieldsOfAFailedQuery) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  const RpcError error = DescribeRpcError(client.Read({}).status());
  EXPECT_EQ(error.reason, ledger::v1::REASON_FIELD_INVALID);
  ASSERT_EQ(error.fields.size(), 1u);
  EXPECT_EQ(error.fields[0].field, "page_size");
}

TEST(LedgerClient, SubscriptionResumesAtTheNextPositionAfterALostStream) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  for (int i = 0; i < 10; ++i) ASSERT_TRUE(client.Append(OneEvent()).ok());
  fake.EndNextStream(3, kUnavailable);
  fake.EndNextStream(0, kUnavailable);
  fake.EndNextStream(4, grpc::Status::OK);
  std::vector<uint64_t> positions;
  const absl::Status status =
      client.Subscribe({}, [&positions](const ledger::v1::SubscribeResponse& message) {
        if (message.has_event()) positions.push_back(message.event().header().position());
        return positions.size() < 10;
      });
  EXPECT_TRUE(status.ok()) << status;
  EXPECT_EQ(positions, std::vector<uint64_t>({0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(fake.streams(), 4);
}

TEST(LedgerClient, SubscriptionGivesUpWhenNothingArrives) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  ASSERT_TRUE(client.Append(OneEvent()).ok());
  for (int i = 0; i < 4; ++i) fake.EndNextStream(0, kUnavailable);
  const absl::Status status =
      client.Subscribe({}, [](const ledger::v1::SubscribeResponse&) { return true; });
  EXPECT_EQ(status.code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(fake.streams(), 4);
}

TEST(LedgerClient, SubscriptionEndsAtOnceWhenRefused) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  ASSERT_TRUE(client.Append(OneEvent()).ok());
  fake.EndNextStream(0, grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "no"));
  const absl::Status status =
      client.Subscribe({}, [](const ledger::v1::SubscribeResponse&) { return true; });
  EXPECT_EQ(status.code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(fake.streams(), 1);
}

TEST(LedgerClient, SubscriptionStopsFromAnotherThread) {
  FakeLedger fake;
  LedgerClient client(fake.channel(), QuickOptions());
  SubscriptionStop stop;
  std::thread stopper([&stop] {
    std::this_thread::sleep_for(milliseconds(50));
    stop.Stop();
  });
  const absl::Status status = client.Subscribe(
      {}, [](const ledger::v1::SubscribeResponse&) { return true; }, &stop);
  stopper.join();
  EXPECT_TRUE(status.ok()) << status;
}

}  // namespace
}  // namespace assessment
