#include "clients/cpp/rpc_error.h"

#include <gtest/gtest.h>

#include "clients/cpp/testing/fake_ledger.h"

namespace assessment {
namespace {

TEST(RpcError, KeepsReasonAndFieldsOfTheServersDetails) {
  const RpcError error = DescribeRpcError(StatusFromGrpc(FailureWithReason(
      grpc::StatusCode::NOT_FOUND, ledger::v1::REASON_UNKNOWN_UNIT, "no unit \"x\"", "unit")));
  EXPECT_EQ(error.code, absl::StatusCode::kNotFound);
  EXPECT_EQ(error.reason, ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(error.message, "no unit \"x\"");
  ASSERT_EQ(error.fields.size(), 1u);
  EXPECT_EQ(error.fields[0].field, "unit");
}

TEST(RpcError, HasCodeAndMessageWithoutDetails) {
  const RpcError error =
      DescribeRpcError(StatusFromGrpc(grpc::Status(grpc::StatusCode::UNAVAILABLE, "gone")));
  EXPECT_EQ(error.code, absl::StatusCode::kUnavailable);
  EXPECT_EQ(error.reason, ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(error.message, "gone");
}

TEST(RpcError, IgnoresDetailsThatDoNotParse) {
  const RpcError error = DescribeRpcError(
      StatusFromGrpc(grpc::Status(grpc::StatusCode::INTERNAL, "broken", "\xff\xff\xff")));
  EXPECT_EQ(error.reason, ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(error.message, "broken");
}

TEST(RetryableAppend, IsUnavailableOrLateOrAFullQueue) {
  EXPECT_TRUE(IsRetryableAppend(absl::UnavailableError("")));
  EXPECT_TRUE(IsRetryableAppend(absl::DeadlineExceededError("")));
  EXPECT_TRUE(IsRetryableAppend(StatusFromGrpc(FailureWithReason(
      grpc::StatusCode::RESOURCE_EXHAUSTED, ledger::v1::REASON_QUEUE_FULL, "full"))));
}

TEST(RetryableAppend, IsNeitherAFullDiskNorAMessageTooLarge) {
  EXPECT_FALSE(IsRetryableAppend(StatusFromGrpc(FailureWithReason(
      grpc::StatusCode::RESOURCE_EXHAUSTED, ledger::v1::REASON_DISK_RESERVE, "full"))));
  EXPECT_FALSE(IsRetryableAppend(absl::ResourceExhaustedError("message larger than max")));
  EXPECT_FALSE(IsRetryableAppend(absl::PermissionDeniedError("")));
}

}  // namespace
}  // namespace assessment
