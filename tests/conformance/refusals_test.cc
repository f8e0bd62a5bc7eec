// A refused batch leaves nothing behind and names every refusal.

#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class RefusalsTest : public ServerTest {};

TEST_F(RefusalsTest, NamesEveryRefusalOfTheBatchByIndexAndWritesNone) {
  MustAppend({UnitRegistered("a", "1")});
  ledger::v1::AppendResponse response;
  const grpc::Status status =
      Append(office(),
             {UnitRegistered("a", "2"), UnitRegistered("b", "3"), MetricReported("none", 1, "4")},
             response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(response.refused().refusals_size(), 2) << response.DebugString();
  EXPECT_EQ(response.refused().refusals(0).index(), 0u);
  EXPECT_EQ(response.refused().refusals(0).reason(), ledger::v1::REASON_DUPLICATE_UNIT);
  EXPECT_EQ(response.refused().refusals(1).index(), 2u);
  EXPECT_EQ(response.refused().refusals(1).reason(), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_FALSE(response.refused().refusals(1).expected().empty());
  EXPECT_EQ(ReadAll({}, 1).size(), 1u);
}

TEST_F(RefusalsTest, PreviewNamesTheSameAndWritesNothing) {
  MustAppend({UnitRegistered("a", "1")});
  ledger::v1::PreviewRequest request;
  *request.add_events() = UnitRegistered("a", "2");
  ledger::v1::PreviewResponse response;
  Call refused(office());
  ASSERT_TRUE(ledger().Preview(&refused, request, &response).ok());
  ASSERT_EQ(response.refusals_size(), 1);
  EXPECT_EQ(response.refusals(0).reason(), ledger::v1::REASON_DUPLICATE_UNIT);
  EXPECT_EQ(response.size(), 2u);
  *request.mutable_events(0) = UnitRegistered("b", "3");
  Call accepted(office());
  response.Clear();
  const grpc::Status status = ledger().Preview(&accepted, request, &response);
  ASSERT_TRUE(status.ok()) << status.error_message();
  EXPECT_EQ(response.refusals_size(), 0) << response.DebugString();
  EXPECT_EQ(ReadAll({}, 1).size(), 1u);
}

TEST_F(RefusalsTest, OfAConditionStandForTheBatch) {
  MustAppend({UnitRegistered("a", "1")});
  MustAppend({MetricReported("a", 1, "2")});
  ledger::v1::AppendRequest request;
  *request.add_events() = MetricReported("a", 2, "3");
  request.add_conditions()->mutable_unit_unchanged()->set_unit("a");
  request.mutable_conditions(0)->mutable_unit_unchanged()->set_size(2);
  ledger::v1::AppendResponse response;
  Call stale(office());
  ASSERT_TRUE(ledger().Append(&stale, request, &response).ok());
  ASSERT_EQ(response.refused().refusals_size(), 1) << response.DebugString();
  EXPECT_EQ(response.refused().refusals(0).reason(), ledger::v1::REASON_UNIT_HISTORY_CHANGED);
  EXPECT_FALSE(response.refused().refusals(0).has_index());
  request.mutable_conditions(0)->mutable_unit_unchanged()->set_size(3);
  Call fresh(office());
  ASSERT_TRUE(ledger().Append(&fresh, request, &response).ok());
  EXPECT_TRUE(response.has_accepted()) << response.DebugString();
}

}  // namespace
}  // namespace assessment::testing
