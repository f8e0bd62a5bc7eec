#ifndef PROJECTIONS_SERVICE_DEADLINE_SERVICE_H_
#define PROJECTIONS_SERVICE_DEADLINE_SERVICE_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "assessment/projections/v1/deadline_service.grpc.pb.h"
#include "projections/deadlines/clerk.h"
#include "projections/service/query_call.h"

namespace assessment {

// assessment.projections.v1.DeadlineService: matters, and the clerk that records what is late.
class DeadlineService final : public projections::v1::DeadlineService::CallbackService {
 public:
  // What waits for the clerk of a ledger today, and what its last work met.
  struct ClerkState {
    std::vector<DueStep> waiting;
    std::string alarm;
  };
  struct Options {
    QueryServiceOptions queries;
    std::function<absl::StatusOr<Clerk::Report>(const std::string& ledger,
                                                const std::optional<CivilDay>& until)>
        run;
    std::function<absl::StatusOr<ClerkState>(const std::string& ledger)> state;
  };

  explicit DeadlineService(Options options) : options_(std::move(options)) {}

  grpc::ServerUnaryReactor* ListMatters(grpc::CallbackServerContext* context,
                                        const projections::v1::ListMattersRequest* request,
                                        projections::v1::ListMattersResponse* response) override;
  grpc::ServerUnaryReactor* GetClerkStatus(
      grpc::CallbackServerContext* context, const projections::v1::GetClerkStatusRequest* request,
      projections::v1::GetClerkStatusResponse* response) override;
  grpc::ServerUnaryReactor* RunClerk(grpc::CallbackServerContext* context,
                                     const projections::v1::RunClerkRequest* request,
                                     projections::v1::RunClerkResponse* response) override;

 private:
  const Options options_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_DEADLINE_SERVICE_H_
