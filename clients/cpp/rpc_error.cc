#include "clients/cpp/rpc_error.h"

#include "absl/strings/cord.h"
#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"

namespace assessment {
namespace {

constexpr char kDetailsPayload[] = "type.googleapis.com/google.rpc.Status";
constexpr char kErrorDomain[] = "assessment-ledger";

}  // namespace

absl::Status StatusFromGrpc(const grpc::Status& status) {
  if (status.ok()) return absl::OkStatus();
  absl::Status result(static_cast<absl::StatusCode>(status.error_code()), status.error_message());
  if (!status.error_details().empty()) {
    result.SetPayload(kDetailsPayload, absl::Cord(status.error_details()));
  }
  return result;
}

RpcError DescribeRpcError(const absl::Status& status) {
  RpcError error;
  error.code = status.code();
  error.message = std::string(status.message());
  const absl::optional<absl::Cord> payload = status.GetPayload(kDetailsPayload);
  google::rpc::Status details;
  if (!payload.has_value() || !details.ParseFromString(std::string(*payload))) return error;
  for (const google::protobuf::Any& any : details.details()) {
    google::rpc::ErrorInfo info;
    google::rpc::BadRequest bad_request;
    if (any.UnpackTo(&info) && info.domain() == kErrorDomain) {
      error.reason_name = info.reason();
      ledger::v1::Reason reason;
      if (ledger::v1::Reason_Parse(info.reason(), &reason)) error.reason = reason;
    } else if (any.UnpackTo(&bad_request)) {
      for (const auto& violation : bad_request.field_violations()) {
        error.fields.push_back({violation.field(), violation.description()});
      }
    }
  }
  return error;
}

bool IsRetryableAppend(const absl::Status& status) {
  switch (status.code()) {
    case absl::StatusCode::kUnavailable:
    case absl::StatusCode::kDeadlineExceeded:
      return true;
    case absl::StatusCode::kResourceExhausted:
      // Without this reason it is a message too large or a disk too full: trying again is no help.
      return DescribeRpcError(status).reason == ledger::v1::REASON_QUEUE_FULL;
    default:
      return false;
  }
}

}  // namespace assessment
