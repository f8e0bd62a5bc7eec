#include "ledger/permission/role_table.h"

#include "gtest/gtest.h"

namespace assessment {
namespace {

using event::v1::Role;

TEST(RoleTable, HoldsEveryEventTypeOnceByNumber) {
  const auto* types = event::v1::EventType_descriptor();
  ASSERT_EQ(TypeTable().size() + 1, static_cast<size_t>(types->value_count()));
  for (int i = 1; i < types->value_count(); ++i) {
    EXPECT_EQ(TypeTable()[static_cast<size_t>(i) - 1].type, types->value(i)->number())
        << types->value(i)->name();
  }
}

TEST(RoleTable, FindsEveryRowByItsType) {
  for (const TypeRow& row : TypeTable()) EXPECT_EQ(FindType(row.type), &row);
  EXPECT_EQ(FindType(event::v1::EVENT_TYPE_UNSPECIFIED), nullptr);
}

TEST(RoleTable, AuditorsAndThePublicPostNothing) {
  EXPECT_FALSE(PostsAnything(event::v1::ROLE_AUDITOR));
  EXPECT_FALSE(PostsAnything(event::v1::ROLE_PUBLIC));
}

TEST(RoleTable, EveryOtherRolePostsSomething) {
  for (int role = event::v1::Role_MIN + 1; role <= event::v1::Role_MAX; ++role) {
    if (role == event::v1::ROLE_AUDITOR || role == event::v1::ROLE_PUBLIC) continue;
    EXPECT_TRUE(PostsAnything(static_cast<Role>(role)))
        << event::v1::Role_Name(static_cast<Role>(role));
  }
}

TEST(RoleTable, NobodyPostsWhatTheLedgerStatesItself) {
  for (const auto type :
       {event::v1::EVENT_TYPE_LEDGER_OPENED, event::v1::EVENT_TYPE_SIGNING_KEY_CHANGED,
        event::v1::EVENT_TYPE_PERMISSION_CHANGED}) {
    EXPECT_TRUE(FindType(type)->posters.empty()) << event::v1::EventType_Name(type);
  }
}

TEST(RoleTable, WhoProposesAFreezeIsNotWhoConfirmsIt) {
  EXPECT_TRUE(MayPost(event::v1::ROLE_REVIEWER, event::v1::EVENT_TYPE_FREEZE_PROPOSED));
  EXPECT_FALSE(MayPost(event::v1::ROLE_REVIEWER, event::v1::EVENT_TYPE_FREEZE_CONFIRMED));
  EXPECT_FALSE(MayPost(event::v1::ROLE_CHIEF, event::v1::EVENT_TYPE_FREEZE_PROPOSED));
  EXPECT_TRUE(MayPost(event::v1::ROLE_CHIEF, event::v1::EVENT_TYPE_FREEZE_CONFIRMED));
}

TEST(RoleTable, AUnitPostsOnlyWhatItHandsIn) {
  for (const TypeRow& row : TypeTable()) {
    if (!row.posters.Has(event::v1::ROLE_UNIT)) continue;
    EXPECT_EQ(row.read == ReadClass::kFact || row.type == event::v1::EVENT_TYPE_CORRECTION_PROPOSED,
              true)
        << event::v1::EventType_Name(row.type);
  }
}

}  // namespace
}  // namespace assessment
