#include "clients/ctl/grant_text.h"

#include "assessment/event/v1/event.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace assessment::ctl {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(GrantText, ARoleAloneIsBoundByNothing) {
  const auto grant = ParseGrant("office");
  ASSERT_TRUE(grant.ok()) << grant.status();
  EXPECT_EQ(grant->role(), event::v1::ROLE_OFFICE);
  EXPECT_EQ(GrantText(*grant), "office");
}

TEST(GrantText, BoundsFollowTheRole) {
  const auto grant = ParseGrant("team-leader:cycles=2022-counties;units=141102,141121;items=A");
  ASSERT_TRUE(grant.ok()) << grant.status();
  EXPECT_THAT(grant->cycles(), ElementsAre("2022-counties"));
  EXPECT_THAT(grant->units(), ElementsAre("141102", "141121"));
  EXPECT_THAT(grant->items(), ElementsAre("A"));
}

TEST(GrantText, WhatIsPrintedReadsBackAsTheSame) {
  const std::string text = "reporter:types=accident_reported,letter_issued;source=accidents";
  const auto grant = ParseGrant(text);
  ASSERT_TRUE(grant.ok()) << grant.status();
  EXPECT_THAT(grant->event_types(), ElementsAre(event::v1::EVENT_TYPE_ACCIDENT_REPORTED,
                                                event::v1::EVENT_TYPE_LETTER_ISSUED));
  EXPECT_EQ(GrantText(*grant), text);
}

TEST(GrantText, AnUnknownRoleIsRefusedWithThoseThereAre) {
  EXPECT_THAT(std::string(ParseGrant("boss").status().message()), HasSubstr("team-member"));
}

TEST(GrantText, AnUnknownBoundIsRefused) {
  EXPECT_THAT(std::string(ParseGrant("office:colour=red").status().message()),
              HasSubstr("expected cycles"));
}

}  // namespace
}  // namespace assessment::ctl
