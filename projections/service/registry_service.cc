#include "projections/service/registry_service.h"

#include "projections/service/queries.h"

namespace assessment {

grpc::ServerUnaryReactor* RegistryService::ListUnits(
    grpc::CallbackServerContext* context, const projections::v1::ListUnitsRequest* request,
    projections::v1::ListUnitsResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListUnits);
}

grpc::ServerUnaryReactor* RegistryService::ListCycles(
    grpc::CallbackServerContext* context, const projections::v1::ListCyclesRequest* request,
    projections::v1::ListCyclesResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListCycles);
}

grpc::ServerUnaryReactor* RegistryService::ListSchemes(
    grpc::CallbackServerContext* context, const projections::v1::ListSchemesRequest* request,
    projections::v1::ListSchemesResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListSchemes);
}

grpc::ServerUnaryReactor* RegistryService::GetScheme(
    grpc::CallbackServerContext* context, const projections::v1::GetSchemeRequest* request,
    projections::v1::GetSchemeResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::GetScheme);
}

grpc::ServerUnaryReactor* RegistryService::ListClauses(
    grpc::CallbackServerContext* context, const projections::v1::ListClausesRequest* request,
    projections::v1::ListClausesResponse* response) {
  return AnswerQuery(options_, context, request, response, assessment::ListClauses);
}

}  // namespace assessment
