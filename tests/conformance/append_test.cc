// Append: atomic, gapless, answered with where each event lies.

#include "absl/strings/str_cat.h"
#include "ledger/proof/merkle.h"
#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class AppendTest : public ServerTest {};

TEST_F(AppendTest, AnswersWithPositionTimeAndLeafOfEachEvent) {
  const auto receipts = MustAppend({UnitRegistered("a", "1"), UnitRegistered("b", "2")});
  ASSERT_EQ(receipts.size(), 2u);
  const auto events = ReadAll({}, 1);
  ASSERT_EQ(events.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(receipts[i].position(), 1 + i);
    EXPECT_EQ(receipts[i].record_time_micros(), events[i].header().record_time_micros());
    EXPECT_EQ(receipts[i].leaf_hash(), HashBytes(LeafHash(events[i].header_bytes())));
  }
}

TEST_F(AppendTest, RecordsWhoPosted) {
  MustAppend({UnitRegistered("a", "1")});
  const auto events = ReadAll({}, 1);
  EXPECT_EQ(events.at(0).body().poster().principal(), "office");
  EXPECT_EQ(events.at(0).body().poster().person_id(), "p-office");
}

TEST_F(AppendTest, TakesAThousandEventsAtOnce) {
  std::vector<event::v1::Event> events;
  for (int i = 0; i < 1000; ++i) {
    events.push_back(UnitRegistered(absl::StrCat("u", i), absl::StrCat("k", i)));
  }
  EXPECT_EQ(MustAppend(events).back().position(), 1000u);
  const auto stored = ReadAll({}, 1, 1000);
  ASSERT_EQ(stored.size(), 1000u);
  EXPECT_EQ(stored.back().header().batch_first_position(), 1u);
  EXPECT_EQ(stored.back().header().batch_size(), 1000u);
}

TEST_F(AppendTest, RefusesABatchWithoutEventsOrForALedgerThatIsNotOpen) {
  ledger::v1::AppendResponse response;
  ASSERT_TRUE(Append(office(), {}, response).ok());
  EXPECT_EQ(response.refused().refusals(0).reason(), ledger::v1::REASON_BATCH_SIZE);
  event::v1::Event event = UnitRegistered("a", "1");
  event.set_ledger("999999");
  ASSERT_TRUE(Append(office(), {event}, response).ok());
  EXPECT_EQ(response.refused().refusals(0).reason(), ledger::v1::REASON_UNKNOWN_LEDGER);
  EXPECT_EQ(response.refused().refusals(0).field(), "events[0].ledger");
}

TEST_F(AppendTest, TakesNoEventsFromAnAdministrator) {
  ledger::v1::AppendResponse response;
  const grpc::Status status = Append(administrator(), {UnitRegistered("a", "1")}, response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::PERMISSION_DENIED);
  EXPECT_EQ(ReasonIn(status), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(AppendTest, TakesEventsOfAReporterUnderItsOwnSourceOnly) {
  ledger::v1::Principal reporter;
  reporter.set_principal("reporter");
  reporter.set_person_id("p-9");
  reporter.set_source("accident-system");
  const std::string token = MakePrincipal(reporter);
  ledger::v1::PrincipalPermissions permissions;
  permissions.set_principal("reporter");
  permissions.set_reason("it reports figures");
  event::v1::Grant& grant = *permissions.add_grants();
  grant.set_role(event::v1::ROLE_REPORTER);
  grant.set_source("accident-system");
  grant.add_event_types(event::v1::EVENT_TYPE_METRIC_REPORTED);
  ASSERT_TRUE(SetPermissions(permissions).ok());
  MustAppend({UnitRegistered("a", "1")});
  ledger::v1::AppendResponse response;
  EXPECT_EQ(ReasonIn(Append(token, {MetricReported("a", 1, "2")}, response)),
            ledger::v1::REASON_PERMISSION_DENIED);
  event::v1::Event own = MetricReported("a", 1, "2");
  own.set_source("accident-system");
  ASSERT_TRUE(Append(token, {own}, response).ok());
  EXPECT_TRUE(response.has_accepted()) << response.DebugString();
}

TEST_F(AppendTest, DropsACallWhoseDeadlinePassedAndWritesNothing) {
  ledger::v1::AppendRequest request;
  *request.add_events() = UnitRegistered("a", "1");
  ledger::v1::AppendResponse response;
  Call call(office());
  call.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  EXPECT_EQ(ledger().Append(&call, request, &response).error_code(),
            grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(ReadAll({}, 1).empty());
}

TEST_F(AppendTest, RefusesAMessageBeyondTheLimitBeforeReadingIt) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  event = UnitRegistered("a", "1");
  event.mutable_content()->mutable_note()->set_plain(std::string(5 * 1024 * 1024, 'x'));
  ledger::v1::AppendResponse response;
  Call call(office());
  EXPECT_EQ(ledger().Append(&call, request, &response).error_code(),
            grpc::StatusCode::RESOURCE_EXHAUSTED);
}

}  // namespace
}  // namespace assessment::testing
