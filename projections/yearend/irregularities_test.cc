#include "projections/yearend/irregularities.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/year_end_ledger.h"

namespace assessment::testing {
namespace {

using projections::v1::Irregularity;
using projections::v1::IrregularityKind;

class IrregularitiesTest : public ::testing::Test {
 protected:
  std::vector<Irregularity> Find() {
    const YearEndLedger::Now now = year_.Look();
    absl::StatusOr<std::vector<Irregularity>> found = FindIrregularities(now.view(), *now.cycle);
    EXPECT_TRUE(found.ok()) << found.status();
    return *std::move(found);
  }
  // The entry of a kind at a position; fails the test when there is none.
  Irregularity At(IrregularityKind kind, uint64_t position) {
    for (const Irregularity& entry : Find()) {
      if (entry.kind() == kind && entry.position() == position) return entry;
    }
    ADD_FAILURE() << "no " << IrregularityKind_Name(kind) << " at " << position;
    return {};
  }
  bool Has(IrregularityKind kind) {
    const std::vector<Irregularity> found = Find();
    return std::any_of(found.begin(), found.end(),
                       [kind](const Irregularity& entry) { return entry.kind() == kind; });
  }

  YearEndLedger year_;
};

TEST_F(IrregularitiesTest, AreNoneWhereNothingIsOutOfTheOrdinary) {
  year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  EXPECT_TRUE(Find().empty());
}

TEST_F(IrregularitiesTest, NameCorrectionsWithPersonsAndTeams) {
  const uint64_t finding = year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = year_.ledger().Must(CorrectionProposed(finding));
  const uint64_t confirmed = year_.ledger().Must(
      DecidedBy(CorrectionConfirmed(proposal), {"p-leader"}), OfficePoster("p-leader"));
  const Irregularity entry = At(projections::v1::IRREGULARITY_KIND_CORRECTED, confirmed);
  EXPECT_EQ(entry.unit(), "unit-1");
  EXPECT_EQ(entry.subject(), std::to_string(proposal));
  ASSERT_EQ(entry.persons_size(), 1);
  EXPECT_EQ(entry.persons(0).person_id(), "p-leader");
  ASSERT_EQ(entry.teams_size(), 1);
  EXPECT_EQ(entry.teams(0), "team");
}

TEST_F(IrregularitiesTest, NameConfirmationsByPersonsOfTheUnitTheyConcern) {
  constexpr IrregularityKind kOwn = projections::v1::IRREGULARITY_KIND_CONFIRMED_BY_OWN_UNIT;
  const uint64_t finding = year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  const uint64_t proposal = year_.ledger().Must(CorrectionProposed(finding));
  const uint64_t confirmed = year_.ledger().Must(
      DecidedBy(CorrectionConfirmed(proposal), {"p-county"}), OfficePoster("p-typist"));
  const uint64_t veto = year_.ledger().Must(
      DecidedBy(VetoConfirmed("unit-1", "V1"), {"p-other", "p-county"}), OfficePoster("p-typist"));
  year_.ledger().Must(DecidedBy(VetoConfirmed("unit-2", "V1"), {"p-county"}));
  EXPECT_FALSE(Has(kOwn));
  // Whose person it is the log knows from what the unit hands in.
  year_.ledger().Must(EvidenceSubmitted("unit-1", {"1"}), UnitPoster("unit-1", "p-county"));
  EXPECT_EQ(At(kOwn, confirmed).subject(), std::to_string(proposal));
  EXPECT_EQ(At(kOwn, veto).subject(), "V1");
  for (const Irregularity& entry : Find()) {
    if (entry.kind() != kOwn) continue;
    EXPECT_EQ(entry.unit(), "unit-1");
  }
}

TEST_F(IrregularitiesTest, NameCorrectionsThatOneBodyProposedAndConfirmed) {
  constexpr IrregularityKind kOwn = projections::v1::IRREGULARITY_KIND_CONFIRMED_BY_OWN_UNIT;
  const auto confirm = [&](const std::string& body) {
    const uint64_t finding = year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
    const uint64_t proposal = year_.ledger().Must(DecidedBy(CorrectionProposed(finding), {"p-1"}),
                                                  UnitPoster("unit-2", "p-1"));
    return year_.ledger().Must(DecidedBy(CorrectionConfirmed(proposal), {"p-2"}),
                               UnitPoster(body, "p-2"));
  };
  confirm("unit-3");
  EXPECT_FALSE(Has(kOwn));
  At(kOwn, confirm("unit-2"));
}

TEST_F(IrregularitiesTest, NameJudgementsThatWereChanged) {
  const uint64_t first = year_.ledger().Must(PointsJudged("unit-1", "3.1", 1000));
  EXPECT_FALSE(Has(projections::v1::IRREGULARITY_KIND_JUDGEMENT_CHANGED));
  EventContent again = PointsJudged("unit-1", "3.1", 2000);
  again.mutable_points_judged()->set_replaces_position(first);
  At(projections::v1::IRREGULARITY_KIND_JUDGEMENT_CHANGED, year_.ledger().Must(again));
}

TEST_F(IrregularitiesTest, NamePostingsAfterTheFirstSignature) {
  year_.ledger().Must(FindingRecorded("unit-1", "1.1"));
  year_.ledger().Must(SheetIssued("unit-1", {"1"}));
  year_.ledger().Must(SheetSigned("unit-1"));
  EXPECT_FALSE(Has(projections::v1::IRREGULARITY_KIND_POSTED_AFTER_SIGNATURE));
  year_.ledger().Must(SheetReopened("unit-1"));
  At(projections::v1::IRREGULARITY_KIND_POSTED_AFTER_SIGNATURE,
     year_.ledger().Must(FindingRecorded("unit-1", "1.2")));
}

TEST_F(IrregularitiesTest, NameFactsThatAreDatedLongBack) {
  EventContent content = OnDay(MatterOpened("m-1", "unit-2"), Date(2021, 3, 1));
  content.set_late_reason("found in the archive");
  const Irregularity entry =
      At(projections::v1::IRREGULARITY_KIND_DATED_LONG_BACK, year_.ledger().Must(content));
  EXPECT_EQ(entry.subject(), "found in the archive");
}

TEST_F(IrregularitiesTest, NameAcceptedStatementsAndAcceptedEntriesOfTheChecklist) {
  const uint64_t claim = year_.ledger().Must(NotApplicableClaimed("unit-1", {"1"}));
  At(projections::v1::IRREGULARITY_KIND_STATEMENT_ACCEPTED,
     year_.ledger().Must(DecidedBy(
         NotApplicableRuled("unit-1", claim, event::v1::RULING_ACCEPTED, {}), {"p-leader"})));
  year_.ledger().Must(ReviewOpened(kCycle));
  const Irregularity entry = At(projections::v1::IRREGULARITY_KIND_CHECKLIST_ACCEPTED,
                                year_.ledger().Must(ChecklistAccepted(
                                    "unit-2", event::v1::CHECKLIST_ENTRY_MATTER_OPEN, "m-7")));
  EXPECT_EQ(entry.subject(), "CHECKLIST_ENTRY_MATTER_OPEN m-7");
}

}  // namespace
}  // namespace assessment::testing
