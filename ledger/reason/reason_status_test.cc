#include "ledger/reason/reason_status.h"

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace assessment {
namespace {

TEST(ReasonStatus, EveryDocumentedReasonHasACanonicalCode) {
  const google::protobuf::EnumDescriptor* reasons = ledger::v1::Reason_descriptor();
  for (int i = 0; i < reasons->value_count(); ++i) {
    const auto reason = static_cast<ledger::v1::Reason>(reasons->value(i)->number());
    if (reason == ledger::v1::REASON_UNSPECIFIED) continue;
    EXPECT_NE(CodeOf(reason), absl::StatusCode::kUnknown) << reasons->value(i)->name();
  }
}

TEST(ReasonStatus, CarriesTheReasonBesideTheMessage) {
  const absl::Status status = ReasonError(ledger::v1::REASON_QUEUE_FULL, "10000 commands wait");
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(status.message(), "10000 commands wait");
  EXPECT_EQ(ReasonOf(status), ledger::v1::REASON_QUEUE_FULL);
}

TEST(ReasonStatus, NamesTheFieldThatIsWrong) {
  const absl::Status status =
      FieldError(ledger::v1::REASON_FIELD_INVALID, "page_size", "found 2000, expected 0 to 1000");
  EXPECT_EQ(status.message(), "page_size: found 2000, expected 0 to 1000");
  ASSERT_EQ(FieldViolationsOf(status).field_violations_size(), 1);
  EXPECT_EQ(FieldViolationsOf(status).field_violations(0).field(), "page_size");
}

TEST(ReasonStatus, HasNoReasonWhenNoneWasGiven) {
  EXPECT_EQ(ReasonOf(absl::InternalError("x")), ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonOf(absl::OkStatus()), ledger::v1::REASON_UNSPECIFIED);
}

}  // namespace
}  // namespace assessment
