#include "clients/bench/ledger_callers.h"

#include <gtest/gtest.h>

#include <string>

#include "clients/bench/stage.h"
#include "clients/bench/workload.h"
#include "clients/cpp/testing/fake_ledger.h"

namespace assessment::bench {
namespace {

// Appends one event a call, named by the client and the call.
MakeRequest<ledger::v1::AppendRequest> NamedAppends(const std::string& client) {
  return [client](uint64_t call, ledger::v1::AppendRequest& request) {
    if (request.events().empty()) request.add_events()->set_ledger("141100");
    request.mutable_events(0)->set_idempotency_key(client + std::to_string(call));
  };
}

ClientOptions WithToken() {
  ClientOptions options;
  options.token = "secret";
  return options;
}

class AppendCallerTest : public ::testing::Test {
 protected:
  Workload Appending(int clients) {
    Workload workload;
    for (int client = 0; client < clients; ++client) {
      workload.callers.push_back(
          AppendCaller(connection_, NamedAppends(std::string(1, static_cast<char>('a' + client)))));
    }
    return workload;
  }

  FakeLedger fake_;
  LedgerClient connection_{fake_.channel(), WithToken()};
};

TEST_F(AppendCallerTest, MakesEachRequestOutOfTheOneBefore) {
  const Workload workload = Appending(1);
  for (int call = 0; call < 3; ++call) ASSERT_TRUE(TimeOneCall(workload).ok());
  ASSERT_EQ(fake_.events().size(), 3u);
  EXPECT_EQ(fake_.events()[2].ledger(), "141100");
  EXPECT_EQ(fake_.events()[2].idempotency_key(), "a2");
}

TEST_F(AppendCallerTest, SendsTheTokenOfItsConnection) {
  ASSERT_TRUE(TimeOneCall(Appending(1)).ok());
  EXPECT_EQ(fake_.authorization(), "Bearer secret");
}

TEST_F(AppendCallerTest, CallsAgainWhereTheAnswerArrives) {
  const Workload workload = Appending(8);
  const absl::StatusOr<Measured> measured =
      RunWorkload(workload, {.duration = std::chrono::milliseconds(100)});
  ASSERT_TRUE(measured.ok()) << measured.status();
  EXPECT_GE(measured->latencies.count(), 8u);
  EXPECT_EQ(measured->latencies.count(), fake_.events().size());
}

TEST_F(AppendCallerTest, ReturnsTheFirstFailureWithoutAnotherTry) {
  fake_.FailNextAppend(FakeLedger::Trouble::kFailBefore,
                       grpc::Status(grpc::StatusCode::UNAVAILABLE, "connection reset"));
  EXPECT_EQ(TimeOneCall(Appending(1)).status(), absl::UnavailableError("connection reset"));
  EXPECT_EQ(fake_.append_calls(), 1);
}

TEST(Accepted, TakesARefusalForAFailure) {
  ledger::v1::AppendResponse response;
  response.mutable_refused();
  EXPECT_EQ(Accepted(response).code(), absl::StatusCode::kFailedPrecondition);
}

}  // namespace
}  // namespace assessment::bench
