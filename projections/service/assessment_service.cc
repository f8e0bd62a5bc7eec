#include "projections/service/assessment_service.h"

#include "projections/service/queries.h"

namespace assessment {

grpc::ServerUnaryReactor* AssessmentService::GetScoreSheet(
    grpc::CallbackServerContext* context, const projections::v1::GetScoreSheetRequest* request,
    projections::v1::GetScoreSheetResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::GetScoreSheet);
}

grpc::ServerUnaryReactor* AssessmentService::ExplainScore(
    grpc::CallbackServerContext* context, const projections::v1::ExplainScoreRequest* request,
    projections::v1::ExplainScoreResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ExplainScore);
}

grpc::ServerUnaryReactor* AssessmentService::ListScores(
    grpc::CallbackServerContext* context, const projections::v1::ListScoresRequest* request,
    projections::v1::ListScoresResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListScores);
}

grpc::ServerUnaryReactor* AssessmentService::GetVetoStatus(
    grpc::CallbackServerContext* context, const projections::v1::GetVetoStatusRequest* request,
    projections::v1::GetVetoStatusResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::GetVetoStatus);
}

grpc::ServerUnaryReactor* AssessmentService::GetAuditTrail(
    grpc::CallbackServerContext* context, const projections::v1::GetAuditTrailRequest* request,
    projections::v1::GetAuditTrailResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::GetAuditTrail);
}

grpc::ServerUnaryReactor* AssessmentService::CompareScores(
    grpc::CallbackServerContext* context, const projections::v1::CompareScoresRequest* request,
    projections::v1::CompareScoresResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::CompareScores);
}

grpc::ServerUnaryReactor* AssessmentService::ListOpenQuestions(
    grpc::CallbackServerContext* context, const projections::v1::ListOpenQuestionsRequest* request,
    projections::v1::ListOpenQuestionsResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListOpenQuestions);
}

grpc::ServerUnaryReactor* AssessmentService::GetAccident(
    grpc::CallbackServerContext* context, const projections::v1::GetAccidentRequest* request,
    projections::v1::GetAccidentResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::GetAccident);
}

}  // namespace assessment
