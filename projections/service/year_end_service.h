#ifndef PROJECTIONS_SERVICE_YEAR_END_SERVICE_H_
#define PROJECTIONS_SERVICE_YEAR_END_SERVICE_H_

#include <functional>
#include <string>
#include <utility>

#include "assessment/projections/v1/year_end_service.grpc.pb.h"
#include "projections/service/query_call.h"

namespace assessment {

// assessment.projections.v1.YearEndService: the checklist, the decisions that rest on the scores,
// what was published and what came too late.
class YearEndService final : public projections::v1::YearEndService::CallbackService {
 public:
  struct Options {
    QueryServiceOptions queries;
    // Appends a batch to a ledger as the year-end service, in the name of a poster, and waits.
    std::function<absl::StatusOr<ledger::v1::AppendResponse>(
        const std::string& ledger, const ledger::v1::AppendRequest& request,
        const event::v1::Poster& poster)>
        append;
  };

  explicit YearEndService(Options options) : options_(std::move(options)) {}

  grpc::ServerUnaryReactor* GetChecklist(grpc::CallbackServerContext* context,
                                         const projections::v1::GetChecklistRequest* request,
                                         projections::v1::GetChecklistResponse* response) override;
  grpc::ServerUnaryReactor* Decide(grpc::CallbackServerContext* context,
                                   const projections::v1::DecideRequest* request,
                                   projections::v1::DecideResponse* response) override;
  grpc::ServerUnaryReactor* GetResults(grpc::CallbackServerContext* context,
                                       const projections::v1::GetResultsRequest* request,
                                       projections::v1::GetResultsResponse* response) override;
  grpc::ServerUnaryReactor* GetCarryOver(grpc::CallbackServerContext* context,
                                         const projections::v1::GetCarryOverRequest* request,
                                         projections::v1::GetCarryOverResponse* response) override;
  grpc::ServerUnaryReactor* ListIrregularities(
      grpc::CallbackServerContext* context,
      const projections::v1::ListIrregularitiesRequest* request,
      projections::v1::ListIrregularitiesResponse* response) override;
  grpc::ServerUnaryReactor* ListLateFacts(
      grpc::CallbackServerContext* context, const projections::v1::ListLateFactsRequest* request,
      projections::v1::ListLateFactsResponse* response) override;

 private:
  const Options options_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_YEAR_END_SERVICE_H_
