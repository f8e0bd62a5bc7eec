#include "ledger/registry/permissions.h"

#include "gtest/gtest.h"

namespace assessment {
namespace {

using event::v1::PermissionChanged;

PermissionChanged Granted(const std::string& principal, event::v1::Role role) {
  PermissionChanged changed;
  changed.set_principal(principal);
  changed.set_person_id("p-1");
  changed.set_reason("a test");
  changed.add_grants()->set_role(role);
  return changed;
}

TEST(Permissions, AreGrantedByTheOpening) {
  event::v1::LedgerOpened opened;
  opened.set_access_policy(event::v1::ACCESS_POLICY_BY_GRANT);
  *opened.add_permissions() = Granted("lin", event::v1::ROLE_OFFICE);
  Permissions permissions;
  ApplyOpeningPermissions(opened, permissions);
  EXPECT_TRUE(permissions.by_grant);
  ASSERT_NE(permissions.Find("lin"), nullptr);
  EXPECT_EQ(permissions.Find("lin")->grants[0].role(), event::v1::ROLE_OFFICE);
  EXPECT_EQ(permissions.Find("wang"), nullptr);
}

TEST(Permissions, BindNobodyInALedgerThatWasOpenedBeforeThereWereAny) {
  Permissions permissions;
  ApplyOpeningPermissions({}, permissions);
  EXPECT_FALSE(permissions.by_grant);
}

TEST(Permissions, BindEverybodyFromTheFirstChangeOn) {
  Permissions permissions;
  ApplyOpeningPermissions({}, permissions);
  ApplyPermissionChange(7, Granted("lin", event::v1::ROLE_OFFICE), permissions);
  EXPECT_TRUE(permissions.by_grant);
}

TEST(Permissions, AChangeTakesThePlaceOfAllBeforeIt) {
  Permissions permissions;
  ApplyPermissionChange(7, Granted("lin", event::v1::ROLE_OFFICE), permissions);
  ApplyPermissionChange(9, Granted("lin", event::v1::ROLE_AUDITOR), permissions);
  ASSERT_EQ(permissions.Find("lin")->grants.size(), 1u);
  EXPECT_EQ(permissions.Find("lin")->grants[0].role(), event::v1::ROLE_AUDITOR);
  EXPECT_EQ(permissions.Find("lin")->position, 9u);
}

TEST(Permissions, AChangeWithoutGrantsTakesEverythingAway) {
  Permissions permissions;
  ApplyPermissionChange(7, Granted("lin", event::v1::ROLE_OFFICE), permissions);
  PermissionChanged nothing = Granted("lin", event::v1::ROLE_OFFICE);
  nothing.clear_grants();
  ApplyPermissionChange(9, nothing, permissions);
  EXPECT_EQ(permissions.Find("lin"), nullptr);
}

}  // namespace
}  // namespace assessment
