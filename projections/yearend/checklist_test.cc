#include "projections/yearend/checklist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

using ::testing::IsEmpty;

class ChecklistTest : public ::testing::Test {
 protected:
  ChecklistTest() {
    year_.ledger().Must(ReviewOpened(kCycle));
    year_.SettleChecklist();
  }

  // The entry that blocks, at the unit and about the subject; nothing when there is none.
  std::optional<projections::v1::Blocking> Find(projections::v1::BlockingEntry entry,
                                                const std::string& unit,
                                                const std::string& subject) {
    const Checklist list = year_.List();
    for (const projections::v1::Blocking& blocking : list.blocking) {
      if (blocking.entry() == entry && blocking.unit() == unit && blocking.subject() == subject) {
        return blocking;
      }
    }
    return std::nullopt;
  }
  bool Waits(event::v1::ChecklistEntry entry, const std::string& unit, const std::string& subject) {
    const Checklist list = year_.List();
    return std::any_of(list.to_accept.begin(), list.to_accept.end(), [&](const auto& accept) {
      return accept.entry() == entry && accept.unit() == unit && accept.subject() == subject &&
             !accept.has_accepted();
    });
  }

  YearEndLedger year_;
};

TEST_F(ChecklistTest, IsReadyOnceEveryEntryIsSettled) {
  const Checklist list = year_.List();
  EXPECT_THAT(list.blocking, IsEmpty()) << list.blocking[0].DebugString();
  EXPECT_TRUE(list.ready());
}

TEST(ChecklistOfANewCycle, NamesItemsThatNobodyLookedAt) {
  YearEndLedger year;
  const Checklist list = year.List();
  EXPECT_TRUE(std::any_of(list.blocking.begin(), list.blocking.end(), [](const auto& entry) {
    return entry.entry() == projections::v1::BLOCKING_ENTRY_NOT_COVERED &&
           entry.unit() == "unit-1" && entry.subject() == "1";
  }));
  EXPECT_TRUE(std::any_of(list.blocking.begin(), list.blocking.end(), [](const auto& entry) {
    return entry.entry() == projections::v1::BLOCKING_ENTRY_SHEET_MISSING;
  }));
  EXPECT_FALSE(list.ready());
}

TEST_F(ChecklistTest, NamesObjectionsThatWait) {
  year_.ledger().Must(ResultNotified("unit-2"));
  year_.ledger().Must(ObjectionFiled("unit-2"));
  EXPECT_TRUE(Find(projections::v1::BLOCKING_ENTRY_OBJECTION_OPEN, "unit-2", "o-1").has_value());
  year_.ledger().Must(ObjectionDecided("unit-2"));
  EXPECT_TRUE(year_.List().ready());
}

TEST_F(ChecklistTest, NamesASheetThatIsOpenAgainAndOneThatDiffers) {
  year_.ledger().Must(SheetReopened("unit-1"));
  EXPECT_TRUE(
      Find(projections::v1::BLOCKING_ENTRY_SHEET_NOT_SIGNED, "unit-1", "onsite").has_value());
  year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  year_.ledger().Must(SheetSigned("unit-1"));
  EXPECT_TRUE(
      Find(projections::v1::BLOCKING_ENTRY_SHEET_DIFFERS, "unit-1", "onsite 1").has_value());
  EXPECT_FALSE(
      Find(projections::v1::BLOCKING_ENTRY_SHEET_DIFFERS, "unit-1", "onsite 2").has_value());
}

TEST_F(ChecklistTest, NamesAPausedClerk) {
  const uint64_t paused = year_.ledger().Must(ClerkPaused());
  const auto entry = Find(projections::v1::BLOCKING_ENTRY_CLERK_PAUSED, "", "");
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(entry->positions(0), paused);
}

TEST_F(ChecklistTest, NamesMattersWhoseLatenessIsNotRecorded) {
  year_.ledger().Must(MatterOpened("m-1", "unit-1"));
  EXPECT_TRUE(Find(projections::v1::BLOCKING_ENTRY_CLERK_BEHIND, "", "m-1").has_value());
}

TEST_F(ChecklistTest, AsksToAcceptAMatterThatIsOpen) {
  year_.ledger().Must(MatterOpened("m-1", "unit-1"));
  EXPECT_TRUE(Waits(event::v1::CHECKLIST_ENTRY_MATTER_OPEN, "unit-1", "m-1"));
  year_.ledger().Must(ChecklistAccepted("unit-1", event::v1::CHECKLIST_ENTRY_MATTER_OPEN, "m-1"));
  EXPECT_FALSE(Waits(event::v1::CHECKLIST_ENTRY_MATTER_OPEN, "unit-1", "m-1"));
}

TEST_F(ChecklistTest, WaitsForConfirmationsByThePersonsOfAUnitToBeAccepted) {
  constexpr event::v1::ChecklistEntry kOwn = event::v1::CHECKLIST_ENTRY_OWN_UNIT_CONFIRMATION;
  year_.ledger().Must(EvidenceSubmitted("unit-1", {"1"}), UnitPoster("unit-1", "p-county"));
  const std::string confirmed = std::to_string(year_.ledger().Must(
      DecidedBy(VetoConfirmed("unit-1", "V1"), {"p-other", "p-county"}), OfficePoster("p-typist")));
  EXPECT_TRUE(Waits(kOwn, "unit-1", confirmed));
  EXPECT_FALSE(Waits(kOwn, "unit-2", confirmed));
  year_.ledger().Must(ChecklistAccepted("unit-1", kOwn, confirmed));
  EXPECT_FALSE(Waits(kOwn, "unit-1", confirmed));
}

TEST_F(ChecklistTest, NamesAnAccidentThatIsNotRuledOnUntilItIsDecidedHowItCounts) {
  year_.ledger().Must(AccidentReported("x-1", "unit-1"));
  year_.ledger().Must(AccidentAttributed("x-1", "unit-1", event::v1::ACCIDENT_ROLE_TERRITORY));
  EXPECT_TRUE(Find(projections::v1::BLOCKING_ENTRY_ACCIDENT_PENDING, "unit-1", "x-1").has_value());
  year_.ledger().Must(PendingDecided("x-1", event::v1::PENDING_DECISION_COUNT));
  EXPECT_FALSE(Find(projections::v1::BLOCKING_ENTRY_ACCIDENT_PENDING, "unit-1", "x-1").has_value());
}

}  // namespace
}  // namespace assessment::testing
