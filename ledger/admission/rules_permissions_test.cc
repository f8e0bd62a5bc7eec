// Every role against every event type, by the one table of ledger/permission/role_table.h, and the
// bounds of grants.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "ledger/admission/event_kind.h"
#include "ledger/permission/role_table.h"
#include "ledger/registry/results_digest.h"
#include "tests/support/small_scheme.h"
#include "tests/support/test_ledger.h"
#include "tests/support/year_end_builders.h"

namespace assessment::testing {
namespace {

using event::v1::EventType;
using event::v1::Grant;
using event::v1::Role;

// A well-formed event of every type that somebody may post; `posting` is the position of one that
// an amendment may add.
std::vector<EventContent> Samples(uint64_t posting) {
  return {UnitRegistered("unit-9"), UnitRenamed("unit-1", "新名"), AliasAdded("unit-1", "别名"),
          SchemePublished(SmallScheme(2)), CycleOpened("2023", {"unit-1"}, 0),
          CycleSchemeAdopted(kCycle, 1), CycleUnitsChanged(kCycle, {}, {"unit-3"}),
          ReviewOpened(kCycle), ReviewClosed(kCycle),
          TeamFormed(kCycle, "second", "p-leader", {"p-member"}), TargetSet("rate", 1),
          BaselineSet("unit-1", 1, 1), ClerkPaused(), ClerkResumed(), InterpretationConfirmed("R1"),
          UnitsMerged({"unit-1"}, "unit-2", Date(2023, 1, 1)),
          UnitDissolved("unit-1", Date(2023, 1, 1)),
          EnterpriseSupervised("unit-1", "91350100M000100Y43", Date(2022, 1, 1)),
          ResponsibilityLetterSigned("unit-1", 2022), ResultNotified("unit-1"),
          ObjectionFiled("unit-1"), ObjectionDecided("unit-1"),
          ChecklistAccepted("unit-1", event::v1::CHECKLIST_ENTRY_NO_FINDING), FreezeProposed(1),
          FreezeConfirmed(1), FreezeWithdrawalProposed(), FreezeWithdrawn(1),
          ResultsPublished("results"), AppealFiled("unit-1", 1),
          AppealDecided("unit-1", event::v1::OUTCOME_REJECTED), AppealWithdrawn("unit-1"),
          AmendmentProposed({posting}, std::string(32, 'd')), CycleAmended(1, "results"),
          LateFactLeavingProposed(1), LateFactLeft(1, 1), CycleClosed(), TextErased(1),
          // On what the office scores, so that the office may as well as the teams by their role.
          FindingRecorded("unit-1", "4.5"), ItemReviewed("unit-1", {"4"}),
          PointsJudged("unit-1", "4.5", 1000), DeductionDecided("unit-1", "4.5", 1000),
          ExemptionGranted("unit-1", "4.5"), NotApplicableClaimed("unit-1", {"1"}),
          NotApplicableRuled("unit-1", 1, event::v1::RULING_ACCEPTED),
          NoStatementFound("unit-1", {"1"}), MatterOpened("m-9", "unit-1"),
          MatterExtended("m-9", DueBy(2022, 8, 1)), MatterReturned("m-9"), MatterWithdrawn("m-9"),
          MatterReassigned("m-9", "unit-1"), MatterCompleted("m-9"),
          LetterIssued({"unit-1"}, {"m-9"}), MatterOverdue("m-9", DueBy(2022, 6, 30)),
          AccidentReported("a-9", "unit-1"),
          AccidentAttributed("a-9", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
          AccidentRuled("a-9", event::v1::FINDING_YES),
          AttributionWithdrawn("a-9", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY),
          AccidentSupplemented("a-9", Date(2022, 6, 5), 1), InvestigationOpened("a-9"),
          InvestigationExtended("a-9", 10), AppraisalPaused("a-9", Date(2022, 6, 10)),
          AppraisalResumed("a-9", Date(2022, 6, 11)), ReportPublished("a-9"),
          FollowUpEvaluated("a-9"), ConcealmentVerified("a-9", "unit-1"), AccidentStruckOff("a-9"),
          AccidentsMerged("a-9", "a-8"), AccidentsUnmerged("a-9", "a-8"), BonusClaimed("unit-1"),
          HonourRecorded("unit-1"), BonusRefused("unit-1", 1), BlameRecorded("unit-1"),
          MetricReported("rate", "unit-1", 1), SelfReportFiled("unit-1", {"1"}),
          EvidenceSubmitted("unit-1", {"1"}), QuestionAnswered("unit-1", "q", 1),
          VetoConfirmed("unit-1", "V1"), PendingDecided("a-9", event::v1::PENDING_DECISION_COUNT),
          SheetIssued("unit-1", {"1"}), SheetSigned("unit-1"), SheetReopened("unit-1")};
}

class PermissionsTest : public ::testing::Test {
 protected:
  PermissionsTest() {
    ledger_.SetUpCycle();
    posting_ = ledger_.Must(FindingRecorded("unit-2", "1.1"));
  }

  // Grants to `principal`; the ledger goes by grants from the first of these on.
  void Give(const std::string& principal, const std::vector<Grant>& grants,
            const std::string& unit = "") {
    EventContent content;
    *content.mutable_occurred_on() = Date(2022, 11, 30);
    event::v1::PermissionChanged& changed = *content.mutable_permission_changed();
    changed.set_principal(principal);
    changed.set_person_id("p-" + principal);
    changed.set_unit(unit);
    changed.set_reason("a test");
    *changed.mutable_grants() = {grants.begin(), grants.end()};
    const BatchDecision decision =
        ledger_.Append(ledger_.MakeRequest({content}), OfficePoster(), Route::kLedger);
    EXPECT_TRUE(decision.refusals.empty()) << Describe(decision);
  }
  static Grant Of(Role role) {
    Grant grant;
    grant.set_role(role);
    if (role == event::v1::ROLE_REPORTER) {
      grant.set_source("test");
      for (const TypeRow& row : TypeTable()) {
        if (row.posters.Has(role)) grant.add_event_types(row.type);
      }
    }
    return grant;
  }
  static event::v1::Poster As(const std::string& principal, const std::string& unit = "") {
    event::v1::Poster poster;
    poster.set_principal(principal);
    poster.set_person_id("p-" + principal);
    poster.set_unit(unit);
    return poster;
  }
  // Why it is refused; unspecified when it is not.
  ledger::v1::Reason ReasonFor(const EventContent& content, const event::v1::Poster& poster) {
    const BatchDecision decision =
        NeedsYearEndService(content)
            ? ledger_.Append(ledger_.MakeRequest({content}), poster, Route::kYearEndService)
            : ledger_.Preview({content}, poster);
    return decision.refusals.empty() ? ledger::v1::REASON_UNSPECIFIED
                                     : decision.refusals[0].reason();
  }
  static bool NeedsYearEndService(const EventContent& content) {
    return admission::NeedsYearEndService(content);
  }

  TestLedger ledger_;
  uint64_t posting_ = 0;
};

TEST_F(PermissionsTest, TheSamplesHoldEveryTypeThatSomebodyPosts) {
  std::map<EventType, int> samples;
  for (const EventContent& content : Samples(posting_)) {
    ++samples[static_cast<EventType>(content.kind_case())];
  }
  for (const TypeRow& row : TypeTable()) {
    const bool correction = row.type == event::v1::EVENT_TYPE_CORRECTION_PROPOSED ||
                            row.type == event::v1::EVENT_TYPE_CORRECTION_CONFIRMED;
    EXPECT_EQ(samples[row.type], row.posters.empty() || correction ? 0 : 1)
        << event::v1::EventType_Name(row.type);
  }
}

TEST_F(PermissionsTest, EveryRolePostsWhatTheTableGivesItAndNothingElse) {
  for (int value = event::v1::Role_MIN + 1; value <= event::v1::Role_MAX; ++value) {
    const auto role = static_cast<Role>(value);
    const std::string unit = role == event::v1::ROLE_UNIT ? "unit-1" : "";
    Give(event::v1::Role_Name(role), {Of(role)}, unit);
  }
  int cells = 0;
  for (const EventContent& content : Samples(posting_)) {
    const auto type = static_cast<EventType>(content.kind_case());
    for (int value = event::v1::Role_MIN + 1; value <= event::v1::Role_MAX; ++value) {
      const auto role = static_cast<Role>(value);
      const std::string unit = role == event::v1::ROLE_UNIT ? "unit-1" : "";
      const ledger::v1::Reason reason = ReasonFor(content, As(event::v1::Role_Name(role), unit));
      EXPECT_EQ(reason != ledger::v1::REASON_PERMISSION_DENIED, MayPost(role, type))
          << event::v1::Role_Name(role) << " posts " << event::v1::EventType_Name(type) << ": "
          << ledger::v1::Reason_Name(reason);
      ++cells;
    }
  }
  std::cout << cells << " cells\n";
}

TEST_F(PermissionsTest, EveryTypeIsTakenInItsPhasesAlone) {
  using ledger::v1::CyclePhase;
  const std::string results = "the results";
  const std::string digest(ResultsDigest(results).view());
  // Each step leads into the next phase.
  const std::vector<std::function<void()>> steps = {
      [&] { ledger_.Must(ReviewOpened(kCycle)); },
      [&] {
        EventContent proposed = FreezeProposed(ledger_.size());
        proposed.mutable_freeze_proposed()->set_results_digest(digest);
        const uint64_t proposal = ledger_.MustDecide(proposed, OfficePoster("p-proposer"));
        EventContent confirmed = FreezeConfirmed(proposal);
        confirmed.mutable_freeze_confirmed()->set_results_digest(digest);
        ledger_.MustDecide(confirmed, OfficePoster("p-confirmer"));
      },
      [&] { ledger_.MustDecide(ResultsPublished(results)); },
      [&] { ledger_.MustDecide(CycleClosed()); }};
  int cells = 0;
  for (int phase = ledger::v1::CYCLE_PHASE_OPEN; phase <= ledger::v1::CYCLE_PHASE_CLOSED; ++phase) {
    ASSERT_EQ(ledger_.admission().registry().FindCycle(kCycle)->phase, phase);
    for (const EventContent& content : Samples(posting_)) {
      const auto type = static_cast<EventType>(content.kind_case());
      // Accepted, it would lead on; the step below shows that it is taken.
      if (phase == ledger::v1::CYCLE_PHASE_PUBLISHED &&
          type == event::v1::EVENT_TYPE_CYCLE_CLOSED) {
        continue;
      }
      const ledger::v1::Reason reason = ReasonFor(content, OfficePoster());
      EXPECT_EQ(reason != ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                FindType(type)->phases.Has(static_cast<CyclePhase>(phase)))
          << event::v1::EventType_Name(type) << " in "
          << ledger::v1::CyclePhase_Name(static_cast<CyclePhase>(phase)) << ": "
          << ledger::v1::Reason_Name(reason);
      ++cells;
    }
    if (phase < ledger::v1::CYCLE_PHASE_CLOSED) steps[static_cast<size_t>(phase) - 1]();
  }
  std::cout << cells << " cells\n";
}

TEST_F(PermissionsTest, WithoutAGrantNothingIsPosted) {
  Give("other", {Of(event::v1::ROLE_OFFICE)});
  for (const EventContent& content : Samples(posting_)) {
    EXPECT_EQ(ReasonFor(content, As("nobody")), ledger::v1::REASON_PERMISSION_DENIED)
        << content.kind_case();
  }
}

TEST_F(PermissionsTest, BeforeTheFirstGrantTheRulesAboutUnitsAloneHold) {
  EXPECT_EQ(ReasonFor(MetricReported("rate", "unit-1", 1), As("anybody")),
            ledger::v1::REASON_UNSPECIFIED);
}

TEST_F(PermissionsTest, NobodyPostsAChangeOfPermissions) {
  EventContent content;
  *content.mutable_occurred_on() = Date(2022, 11, 30);
  content.mutable_permission_changed()->set_principal("me");
  content.mutable_permission_changed()->set_person_id("p-me");
  content.mutable_permission_changed()->set_reason("why not");
  content.mutable_permission_changed()->add_grants()->set_role(event::v1::ROLE_CHIEF);
  EXPECT_EQ(ReasonFor(content, OfficePoster()), ledger::v1::REASON_NOT_POSTABLE);
}

TEST_F(PermissionsTest, ATeamPostsInItsUnitsAndItemsAlone) {
  Grant grant = Of(event::v1::ROLE_TEAM_MEMBER);
  grant.add_units("unit-1");
  grant.add_items("A");
  Give("member", {grant});
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "1.1"), As("member")),
            ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-2", "1.1"), As("member")),
            ledger::v1::REASON_PERMISSION_DENIED);
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "6.1"), As("member")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, TwoGrantsDoNotAddUpWithinOneEvent) {
  ledger_.Must(MatterOpened("m-1", "unit-1"));
  Grant first = Of(event::v1::ROLE_OFFICE);
  first.add_units("unit-1");
  Grant second = Of(event::v1::ROLE_OFFICE);
  second.add_units("unit-2");
  Give("half", {first, second});
  EXPECT_EQ(ReasonFor(BlameRecorded("unit-1"), As("half")), ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(LetterIssued({"unit-1", "unit-2"}, {"m-1"}), As("half")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, WhatTheOfficeScoresNoTeamPostsAndTheOtherWayRound) {
  Give("member", {Of(event::v1::ROLE_TEAM_MEMBER)});
  Give("office", {Of(event::v1::ROLE_OFFICE)});
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "4.5"), As("office")),
            ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "4.5"), As("member")),
            ledger::v1::REASON_SCORED_BY_OTHER_BODY);
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "1.1"), As("office")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, ACorrectionNeedsTheGrantForWhatItCorrects) {
  const uint64_t finding = ledger_.Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t metric = ledger_.Must(MetricReported("rate", "unit-1", 1));
  Give("member", {Of(event::v1::ROLE_TEAM_MEMBER)});
  EXPECT_EQ(ReasonFor(CorrectionProposed(finding), As("member")), ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(CorrectionProposed(metric), As("member")),
            ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, TheOwnUnitIsOutOfReachWhateverTheRole) {
  Give("host", {Of(event::v1::ROLE_OFFICE), Of(event::v1::ROLE_TEAM_LEADER)}, "unit-1");
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-1", "1.1"), As("host", "unit-1")),
            ledger::v1::REASON_OWN_UNIT);
  EXPECT_EQ(ReasonFor(FindingRecorded("unit-2", "1.1"), As("host", "unit-1")),
            ledger::v1::REASON_UNSPECIFIED);
  EXPECT_EQ(ReasonFor(BlameRecorded("unit-1"), As("host", "unit-1")), ledger::v1::REASON_OWN_UNIT);
}

TEST_F(PermissionsTest, WhatWasTakenAwayHoldsFromTheNextEventOn) {
  Give("office", {Of(event::v1::ROLE_OFFICE)});
  EXPECT_EQ(ReasonFor(BlameRecorded("unit-1"), As("office")), ledger::v1::REASON_UNSPECIFIED);
  Give("office", {});
  EXPECT_EQ(ReasonFor(BlameRecorded("unit-1"), As("office")), ledger::v1::REASON_PERMISSION_DENIED);
}

TEST_F(PermissionsTest, AReplayOfTheLogGivesTheSameAccess) {
  Give("office", {Of(event::v1::ROLE_OFFICE)});
  ledger_.Hold();
  ledger_.Flush();
  const AccessView live = ledger_.admission().access();
  Admission replayed("141100", ledger_.log(), [] { return std::string(16, 's'); });
  ASSERT_TRUE(replayed.Replay().ok());
  const AccessView again = replayed.access();
  EXPECT_EQ(live.permissions.principals.size(), again.permissions.principals.size());
  EXPECT_NE(again.permissions.Find("office"), nullptr);
  EXPECT_TRUE(again.permissions.by_grant);
}

}  // namespace
}  // namespace assessment::testing
