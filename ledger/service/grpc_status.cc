#include "ledger/service/grpc_status.h"

#include <algorithm>
#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

constexpr char kErrorDomain[] = "assessment-ledger";
// The message travels twice, in the status line (where each byte may take three) and in the
// details.
constexpr size_t kMessageBytesShown = 600;
constexpr int kViolationsShown = 4;
constexpr size_t kViolationBytesShown = 200;

// Cuts between characters, never inside one.
std::string CutText(absl::string_view text, size_t bytes_max) {
  if (text.size() <= bytes_max) return std::string(text);
  size_t end = bytes_max;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end)) + "...";
}

}  // namespace

grpc::Status ToGrpcStatus(const absl::Status& status) {
  if (status.ok()) return grpc::Status::OK;
  const auto code = static_cast<grpc::StatusCode>(status.code());
  const std::string message = CutText(status.message(), kMessageBytesShown);
  google::rpc::Status details;
  details.set_code(static_cast<int>(code));
  details.set_message(message);
  const ledger::v1::Reason reason = ReasonOf(status);
  if (reason != ledger::v1::REASON_UNSPECIFIED) {
    google::rpc::ErrorInfo info;
    info.set_reason(ledger::v1::Reason_Name(reason));
    info.set_domain(kErrorDomain);
    details.add_details()->PackFrom(info);
  }
  const google::rpc::BadRequest violations = FieldViolationsOf(status);
  if (violations.field_violations_size() > 0) {
    google::rpc::BadRequest shown;
    const int count = std::min(violations.field_violations_size(), kViolationsShown);
    for (int i = 0; i < count; ++i) {
      google::rpc::BadRequest::FieldViolation* violation = shown.add_field_violations();
      const auto& given = violations.field_violations(i);
      violation->set_field(CutText(given.field(), kViolationBytesShown));
      violation->set_description(CutText(given.description(), kViolationBytesShown));
    }
    details.add_details()->PackFrom(shown);
  }
  return grpc::Status(code, message, details.SerializeAsString());
}

}  // namespace assessment
