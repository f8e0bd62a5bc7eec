#ifndef PROJECTIONS_SERVICE_QUERY_CALL_H_
#define PROJECTIONS_SERVICE_QUERY_CALL_H_

// The one frame around every query: who is calling, what it may read of the ledger, until when;
// then the query, which asks the reader before it looks anything up.

#include <functional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "grpcpp/support/server_callback.h"
#include "ledger/base/status_macros.h"
#include "ledger/log/open_texts.h"
#include "ledger/permission/reader.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/unary_call.h"
#include "ledger/service/worker_pool.h"
#include "projections/runner/follower.h"
#include "projections/service/queries.h"
#include "projections/views/projection_host.h"

namespace assessment {

// What the query services share; everything outlives them.
struct QueryServiceOptions {
  // The projections of a ledger; REASON_UNKNOWN_LEDGER when there are none.
  std::function<absl::StatusOr<const ProjectionHost*>(absl::string_view ledger)> find_host;
  // What a principal may read of a ledger, as of EnterLedger.
  std::function<absl::StatusOr<Reader>(const ledger::v1::Principal& principal,
                                       absl::string_view ledger)>
      enter;
  const Authenticator* authenticator = nullptr;
  WorkerPool* workers = nullptr;
};

// When a call stops waiting: at its own deadline, but a worker waits no longer than ten seconds.
Follower::TimePoint QueryDeadline(const grpc::CallbackServerContext& context);

// Answers by running `query`, one of queries.h, on a worker.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* AnswerQuery(const QueryServiceOptions& options,
                                      grpc::CallbackServerContext* context, const Request* request,
                                      Response* response,
                                      absl::Status (*query)(const QueryContext&, const Request&,
                                                            Response&)) {
  return AnswerByWorker(
      context, *options.authenticator, *options.workers,
      [&options, request, response, query,
       deadline = QueryDeadline(*context)](const PrincipalPtr& caller) -> absl::Status {
        ASSIGN_OR_RETURN(const Reader reader, options.enter(*caller, request->ledger()));
        ASSIGN_OR_RETURN(const ProjectionHost* const host, options.find_host(request->ledger()));
        RETURN_IF_ERROR(query({*host, deadline, reader}, *request, *response));
        // Folds and queries know commitments alone; people read words.
        return OpenTexts(host->log(), *response);
      });
}

}  // namespace assessment

#endif  // PROJECTIONS_SERVICE_QUERY_CALL_H_
