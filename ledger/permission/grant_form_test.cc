#include "ledger/permission/grant_form.h"

#include "assessment/event/v1/event.pb.h"
#include "gtest/gtest.h"
#include "ledger/base/limits.h"

namespace assessment {
namespace {

using event::v1::Grant;
using event::v1::PermissionChanged;

class GrantFormTest : public ::testing::Test {
 protected:
  GrantFormTest() {
    changed_.set_principal("lin");
    changed_.set_person_id("p-1");
    changed_.set_reason("a test");
  }

  Grant& Add(event::v1::Role role) {
    Grant& grant = *changed_.add_grants();
    grant.set_role(role);
    return grant;
  }
  // The field that is wrong; empty when none is.
  std::string Faulty() const {
    const auto fault = FindGrantFault(changed_);
    return fault.has_value() ? fault->field : "";
  }

  PermissionChanged changed_;
};

TEST_F(GrantFormTest, NoGrantAtAllIsWellFormed) { EXPECT_EQ(Faulty(), ""); }

TEST_F(GrantFormTest, PrincipalPersonAndReasonAreRequired) {
  PermissionChanged whole = changed_;
  changed_.clear_principal();
  EXPECT_EQ(Faulty(), "principal");
  changed_ = whole;
  changed_.clear_person_id();
  EXPECT_EQ(Faulty(), "person_id");
  changed_ = whole;
  changed_.clear_reason();
  EXPECT_EQ(Faulty(), "reason");
}

TEST_F(GrantFormTest, AGrantNamesARole) {
  Add(event::v1::ROLE_UNSPECIFIED);
  EXPECT_EQ(Faulty(), "grants[0].role");
}

TEST_F(GrantFormTest, ABoundIsNamedOnce) {
  Grant& grant = Add(event::v1::ROLE_TEAM_MEMBER);
  grant.add_units("141102");
  grant.add_units("141102");
  EXPECT_EQ(Faulty(), "grants[0].units[1]");
}

TEST_F(GrantFormTest, TypesAreSuchAsTheRolePosts) {
  Grant& grant = Add(event::v1::ROLE_TEAM_MEMBER);
  grant.add_event_types(event::v1::EVENT_TYPE_FINDING_RECORDED);
  EXPECT_EQ(Faulty(), "");
  grant.add_event_types(event::v1::EVENT_TYPE_UNIT_REGISTERED);
  EXPECT_EQ(Faulty(), "grants[0].event_types[1]");
}

TEST_F(GrantFormTest, AReporterIsBoundToItsTypesAndItsSource) {
  Grant& grant = Add(event::v1::ROLE_REPORTER);
  EXPECT_EQ(Faulty(), "grants[0].event_types");
  grant.add_event_types(event::v1::EVENT_TYPE_ACCIDENT_REPORTED);
  EXPECT_EQ(Faulty(), "grants[0].source");
  grant.set_source("accident-system");
  EXPECT_EQ(Faulty(), "");
}

TEST_F(GrantFormTest, AUnitIsBoundByThePrincipalsOwn) {
  Grant& grant = Add(event::v1::ROLE_UNIT);
  EXPECT_EQ(Faulty(), "unit");
  changed_.set_unit("141102");
  EXPECT_EQ(Faulty(), "");
  grant.add_units("141121");
  EXPECT_EQ(Faulty(), "grants[0].units");
}

TEST_F(GrantFormTest, MoreGrantsThanTheMostAreRefused) {
  for (size_t i = 0; i <= limits::kGrantsPerPrincipalMax; ++i) Add(event::v1::ROLE_AUDITOR);
  EXPECT_EQ(Faulty(), "grants");
}

}  // namespace
}  // namespace assessment
