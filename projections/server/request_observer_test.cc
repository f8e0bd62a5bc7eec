#include "projections/server/request_observer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <sstream>
#include <utility>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "grpcpp/grpcpp.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/grpc_status.h"
#include "nlohmann/json.hpp"
#include "prometheus/text_serializer.h"

namespace assessment {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr char kTraceparent[] = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

// Answers every append with the same.
class FixedLedger final : public ledger::v1::LedgerService::CallbackService {
 public:
  grpc::ServerUnaryReactor* Append(grpc::CallbackServerContext* context,
                                   const ledger::v1::AppendRequest*,
                                   ledger::v1::AppendResponse* answer) override {
    *answer = response;
    grpc::ServerUnaryReactor* const reactor = context->DefaultReactor();
    if (during) during();
    reactor->Finish(status);
    return reactor;
  }

  grpc::Status status;
  ledger::v1::AppendResponse response;
  std::function<void()> during;
};

class RequestObserverTest : public ::testing::Test {
 protected:
  RequestObserverTest() {
    log_ = std::make_unique<DiagnosticLog>(Severity::kDebug, lines_);
    observer_ = std::make_unique<RequestObserver>(
        std::vector<std::string>{ledger::v1::LedgerService::service_full_name()}, &metrics_,
        log_.get(), [this] { return passed_micros_.load(); });
    grpc::ServerBuilder builder;
    int port = 0;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port);
    builder.RegisterService(&service_);
    std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> factories;
    factories.push_back(observer_->MakeFactory());
    builder.experimental().SetInterceptorCreators(std::move(factories));
    server_ = builder.BuildAndStart();
    channel_ =
        grpc::CreateChannel(absl::StrCat("127.0.0.1:", port), grpc::InsecureChannelCredentials());
  }

  // One append with the metadata; returns the id that came back.
  std::string Append(const std::vector<std::pair<std::string, std::string>>& metadata = {}) {
    const auto stub = ledger::v1::LedgerService::NewStub(channel_);
    grpc::ClientContext context;
    for (const auto& [name, value] : metadata) context.AddMetadata(name, value);
    ledger::v1::AppendRequest request;
    ledger::v1::AppendResponse response;
    (void)stub->Append(&context, request, &response);
    const auto& trailer = context.GetServerTrailingMetadata();
    const auto id = trailer.find("x-request-id");
    return id == trailer.end() ? "" : std::string(id->second.data(), id->second.size());
  }

  // What was counted, once the server and every call are over.
  std::string Counted() {
    End();
    return prometheus::TextSerializer().Serialize(metrics_.Collect());
  }
  // The lines written, once everything is over.
  std::vector<nlohmann::json> Lines() {
    End();
    std::vector<nlohmann::json> lines;
    std::istringstream text(lines_.str());
    for (std::string line; std::getline(text, line);) lines.push_back(nlohmann::json::parse(line));
    return lines;
  }
  void End() {
    if (server_ != nullptr) server_->Shutdown();
    server_.reset();
    observer_.reset();
    log_.reset();
  }

  std::atomic<int64_t> passed_micros_ = 0;
  Metrics metrics_;
  std::ostringstream lines_;
  std::unique_ptr<DiagnosticLog> log_;
  std::unique_ptr<RequestObserver> observer_;
  FixedLedger service_;
  std::unique_ptr<grpc::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

TEST_F(RequestObserverTest, ACallIsCountedAndTimedByMethodAndCode) {
  Append();
  Append();
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_QUEUE_FULL, "full"));
  Append();
  EXPECT_THAT(
      Counted(),
      AllOf(HasSubstr("ledgerd_requests_total{code=\"OK\",method=\"Append\",service="
                      "\"LedgerService\"} 2\n"),
            HasSubstr("ledgerd_requests_total{code=\"RESOURCE_EXHAUSTED\",method=\"Append\","
                      "service=\"LedgerService\"} 1\n"),
            HasSubstr("ledgerd_request_duration_seconds_count{method=\"Append\",service="
                      "\"LedgerService\"} 3\n"),
            HasSubstr("ledgerd_requests_in_flight 0\n")));
}

TEST_F(RequestObserverTest, ACallUnderWayIsInFlight) {
  std::string seen;
  service_.during = [this, &seen] {
    seen = prometheus::TextSerializer().Serialize(metrics_.Collect());
  };
  Append();
  EXPECT_THAT(seen, HasSubstr("ledgerd_requests_in_flight 1\n"));
}

TEST_F(RequestObserverTest, ARefusedCallIsCountedByItsReason) {
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_QUEUE_FULL, "full"));
  Append();
  EXPECT_THAT(Counted(), HasSubstr("ledgerd_refusals_total{method=\"Append\",reason=\"REASON_QUEUE_"
                                   "FULL\",service=\"LedgerService\"} 1\n"));
}

TEST_F(RequestObserverTest, RefusalsInsideAnAppendAnswerAreCountedOneByOne) {
  ledger::v1::Refused& refused = *service_.response.mutable_refused();
  refused.add_refusals()->set_reason(ledger::v1::REASON_UNKNOWN_UNIT);
  refused.add_refusals()->set_reason(ledger::v1::REASON_UNKNOWN_UNIT);
  refused.add_refusals()->set_reason(ledger::v1::REASON_FIELD_MISSING);
  Append();
  EXPECT_THAT(Counted(), AllOf(HasSubstr("reason=\"REASON_UNKNOWN_UNIT\",service="
                                         "\"LedgerService\"} 2\n"),
                               HasSubstr("reason=\"REASON_FIELD_MISSING\",service="
                                         "\"LedgerService\"} 1\n"),
                               HasSubstr("code=\"OK\",method=\"Append\"")));
}

