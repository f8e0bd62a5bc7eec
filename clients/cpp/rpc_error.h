#ifndef CLIENTS_CPP_RPC_ERROR_H_
#define CLIENTS_CPP_RPC_ERROR_H_

// What a failed call says, typed. A call's failure is an absl::Status whose payload keeps the
// binary details that the server sent (google.rpc.Status with ErrorInfo and BadRequest); this reads
// them back, so that programs match the reason and never the prose.

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "grpcpp/support/status.h"

namespace assessment {

// A field of the request that was wrong.
struct RpcFieldError {
  std::string field;        // Path, for example "filter.units[2]".
  std::string description;  // What was found, what was expected.

  bool operator==(const RpcFieldError&) const = default;
};

// A failed call.
struct RpcError {
  absl::StatusCode code = absl::StatusCode::kUnknown;
  // REASON_UNSPECIFIED: the server gave none, or one that this client does not know.
  ledger::v1::Reason reason = ledger::v1::REASON_UNSPECIFIED;
  // The reason as sent, also when this client does not know it; empty: none.
  std::string reason_name;
  // For people.
  std::string message;
  std::vector<RpcFieldError> fields;
};

// The status of a call with its details. OK stays OK.
absl::Status StatusFromGrpc(const grpc::Status& status);

// What `status`, made by StatusFromGrpc or by this library, says. Details that do not parse, or
// come from another domain, are ignored: code and message always hold.
RpcError DescribeRpcError(const absl::Status& status);

// Whether the same Append may be sent again after `status` with a hope of success: the server or
// the way to it is unavailable, its queue is full, or the deadline passed. With the same
// idempotency keys this is safe for ever, whatever became of the first try.
bool IsRetryableAppend(const absl::Status& status);

}  // namespace assessment

#endif  // CLIENTS_CPP_RPC_ERROR_H_
