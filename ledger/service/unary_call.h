#ifndef LEDGER_SERVICE_UNARY_CALL_H_
#define LEDGER_SERVICE_UNARY_CALL_H_

// The one frame around every unary method: who is calling, run the method, translate its status.

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/support/server_callback.h"
#include "ledger/access/principal_store.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/grpc_status.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// Finishes the call with handler(principal), an absl::Status, run at once: for methods that look up
// something in memory.
template <typename Handler>
grpc::ServerUnaryReactor* AnswerAtOnce(grpc::CallbackServerContext* context,
                                       const Authenticator& authenticator, Handler handler) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  const absl::StatusOr<PrincipalPtr> principal = authenticator.Authenticate(*context);
  reactor->Finish(
      ToGrpcStatus(principal.ok() ? absl::Status(handler(*principal)) : principal.status()));
  return reactor;
}

// The same, run by a worker: for methods that read the log or write files.
template <typename Handler>
grpc::ServerUnaryReactor* AnswerByWorker(grpc::CallbackServerContext* context,
                                         const Authenticator& authenticator, WorkerPool& workers,
                                         Handler handler) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  absl::StatusOr<PrincipalPtr> principal = authenticator.Authenticate(*context);
  if (!principal.ok()) {
    reactor->Finish(ToGrpcStatus(principal.status()));
    return reactor;
  }
  const PrincipalPtr caller = *std::move(principal);
  const absl::Status submitted = workers.SubmitFor(
      caller->principal(), [reactor, caller, handler = std::move(handler)]() mutable {
        reactor->Finish(ToGrpcStatus(handler(caller)));
      });
  if (!submitted.ok()) reactor->Finish(ToGrpcStatus(submitted));
  return reactor;
}

}  // namespace assessment

#endif  // LEDGER_SERVICE_UNARY_CALL_H_
