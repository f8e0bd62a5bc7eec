#ifndef PROJECTIONS_SERVICE_REGISTRY_SERVICE_H_
#define PROJECTIONS_SERVICE_REGISTRY_SERVICE_H_

#include <utility>

#include "assessment/projections/v1/registry_service.grpc.pb.h"
#include "projections/service/query_call.h"

namespace assessment {

// assessment.projections.v1.RegistryService: who is assessed by what; see queries.h.
class RegistryService final : public projections::v1::RegistryService::CallbackService {
 public:
  explicit RegistryService(QueryServiceOptions options) : options_(std::move(options)) {}

  grpc::ServerUnaryReactor* ListUnits(grpc::CallbackServerContext* context,
                                      const projections::v1::ListUnitsRequest* request,
                                      projections::v1::ListUnitsResponse* response) override;
  grpc::ServerUnaryReactor* ListCycles(grpc::CallbackServerContext* context,
                                       const projections::v1::ListCyclesRequest* request,
                                       projections::v1::ListCyclesResponse* response) override;
  grpc::ServerUnaryReactor* ListSchemes(grpc::CallbackServerContext* context,
                                        const projections::v1::ListSchemesRequest* request,
                                        projections::v1::ListSchemesResponse* response) override;
  grpc::ServerUnaryReactor* GetScheme(grpc::CallbackServerContext* context,
                                      const projections::v1::GetSchemeRequest* request,
                                      projections::v1::GetSchemeResponse* response) override;
  grpc::ServerUnaryReactor* ListClauses(grpc::CallbackServerContext* context,
                                        const projections::v1::ListClausesRequest* request,
                                        projections::v1::ListClausesResponse* response) override;

 private:
  const QueryServiceOptions options_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_REGISTRY_SERVICE_H_
