#include "clients/bench/ledger_callers.h"

#include <functional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "clients/bench/stage.h"

namespace assessment::bench {
namespace {

using LedgerMethods = ledger::v1::LedgerService::StubInterface::async_interface;
using AssessmentMethods = projections::v1::AssessmentService::StubInterface::async_interface;

// A caller of one method of `stub`.
template <typename Stub, typename Methods, typename Request, typename Response, typename Check>
std::unique_ptr<Caller> CallerOf(const LedgerClient& connection, std::unique_ptr<Stub> stub,
                                 void (Methods::*method)(grpc::ClientContext*, const Request*,
                                                         Response*,
                                                         std::function<void(grpc::Status)>),
                                 MakeRequest<Request> make, Check check) {
  GrpcMethod<Request, Response> called;
  called.begin = [&connection, stub = std::shared_ptr<Stub>(std::move(stub)), method](
                     grpc::ClientContext* context, const Request* request, Response* response,
                     std::function<void(grpc::Status)> done) {
    connection.Prepare(*context);
    (stub->async()->*method)(context, request, response, std::move(done));
  };
  called.make = std::move(make);
  called.check = std::move(check);
  return std::make_unique<GrpcCaller<Request, Response>>(std::move(called));
}

// The size of an answer is looked at, so that no answer is taken for one that is empty.
template <typename Response>
absl::Status NotEmpty(const Response& response) {
  return response.ByteSizeLong() > 0 ? absl::OkStatus() : absl::InternalError("an empty answer");
}

}  // namespace

std::unique_ptr<Caller> AppendCaller(const LedgerClient& connection,
                                     MakeRequest<ledger::v1::AppendRequest> make) {
  return CallerOf(connection, ledger::v1::LedgerService::NewStub(connection.channel()),
                  &LedgerMethods::Append, std::move(make), Accepted);
}

std::unique_ptr<Caller> SheetCaller(const LedgerClient& connection,
                                    MakeRequest<projections::v1::GetScoreSheetRequest> make) {
  return CallerOf(connection, projections::v1::AssessmentService::NewStub(connection.channel()),
                  &AssessmentMethods::GetScoreSheet, std::move(make),
                  NotEmpty<projections::v1::GetScoreSheetResponse>);
}

std::unique_ptr<Caller> ExplanationCaller(const LedgerClient& connection,
                                          MakeRequest<projections::v1::ExplainScoreRequest> make) {
  return CallerOf(connection, projections::v1::AssessmentService::NewStub(connection.channel()),
                  &AssessmentMethods::ExplainScore, std::move(make),
                  NotEmpty<projections::v1::ExplainScoreResponse>);
}

std::unique_ptr<Caller> RankingCaller(const LedgerClient& connection, uint64_t units,
                                      MakeRequest<projections::v1::ListScoresRequest> make) {
  return CallerOf(connection, projections::v1::AssessmentService::NewStub(connection.channel()),
                  &AssessmentMethods::ListScores, std::move(make),
                  [units](const projections::v1::ListScoresResponse& response) {
                    const auto ranked = static_cast<uint64_t>(response.scores_size());
                    if (ranked == units) return absl::OkStatus();
                    return absl::InternalError(absl::StrCat(
                        "a ranking of ", ranked, " units where ", units, " are assessed"));
                  });
}

}  // namespace assessment::bench
