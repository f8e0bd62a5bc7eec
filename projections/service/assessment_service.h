#ifndef PROJECTIONS_SERVICE_ASSESSMENT_SERVICE_H_
#define PROJECTIONS_SERVICE_ASSESSMENT_SERVICE_H_

#include <utility>

#include "assessment/projections/v1/assessment_service.grpc.pb.h"
#include "projections/service/query_call.h"

namespace assessment {

// assessment.projections.v1.AssessmentService: scores, vetoes and trails; see queries.h.
class AssessmentService final : public projections::v1::AssessmentService::CallbackService {
 public:
  explicit AssessmentService(QueryServiceOptions options) : options_(std::move(options)) {}

  grpc::ServerUnaryReactor* GetScoreSheet(
      grpc::CallbackServerContext* context, const projections::v1::GetScoreSheetRequest* request,
      projections::v1::GetScoreSheetResponse* response) override;
  grpc::ServerUnaryReactor* ExplainScore(grpc::CallbackServerContext* context,
                                         const projections::v1::ExplainScoreRequest* request,
                                         projections::v1::ExplainScoreResponse* response) override;
  grpc::ServerUnaryReactor* ListScores(grpc::CallbackServerContext* context,
                                       const projections::v1::ListScoresRequest* request,
                                       projections::v1::ListScoresResponse* response) override;
  grpc::ServerUnaryReactor* GetVetoStatus(
      grpc::CallbackServerContext* context, const projections::v1::GetVetoStatusRequest* request,
      projections::v1::GetVetoStatusResponse* response) override;
  grpc::ServerUnaryReactor* GetAuditTrail(
      grpc::CallbackServerContext* context, const projections::v1::GetAuditTrailRequest* request,
      projections::v1::GetAuditTrailResponse* response) override;
  grpc::ServerUnaryReactor* CompareScores(
      grpc::CallbackServerContext* context, const projections::v1::CompareScoresRequest* request,
      projections::v1::CompareScoresResponse* response) override;
  grpc::ServerUnaryReactor* ListOpenQuestions(
      grpc::CallbackServerContext* context,
      const projections::v1::ListOpenQuestionsRequest* request,
      projections::v1::ListOpenQuestionsResponse* response) override;
  grpc::ServerUnaryReactor* GetAccident(grpc::CallbackServerContext* context,
                                        const projections::v1::GetAccidentRequest* request,
                                        projections::v1::GetAccidentResponse* response) override;

 private:
  const QueryServiceOptions options_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_ASSESSMENT_SERVICE_H_
