#ifndef LEDGER_SERVICE_GRPC_STATUS_H_
#define LEDGER_SERVICE_GRPC_STATUS_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace assessment {

// The one translation of a status to what callers see: the same canonical code and message, with a
// google.rpc.Status in the binary trailer that holds ErrorInfo (domain "assessment-ledger", the
// name of the reason) when there is a reason, and BadRequest when fields are named. Long messages
// and lists are cut so that everything stays below 4 kB: gRPC drops trailers beyond 8 kB.
grpc::Status ToGrpcStatus(const absl::Status& status);

}  // namespace assessment

#endif  // LEDGER_SERVICE_GRPC_STATUS_H_
