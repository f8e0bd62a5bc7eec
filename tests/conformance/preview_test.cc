// Preview over the wire: what would change, as far as the caller may know it.

#include "tests/conformance/test_server.h"
#include "tests/support/small_scheme.h"

namespace assessment::testing {
namespace {

class PreviewTest : public ServerTest {
 protected:
  PreviewTest() {
    Post(UnitRegistered("unit-1"));
    Post(UnitRegistered("unit-2"));
    Post(SchemePublished(SmallScheme()));
    EventContent cycle = CycleOpened(kCycle, {"unit-1", "unit-2"}, 1);
    Post(cycle);
    Post(TeamFormed(kCycle, "team", "p-leader", {"p-member"}));
  }

  event::v1::Event Finished(EventContent content) {
    content.set_late_reason("a test of a year long past");
    return MakeEvent(std::move(content), std::to_string(++keys_), "field-app");
  }
  void Post(const EventContent& content) { MustAppend({Finished(content)}); }

  // Findings against both units.
  ledger::v1::PreviewResponse PreviewBoth(const std::string& token) {
    ledger::v1::PreviewRequest request;
    *request.add_events() = Finished(FindingRecorded("unit-1", "1.1"));
    *request.add_events() = Finished(FindingRecorded("unit-2", "1.1"));
    ledger::v1::PreviewResponse response;
    Call call(token);
    const grpc::Status status = ledger().Preview(&call, request, &response);
    EXPECT_TRUE(status.ok()) << status.error_message();
    return response;
  }

  int keys_ = 0;
};

TEST_F(PreviewTest, TellsTheOfficeEveryScoreThatWouldChange) {
  const ledger::v1::PreviewResponse response = PreviewBoth(office());
  ASSERT_EQ(response.refusals_size(), 0) << response.DebugString();
  ASSERT_EQ(response.changes_size(), 2);
  EXPECT_EQ(response.changes(0).unit(), "unit-1");
  EXPECT_LT(response.changes(0).final_after_milli(), response.changes(0).final_before_milli());
}

TEST_F(PreviewTest, TellsWhoReadsNoScoreNothingOfWhatWouldChange) {
  const std::string token = MakePrincipal("field-app");
  ledger::v1::PrincipalPermissions permissions;
  permissions.set_principal("field-app");
  permissions.set_reason("it reports findings");
  event::v1::Grant& grant = *permissions.add_grants();
  grant.set_role(event::v1::ROLE_REPORTER);
  grant.set_source("field-app");
  grant.add_event_types(event::v1::EVENT_TYPE_FINDING_RECORDED);
  ASSERT_TRUE(SetPermissions(permissions).ok());
  const ledger::v1::PreviewResponse response = PreviewBoth(token);
  ASSERT_EQ(response.refusals_size(), 0) << response.DebugString();
  EXPECT_EQ(response.changes_size(), 0);
}

}  // namespace
}  // namespace assessment::testing
