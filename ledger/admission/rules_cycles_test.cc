#include <gtest/gtest.h>

#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"

namespace assessment::testing {
namespace {

class CycleRules : public ::testing::Test {
 protected:
  CycleRules() { ledger_.SetUpCycle(); }
  TestLedger ledger_;
};

TEST_F(CycleRules, RefuseACycleTwice) {
  EXPECT_EQ(ledger_.ReasonFor(CycleOpened(kCycle, {"unit-1"}, 1)),
            ledger::v1::REASON_DUPLICATE_CYCLE);
}

TEST_F(CycleRules, RefuseUnitsThatAreNotRegistered) {
  EXPECT_EQ(ledger_.ReasonFor(CycleOpened("2023", {"unit-9"}, 1)), ledger::v1::REASON_UNKNOWN_UNIT);
  EXPECT_EQ(ledger_.ReasonFor(CycleUnitsChanged(kCycle, {"unit-9"}, {})),
            ledger::v1::REASON_UNKNOWN_UNIT);
}

TEST_F(CycleRules, RefuseASchemeThatIsNotPublished) {
  EXPECT_EQ(ledger_.ReasonFor(CycleOpened("2023", {"unit-1"}, 2)),
            ledger::v1::REASON_UNKNOWN_SCHEME);
  EXPECT_EQ(ledger_.ReasonFor(CycleSchemeAdopted(kCycle, 2)), ledger::v1::REASON_UNKNOWN_SCHEME);
}

TEST_F(CycleRules, AdoptAnotherVersionInEveryPhase) {
  ledger_.Must(SchemePublished(SmallScheme(2)));
  ledger_.Must(CycleSchemeAdopted(kCycle, 2));
  ledger_.Must(ReviewOpened(kCycle));
  ledger_.Must(CycleSchemeAdopted(kCycle, 1));
  EXPECT_EQ(ledger_.admission().registry().FindCycle(kCycle)->scheme, SchemeKey(kScheme, 1));
}

TEST_F(CycleRules, RefuseCyclesThatAreNotOpen) {
  for (const EventContent& content :
       {CycleSchemeAdopted("2050", 1), CycleUnitsChanged("2050", {"unit-1"}, {}),
        ReviewOpened("2050"), ReviewClosed("2050"), TeamFormed("2050", "t", "p-1", {})}) {
    EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CYCLE)
        << content.DebugString();
  }
}

TEST_F(CycleRules, MoveBetweenThePhasesInTurn) {
  EXPECT_EQ(ledger_.ReasonFor(ReviewClosed(kCycle)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  ledger_.Must(ReviewOpened(kCycle));
  EXPECT_EQ(ledger_.ReasonFor(ReviewOpened(kCycle)), ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  ledger_.Must(ReviewClosed(kCycle));
}

TEST_F(CycleRules, ChangeTheListOfUnitsOnlyWhereItChanges) {
  EXPECT_EQ(ledger_.ReasonFor(CycleUnitsChanged(kCycle, {"unit-1"}, {})),
            ledger::v1::REASON_DUPLICATE_UNIT);
  ledger_.Must(CycleUnitsChanged(kCycle, {}, {"unit-1"}));
  EXPECT_EQ(ledger_.ReasonFor(CycleUnitsChanged(kCycle, {}, {"unit-1"})),
            ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
}

TEST_F(CycleRules, FormTeamsForUnitsOfTheCycleAndItemsOfTheScheme) {
  ledger_.Must(UnitRegistered("unit-9"));
  EXPECT_EQ(ledger_.ReasonFor(TeamFormed(kCycle, "t", "p-1", {}, {"unit-9"})),
            ledger::v1::REASON_UNIT_NOT_IN_CYCLE);
  EventContent content = TeamFormed(kCycle, "t", "p-1", {});
  content.mutable_team_formed()->add_items("99");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_UNKNOWN_CLAUSE);
  ledger_.Must(CycleOpened("2023", {"unit-1"}, 0));
  content.mutable_team_formed()->set_cycle("2023");
  EXPECT_EQ(ledger_.ReasonFor(content), ledger::v1::REASON_CYCLE_WITHOUT_SCHEME);
}

// --- REVIEW ---

TEST_F(CycleRules, LetTheOfficePostInReview) {
  ledger_.Must(ReviewOpened(kCycle));
  ledger_.Must(DecidedBy(FindingRecorded("unit-1", "1.1"), {"p-anybody"}), OfficePoster());
}

TEST_F(CycleRules, LetMembersAndLeadersOfTeamsPostInReview) {
  ledger_.Must(ReviewOpened(kCycle));
  const event::v1::Poster body = UnitPoster("body");
  ledger_.Must(DecidedBy(FindingRecorded("unit-1", "1.1"), {"p-member", "p-leader"}), body);
  EXPECT_EQ(ledger_.ReasonFor(
                DecidedBy(FindingRecorded("unit-1", "1.1"), {"p-member", "p-anybody"}), body),
            ledger::v1::REASON_NOT_IN_TEAM);
}

TEST_F(CycleRules, LookAtTheUnitsOfTheTeamInReview) {
  ledger_.Must(TeamFormed(kCycle, "team", "p-leader", {"p-member"}, {"unit-2"}));
  ledger_.Must(ReviewOpened(kCycle));
  const event::v1::Poster body = UnitPoster("body");
  ledger_.Must(FindingRecorded("unit-2", "1.1"), body);
  EXPECT_EQ(ledger_.ReasonFor(FindingRecorded("unit-1", "1.1"), body),
            ledger::v1::REASON_NOT_IN_TEAM);
}

TEST_F(CycleRules, TakeStatementsInReviewThroughTheOffice) {
  ledger_.Must(ReviewOpened(kCycle));
  EXPECT_EQ(ledger_.ReasonFor(NotApplicableClaimed("unit-1", {"2"}), UnitPoster("unit-1")),
            ledger::v1::REASON_CYCLE_PHASE_REFUSES);
  ledger_.Must(NotApplicableClaimed("unit-1", {"2"}), OfficePoster());
}

TEST_F(CycleRules, TakeFactsInEveryPhase) {
  ledger_.Must(ReviewOpened(kCycle));
  ledger_.Must(AccidentReported("a-1", "unit-1"), UnitPoster("body"));
  ledger_.Must(MetricReported("rate", "unit-1", 1), UnitPoster("body"));
}

TEST_F(CycleRules, TakeCorrectionsOfPostingsInReviewFromWhomTheyTakePostings) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  ledger_.Must(ReviewOpened(kCycle));
  const event::v1::Poster body = UnitPoster("body");
  EXPECT_EQ(ledger_.ReasonFor(CorrectionProposed(finding), body), ledger::v1::REASON_NOT_IN_TEAM);
  ledger_.Must(DecidedBy(CorrectionProposed(finding), {"p-leader"}), body);
}

// --- Composed cycles ---

// A composite scheme of these parts, as a version of the small one.
scheme::v1::Scheme CompositeScheme(uint32_t version, const std::vector<std::string>& parts) {
  scheme::v1::Scheme scheme;
  scheme.set_scheme(kScheme);
  scheme.set_version(version);
  scheme.mutable_title()->set_zh("综合");
  scheme.set_total_milli(100000);
  scheme.set_not_applicable_policy(scheme::v1::NOT_APPLICABLE_POLICY_KEEP);
  scheme.mutable_number_policy()->set_decimals(2);
  for (const std::string& id : parts) {
    scheme::v1::CompositePart& part = *scheme.mutable_composite()->add_parts();
    part.set_part(id);
    part.mutable_label()->set_zh("部分");
    part.set_weight(1);
  }
  return scheme;
}

EventContent ComposedOf(EventContent opened, absl::string_view part, absl::string_view cycle) {
  event::v1::ComposedCycle& composed = *opened.mutable_cycle_opened()->add_composed_of();
  composed.set_part(std::string(part));
  composed.set_cycle(std::string(cycle));
  return opened;
}

TEST_F(CycleRules, ComposeExactlyThePartsOfTheScheme) {
  ledger_.Must(SchemePublished(CompositeScheme(2, {"whole"})));
  ledger_.Must(SchemePublished(CompositeScheme(3, {"whole", "half"})));
  const EventContent alone = CycleOpened("all", {"unit-1"}, 2);
  EXPECT_EQ(ledger_.ReasonFor(alone), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(ComposedOf(alone, "half", kCycle)), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(ComposedOf(CycleOpened("all", {"unit-1"}, 1), "whole", kCycle)),
            ledger::v1::REASON_FIELD_INVALID);
  ledger_.Must(ComposedOf(alone, "whole", kCycle));
  EXPECT_EQ(ledger_.ReasonFor(CycleSchemeAdopted("all", 3)), ledger::v1::REASON_FIELD_INVALID);
  EXPECT_EQ(ledger_.ReasonFor(CycleSchemeAdopted(kCycle, 2)), ledger::v1::REASON_FIELD_INVALID);
}

TEST_F(CycleRules, ComposeCyclesThatAreNotComposedThemselves) {
  ledger_.Must(SchemePublished(CompositeScheme(2, {"whole"})));
  const EventContent opened = CycleOpened("all", {"unit-1"}, 2);
  EXPECT_EQ(ledger_.ReasonFor(ComposedOf(opened, "whole", "2050")),
            ledger::v1::REASON_UNKNOWN_CYCLE);
  EXPECT_EQ(ledger_.ReasonFor(ComposedOf(opened, "whole", "all")),
            ledger::v1::REASON_UNKNOWN_CYCLE);
  ledger_.Must(ComposedOf(opened, "whole", kCycle));
  EXPECT_EQ(ledger_.ReasonFor(ComposedOf(CycleOpened("more", {"unit-1"}, 2), "whole", "all")),
            ledger::v1::REASON_FIELD_INVALID);
}

}  // namespace
}  // namespace assessment::testing
