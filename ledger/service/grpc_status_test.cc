#include "ledger/service/grpc_status.h"

#include <string>

#include "google/rpc/error_details.pb.h"
#include "google/rpc/status.pb.h"
#include "gtest/gtest.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

google::rpc::Status DetailsOf(const grpc::Status& status) {
  google::rpc::Status details;
  EXPECT_TRUE(details.ParseFromString(status.error_details()));
  return details;
}

TEST(GrpcStatus, OkStaysOk) { EXPECT_TRUE(ToGrpcStatus(absl::OkStatus()).ok()); }

TEST(GrpcStatus, CarriesCodeMessageAndReason) {
  const grpc::Status status =
      ToGrpcStatus(ReasonError(ledger::v1::REASON_QUEUE_FULL, "10000 commands wait"));
  EXPECT_EQ(status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(status.error_message(), "10000 commands wait");
  const google::rpc::Status details = DetailsOf(status);
  EXPECT_EQ(details.code(), static_cast<int>(grpc::StatusCode::RESOURCE_EXHAUSTED));
  google::rpc::ErrorInfo info;
  ASSERT_EQ(details.details_size(), 1);
  ASSERT_TRUE(details.details(0).UnpackTo(&info));
  EXPECT_EQ(info.reason(), "REASON_QUEUE_FULL");
  EXPECT_EQ(info.domain(), "assessment-ledger");
}

TEST(GrpcStatus, NamesTheWrongField) {
  const grpc::Status status =
      ToGrpcStatus(FieldError(ledger::v1::REASON_TOO_LONG, "filter.cycle", "found 97 bytes"));
  google::rpc::BadRequest violations;
  ASSERT_TRUE(DetailsOf(status).details(1).UnpackTo(&violations));
  EXPECT_EQ(violations.field_violations(0).field(), "filter.cycle");
  EXPECT_EQ(violations.field_violations(0).description(), "found 97 bytes");
}

TEST(GrpcStatus, StaysBelowFourKilobytesAndCutsBetweenCharacters) {
  std::string text;
  while (text.size() < 20000) text += "石";
  const grpc::Status status = ToGrpcStatus(FieldError(ledger::v1::REASON_TOO_LONG, text, text));
  EXPECT_LT(status.error_message().size() * 3 + status.error_details().size(), 4096u);
  EXPECT_EQ(status.error_message().substr(status.error_message().size() - 6), "石...");
}

TEST(GrpcStatus, WithoutAReasonHasNoErrorInfo) {
  EXPECT_EQ(DetailsOf(ToGrpcStatus(absl::DataLossError("position 7"))).details_size(), 0);
}

}  // namespace
}  // namespace assessment