TEST_F(RequestObserverTest, MethodsThatAreNotServedShareOneSeries) {
  const auto stub = ledger::v1::AccessService::NewStub(channel_);
  grpc::ClientContext context;
  ledger::v1::CreatePrincipalRequest request;
  ledger::v1::CreatePrincipalResponse response;
  EXPECT_EQ(stub->CreatePrincipal(&context, request, &response).error_code(),
            grpc::StatusCode::UNIMPLEMENTED);
  EXPECT_THAT(Counted(), AllOf(HasSubstr("method=\"other\",service=\"other\"} 1\n"),
                               Not(HasSubstr("CreatePrincipal"))));
}

TEST_F(RequestObserverTest, AGivenRequestIdComesBack) {
  EXPECT_EQ(Append({{"x-request-id", "import-2027.01_31-7"}}), "import-2027.01_31-7");
}

TEST_F(RequestObserverTest, ACallWithoutAnIdOrWithAStrangeOneGetsItsOwn) {
  const std::string first = Append();
  const std::string second = Append({{"x-request-id", "two words\"}"}});
  const std::string third = Append({{"x-request-id", std::string(65, 'a')}});
  for (const std::string& id : {first, second, third}) EXPECT_TRUE(IsRequestId(id)) << id;
  EXPECT_NE(first, second);
  EXPECT_NE(second, third);
}

TEST_F(RequestObserverTest, AFailedCallIsToldWithItsIdsAndWithoutWhatItSaid) {
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_QUEUE_FULL, "\"张三\" has 9 open"));
  Append({{"x-request-id", "id-1"},
          {"traceparent", kTraceparent},
          {"authorization", "Bearer secret-token"}});
  const std::vector<nlohmann::json> lines = Lines();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["event"], "request_failed");
  EXPECT_EQ(lines[0]["severity"], "warning");
  EXPECT_EQ(lines[0]["service"], "LedgerService");
  EXPECT_EQ(lines[0]["method"], "Append");
  EXPECT_EQ(lines[0]["code"], "RESOURCE_EXHAUSTED");
  EXPECT_EQ(lines[0]["reason"], "REASON_QUEUE_FULL");
  EXPECT_EQ(lines[0]["request_id"], "id-1");
  EXPECT_EQ(lines[0]["traceparent"], kTraceparent);
  EXPECT_THAT(lines_.str(), AllOf(Not(HasSubstr("张三")), Not(HasSubstr("secret-token"))));
}

TEST_F(RequestObserverTest, AFaultOfTheServerIsAnErrorWithItsMessage) {
  service_.status = ToGrpcStatus(absl::DataLossError("table 000012.sst is damaged"));
  Append();
  const std::vector<nlohmann::json> lines = Lines();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["severity"], "error");
  EXPECT_EQ(lines[0]["message"], "table 000012.sst is damaged");
}

TEST_F(RequestObserverTest, FaultsOfTheServerAreCountedApartFromRefusals) {
  EXPECT_THAT(prometheus::TextSerializer().Serialize(metrics_.Collect()),
              HasSubstr("ledgerd_server_faults_total 0\n"));
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_QUEUE_FULL, "full"));
  Append();
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_LEDGER_STOPPED, "unknown"));
  Append();
  service_.status = ToGrpcStatus(absl::InternalError("odd"));
  Append();
  EXPECT_THAT(Counted(), HasSubstr("ledgerd_server_faults_total 2\n"));
}

TEST_F(RequestObserverTest, AnAnsweredCallIsToldAtTheLowestLevelOnly) {
  Append();
  const std::vector<nlohmann::json> lines = Lines();
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0]["event"], "request_answered");
  EXPECT_EQ(lines[0]["severity"], "debug");
}

TEST_F(RequestObserverTest, AFloodOfFailedCallsIsToldInPartAndItsRestCounted) {
  service_.status = ToGrpcStatus(ReasonError(ledger::v1::REASON_UNAUTHENTICATED, "who"));
  for (int i = 0; i < 130; ++i) Append();
  passed_micros_ += 1'000'000;
  Append();
  int told = 0;
  uint64_t left_out = 0;
  for (const nlohmann::json& line : Lines()) {
    if (line["event"] == "request_failed") ++told;
    if (line["event"] == "request_lines_left_out") left_out += line["lines"].get<uint64_t>();
  }
  EXPECT_EQ(told, 101);
  EXPECT_EQ(left_out, 30u);
}

TEST(RequestId, IsShortAndPlain) {
  EXPECT_TRUE(IsRequestId("a"));
  EXPECT_TRUE(IsRequestId(std::string(64, 'Z')));
  for (const char* bad : {"", "a b", "a\"", "a/b", "考核", "a\n"}) EXPECT_FALSE(IsRequestId(bad));
  EXPECT_FALSE(IsRequestId(std::string(65, 'a')));
}

TEST(Traceparent, HasTheFormOfTraceContext) {
  EXPECT_TRUE(IsTraceparent(kTraceparent));
  for (const char* bad : {
           "",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
           "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
           "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
           "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
           "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0g",
       }) {
    EXPECT_FALSE(IsTraceparent(bad)) << bad;
  }
}

}  // namespace
}  // namespace assessment
