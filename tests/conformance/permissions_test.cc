// Granting: who may, what becomes of it, and what is seen of it.

#include <gmock/gmock.h>

#include "tests/conformance/test_server.h"

namespace assessment::testing {
namespace {

class PermissionsTest : public DurableServerTest {
 protected:
  static ledger::v1::PrincipalPermissions Auditor(const std::string& principal) {
    ledger::v1::PrincipalPermissions permissions;
    permissions.set_principal(principal);
    permissions.set_reason("it audits");
    permissions.add_grants()->set_role(event::v1::ROLE_AUDITOR);
    return permissions;
  }
  grpc::Status Set(const std::string& token, const ledger::v1::PrincipalPermissions& permissions,
                   ledger::v1::SetPermissionsResponse& response) {
    ledger::v1::SetPermissionsRequest request;
    request.set_ledger(kLedger);
    *request.mutable_permissions() = permissions;
    Call call(token);
    return access().SetPermissions(&call, request, &response);
  }
  grpc::Status Read(const std::string& token) {
    ledger::v1::ReadRequest request;
    request.set_ledger(kLedger);
    ledger::v1::ReadResponse response;
    Call call(token);
    return ledger().Read(&call, request, &response);
  }
};

TEST_F(PermissionsTest, AGrantIsAnEventOfTheLedgerByTheAdministrator) {
  MakePrincipal("wang");
  ledger::v1::SetPermissionsResponse response;
  ASSERT_TRUE(Set(administrator(), Auditor("wang"), response).ok());
  const auto events = ReadAll({}, response.position());
  ASSERT_EQ(events.size(), 1u);
  const event::v1::EventBody& body = events[0].body();
  EXPECT_EQ(body.poster().principal(), "administrator");
  EXPECT_EQ(body.event().content().permission_changed().principal(), "wang");
  EXPECT_EQ(body.event().content().permission_changed().person_id(), "p-wang");
  EXPECT_EQ(body.event().content().permission_changed().reason(), "it audits");
}

TEST_F(PermissionsTest, TheSameAgainIsNoFurtherEvent) {
  MakePrincipal("wang");
  ledger::v1::SetPermissionsResponse first;
  ASSERT_TRUE(Set(administrator(), Auditor("wang"), first).ok());
  ledger::v1::SetPermissionsResponse again;
  ASSERT_TRUE(Set(administrator(), Auditor("wang"), again).ok());
  EXPECT_EQ(again.position(), first.position());
  EXPECT_EQ(ReadAll().size(), first.position() + 1);
}

TEST_F(PermissionsTest, WithoutAGrantTheLedgerIsNotThere) {
  const std::string token = MakePrincipal("wang");
  EXPECT_EQ(ReasonIn(Read(token)), ledger::v1::REASON_UNKNOWN_LEDGER);
  ledger::v1::ListLedgersResponse ledgers;
  Call call(token);
  ASSERT_TRUE(ledger().ListLedgers(&call, {}, &ledgers).ok());
  EXPECT_EQ(ledgers.ledgers_size(), 0);
}

TEST_F(PermissionsTest, HoldAtOnceAndOverARestart) {
  const std::string token = MakePrincipal("wang");
  ledger::v1::SetPermissionsResponse response;
  ASSERT_TRUE(Set(administrator(), Auditor("wang"), response).ok());
  EXPECT_TRUE(Read(token).ok());
  Restart();
  EXPECT_TRUE(Read(token).ok());
}

TEST_F(PermissionsTest, TheCallerSeesItsOwnByLedger) {
  ledger::v1::WhoAmIResponse response;
  Call call(office());
  ASSERT_TRUE(access().WhoAmI(&call, {}, &response).ok());
  ASSERT_EQ(response.ledgers_size(), 1);
  EXPECT_EQ(response.ledgers(0).ledger(), kLedger);
  EXPECT_EQ(response.ledgers(0).grants_size(), WholeOffice("office").grants_size());
}

TEST_F(PermissionsTest, NobodyGrantsToAPrincipalOfTheOwnPerson) {
  ledger::v1::Principal second;
  second.set_principal("second");
  second.set_person_id("administrator");
  MakePrincipal(second);
  ledger::v1::SetPermissionsResponse response;
  EXPECT_EQ(ReasonIn(Set(administrator(), Auditor("second"), response)),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, WhoOperatesTheServerIsGrantedNothing) {
  ledger::v1::Principal operating;
  operating.set_principal("operator");
  operating.set_person_id("p-operator");
  operating.set_operator_(true);
  MakePrincipal(operating);
  ledger::v1::SetPermissionsResponse response;
  EXPECT_EQ(ReasonIn(Set(administrator(), Auditor("operator"), response)),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(PermissionsTest, AGrantThatNoRoleHasIsRefusedWithItsField) {
  MakePrincipal("wang");
  ledger::v1::PrincipalPermissions wanted = Auditor("wang");
  wanted.mutable_grants(0)->add_event_types(event::v1::EVENT_TYPE_FINDING_RECORDED);
  ledger::v1::SetPermissionsResponse response;
  const grpc::Status status = Set(administrator(), wanted, response);
  EXPECT_EQ(ReasonIn(status), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_THAT(status.error_message(), ::testing::HasSubstr("permissions.grants[0].event_types[0]"));
}

TEST_F(PermissionsTest, AnUnknownPrincipalIsGrantedNothing) {
  ledger::v1::SetPermissionsResponse response;
  EXPECT_EQ(ReasonIn(Set(administrator(), Auditor("nobody"), response)),
            ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(PermissionsTest, TheOfficeListsThemAndATeamDoesNot) {
  ledger::v1::ListPermissionsRequest request;
  request.set_ledger(kLedger);
  ledger::v1::ListPermissionsResponse response;
  Call call(office());
  ASSERT_TRUE(access().ListPermissions(&call, request, &response).ok());
  ASSERT_EQ(response.permissions_size(), 1);
  EXPECT_EQ(response.permissions(0).principal(), "office");
  const std::string token = MakePrincipal("member");
  ASSERT_TRUE(Grant("member", event::v1::ROLE_TEAM_MEMBER).ok());
  Call denied(token);
  EXPECT_EQ(ReasonIn(access().ListPermissions(&denied, request, &response)),
            ledger::v1::REASON_PERMISSION_DENIED);
}

}  // namespace
}  // namespace assessment::testing
