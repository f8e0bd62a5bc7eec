#include "projections/views/scheme_digest.h"

#include <gtest/gtest.h>

#include "assessment/event/v1/event.pb.h"

namespace assessment {
namespace {

TEST(SchemeDigest, IsOfTheBytesInsideTheBody) {
  event::v1::EventBody body;
  event::v1::Event& event = *body.mutable_event();
  event.set_ledger("141100");
  event.set_source("test");
  event.mutable_content()->mutable_paper()->set_number("1");
  event.mutable_content()->mutable_scheme_published()->mutable_scheme()->set_scheme("sample");
  event.mutable_content()->mutable_scheme_published()->add_wording()->set_clause("1.1");
  body.mutable_poster()->set_principal("office");
  const auto digest = SchemeDigest(body.SerializeAsString());
  ASSERT_TRUE(digest.ok()) << digest.status();
  EXPECT_EQ(*digest, Sha256(event.content().scheme_published().scheme().SerializeAsString()));
}

TEST(SchemeDigest, RefusesABodyWithoutAScheme) {
  event::v1::EventBody body;
  body.mutable_event()->mutable_content()->mutable_target_set()->set_metric("m");
  EXPECT_EQ(SchemeDigest(body.SerializeAsString()).status().code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(SchemeDigest("").status().code(), absl::StatusCode::kDataLoss);
}

TEST(SchemeDigest, RefusesBytesThatAreCutShort) {
  event::v1::EventBody body;
  body.mutable_event()->mutable_content()->mutable_scheme_published()->mutable_scheme()->set_scheme(
      "sample");
  const std::string bytes = body.SerializeAsString();
  for (size_t length = 0; length < bytes.size(); ++length) {
    EXPECT_FALSE(SchemeDigest(absl::string_view(bytes).substr(0, length)).ok());
  }
}

}  // namespace
}  // namespace assessment
