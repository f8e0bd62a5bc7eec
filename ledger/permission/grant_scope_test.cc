#include "ledger/permission/grant_scope.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assessment {
namespace {

using event::v1::Grant;
using ::testing::ElementsAre;

// A finding in cycle "2022" against units "a" and "b" on clause 1.2.
GrantedThing Finding() {
  GrantedThing thing;
  thing.type = event::v1::EVENT_TYPE_FINDING_RECORDED;
  thing.source = "field-app";
  thing.cycle = "2022";
  thing.units = {"a", "b"};
  thing.targets = {{"1.2", "1", "A"}};
  return thing;
}

Grant Member() {
  Grant grant;
  grant.set_role(event::v1::ROLE_TEAM_MEMBER);
  return grant;
}

TEST(GrantScope, WithoutBoundsTheRoleAloneDecides) {
  EXPECT_TRUE(CoversPosting(Member(), Finding()));
  Grant auditor;
  auditor.set_role(event::v1::ROLE_AUDITOR);
  EXPECT_FALSE(CoversPosting(auditor, Finding()));
}

TEST(GrantScope, PostingNeedsEveryUnitAndReadingOne) {
  Grant grant = Member();
  grant.add_units("a");
  EXPECT_FALSE(CoversPosting(grant, Finding()));
  EXPECT_TRUE(CoversReading(grant, Finding()));
  grant.add_units("b");
  EXPECT_TRUE(CoversPosting(grant, Finding()));
}

TEST(GrantScope, AnotherCycleIsOutOfBounds) {
  Grant grant = Member();
  grant.add_cycles("2023");
  EXPECT_FALSE(CoversPosting(grant, Finding()));
  EXPECT_FALSE(CoversReading(grant, Finding()));
}

TEST(GrantScope, WhatNamesNoCycleIsNotBoundByCycles) {
  Grant grant = Member();
  grant.add_cycles("2023");
  GrantedThing fact = Finding();
  fact.cycle.clear();
  EXPECT_TRUE(CoversReading(grant, fact));
}

TEST(GrantScope, AnItemOrItsCategoryHoldsItsClauses) {
  Grant grant = Member();
  grant.add_items("A");
  EXPECT_TRUE(CoversPosting(grant, Finding()));
  grant.set_items(0, "1");
  EXPECT_TRUE(CoversPosting(grant, Finding()));
  grant.set_items(0, "2");
  EXPECT_FALSE(CoversPosting(grant, Finding()));
}

TEST(GrantScope, TypesAndSourceBoundPosting) {
  Grant grant = Member();
  grant.add_event_types(event::v1::EVENT_TYPE_ITEM_REVIEWED);
  EXPECT_FALSE(CoversPosting(grant, Finding()));
  grant = Member();
  grant.set_source("other");
  EXPECT_FALSE(CoversPosting(grant, Finding()));
  grant.set_source("field-app");
  EXPECT_TRUE(CoversPosting(grant, Finding()));
}

TEST(GrantScope, TargetsOfAPostingAreItsClausesAndItems) {
  event::v1::EventContent content;
  content.mutable_finding_recorded()->set_clause("1.2");
  EXPECT_THAT(TargetsOf(content), ElementsAre("1.2"));
  content.mutable_item_reviewed()->add_items("3");
  EXPECT_THAT(TargetsOf(content), ElementsAre("3"));
  content.mutable_letter_issued();
  EXPECT_TRUE(TargetsOf(content).empty());
}

TEST(GrantScope, AnIdStandsInItsItemAndCategory) {
  scheme::v1::Scheme scheme;
  scheme::v1::Category& category = *scheme.add_categories();
  category.set_category("A");
  scheme::v1::Item& item = *category.add_items();
  item.set_item("1");
  scheme::v1::Component& component = *item.add_components();
  component.set_component("1.c1");
  scheme::v1::Clause& clause = *item.add_clauses();
  clause.set_clause("1.2");
  clause.set_component("1.c1");
  const auto compiled = CompiledScheme::Compile(scheme);
  ASSERT_TRUE(compiled.ok()) << compiled.status();
  EXPECT_THAT(WithEnclosing(compiled->get(), "1.2"), ElementsAre("1.2", "1.c1", "1", "A"));
  EXPECT_THAT(WithEnclosing(compiled->get(), "1.c1"), ElementsAre("1.c1", "1", "A"));
  EXPECT_THAT(WithEnclosing(compiled->get(), "1"), ElementsAre("1", "A"));
  EXPECT_THAT(WithEnclosing(compiled->get(), "9"), ElementsAre("9"));
  EXPECT_THAT(WithEnclosing(nullptr, "1.2"), ElementsAre("1.2"));
}

}  // namespace
}  // namespace assessment
