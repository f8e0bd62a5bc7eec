#include "projections/views/trail_projection.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "projections/views/testing/sample_ledger.h"

namespace assessment {
namespace {

using projections::v1::TrailEntry;
using testing::LogWriter;
using testing::SampleLedger;

class TrailProjectionTest : public ::testing::Test {
 protected:
  TrailProjectionTest() { ledger_.OpenYear({"a", "b"}); }

  TrailPage Page(TrailRequest request, const projections::v1::AsOf& as_of = {}) {
    const auto snapshot = ledger_.Ask(ProjectionKind::kTrail, as_of);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    const auto page = snapshot->projections->trail().PageAt(*snapshot->view, request);
    EXPECT_TRUE(page.ok()) << page.status();
    return *page;
  }

  // The trail of `unit` from `from` on.
  std::vector<TrailEntry> Trail(const std::string& unit, uint64_t from,
                                const projections::v1::AsOf& as_of = {}) {
    TrailRequest request;
    request.unit = unit;
    request.from_position = from;
    return Page(request, as_of).entries;
  }

  static std::vector<uint64_t> PositionsOf(const std::vector<TrailEntry>& entries) {
    std::vector<uint64_t> positions;
    for (const TrailEntry& entry : entries) positions.push_back(entry.position());
    return positions;
  }

  SampleLedger ledger_;
};

using Trailed = std::vector<uint64_t>;

TEST_F(TrailProjectionTest, TellsThatTheEndOfAUnitIsVoid) {
  event::v1::EventContent dissolved;
  dissolved.mutable_unit_dissolved()->set_unit("a");
  const uint64_t ended = ledger_.log.Add(dissolved);
  const uint64_t proposed = ledger_.log.Add(testing::Proposed(ended));
  const uint64_t confirmed = ledger_.log.Add(testing::Confirmed(proposed));
  const std::vector<TrailEntry> trail = Trail("a", ended);
  ASSERT_EQ(PositionsOf(trail), (Trailed{ended, proposed, confirmed}));
  EXPECT_EQ(trail[0].corrected_by_position(), confirmed);
}

TEST_F(TrailProjectionTest, ShowsACorrectionAndWhatItVoided) {
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  const uint64_t proposed = ledger_.log.Add(testing::Proposed(found, testing::Found("a", "1.2")));
  const uint64_t confirmed = ledger_.log.Add(testing::Confirmed(proposed));
  const std::vector<TrailEntry> trail = Trail("a", found);
  ASSERT_EQ(PositionsOf(trail), (Trailed{found, proposed, confirmed}));
  EXPECT_EQ(trail[0].corrected_by_position(), confirmed);
  EXPECT_FALSE(trail[0].has_replaces_position());
  EXPECT_EQ(trail[1].replaces_position(), found);
  EXPECT_FALSE(trail[1].has_corrected_by_position());
  EXPECT_EQ(trail[2].replaces_position(), found);
  EXPECT_EQ(trail[0].event().content().finding_recorded().clause(), "1.1");
  EXPECT_EQ(trail[0].poster().principal(), "office");
}

TEST_F(TrailProjectionTest, ShowsAnEarlierSizeBeforeItsCorrection) {
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  ledger_.log.Add(testing::Confirmed(ledger_.log.Add(testing::Proposed(found))));
  const std::vector<TrailEntry> trail = Trail("a", found, SampleLedger::AtSize(found + 2));
  ASSERT_EQ(trail.size(), 2u);
  EXPECT_FALSE(trail[0].has_corrected_by_position());
}

TEST_F(TrailProjectionTest, HoldsTheRegistryEventsThatNameTheUnit) {
  // Position 0 opens the ledger, 1 and 2 register a and b, 3 publishes the scheme, 4 opens the
  // cycle.
  const uint64_t renamed = ledger_.log.Add(testing::Renamed("b", "county bb"));
  ledger_.log.Add(testing::Renamed("a", "county aa"));
  EXPECT_EQ(PositionsOf(Trail("b", 0)), (Trailed{2, 4, renamed}));
  EXPECT_EQ(PositionsOf(Trail("b", 0, SampleLedger::AtSize(4))), Trailed{2});
}

TEST_F(TrailProjectionTest, HoldsWhatIsSaidOfItsAccidentsButNotWhatIsSaidOfOthers) {
  const uint64_t reported = ledger_.log.Add(testing::AccidentReported("x", "b", 1));
  const uint64_t other = ledger_.log.Add(testing::AccidentAttributed("x", "b"));
  const uint64_t attributed = ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  const uint64_t ruled = ledger_.log.Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  const uint64_t unruled = ledger_.log.Add(testing::Proposed(ruled));
  const uint64_t confirmed = ledger_.log.Add(testing::Confirmed(unruled));
  const uint64_t withdrawn = ledger_.log.Add(testing::Proposed(other));
  ledger_.log.Add(testing::Confirmed(withdrawn));
  const std::vector<TrailEntry> trail = Trail("a", reported);
  EXPECT_EQ(PositionsOf(trail), (Trailed{reported, attributed, ruled, unruled, confirmed}));
  EXPECT_EQ(trail[2].corrected_by_position(), confirmed);
}

TEST_F(TrailProjectionTest, CountsDaysFromTheDayItHappenedToTheDayItWasRecorded) {
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  // 1 July to 1 September 2022.
  EXPECT_EQ(Trail("a", found)[0].days_late(), 62);
}

TEST_F(TrailProjectionTest, GivesPagesThatFollowOnEachOther) {
  for (int i = 0; i < 10; ++i) ledger_.log.Add(testing::Found(i % 2 == 0 ? "a" : "b", "1.1"));
  TrailRequest request;
  request.unit = "a";
  request.entries_max = 3;
  std::vector<TrailEntry> all;
  for (bool more = true; more;) {
    const TrailPage page = Page(request);
    EXPECT_LE(page.entries.size(), 3u);
    all.insert(all.end(), page.entries.begin(), page.entries.end());
    more = page.next_position.has_value();
    request.from_position = page.next_position.value_or(0);
  }
  EXPECT_EQ(PositionsOf(all), PositionsOf(Trail("a", 0)));
}

TEST_F(TrailProjectionTest, GivesFromAnyPositionWhatTheWholeTrailHasFromThere) {
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  ledger_.log.Add(testing::AccidentReported("x", "b", 1));
  const uint64_t other = ledger_.log.Add(testing::AccidentAttributed("x", "b"));
  ledger_.log.Add(testing::AccidentAttributed("x", "a"));
  const uint64_t ruled = ledger_.log.Add(testing::AccidentRuled("x", event::v1::FINDING_YES));
  ledger_.log.Add(testing::Renamed("a", "county aa"));
  const uint64_t proposed = ledger_.log.Add(testing::Proposed(found, testing::Found("a", "1.2")));
  const uint64_t unruled = ledger_.log.Add(testing::Proposed(ruled));
  const uint64_t withdrawn = ledger_.log.Add(testing::Proposed(other));
  for (const uint64_t proposal : {unruled, withdrawn, proposed}) {
    ledger_.log.Add(testing::Confirmed(proposal));
  }
  const std::vector<TrailEntry> whole = Trail("a", 0);
  for (uint64_t from = 0; from <= ledger_.log.size(); ++from) {
    std::vector<std::string> expected;
    for (const TrailEntry& entry : whole) {
      if (entry.position() >= from) expected.push_back(entry.SerializeAsString());
    }
    std::vector<std::string> given;
    for (const TrailEntry& entry : Trail("a", from)) given.push_back(entry.SerializeAsString());
    EXPECT_EQ(given, expected) << "from " << from;
  }
}

TEST_F(TrailProjectionTest, GivesOneEntryWhateverItsSize) {
  for (int i = 0; i < 3; ++i) ledger_.log.Add(testing::Found("a", "1.1"));
  TrailRequest request;
  request.unit = "a";
  request.bytes_max = 1;
  const TrailPage page = Page(request);
  EXPECT_EQ(page.entries.size(), 1u);
  EXPECT_TRUE(page.next_position.has_value());
}

TEST_F(TrailProjectionTest, LeavesOutOtherCyclesWhenOneIsNamed) {
  event::v1::EventContent other = testing::Found("a", "1.1");
  other.mutable_finding_recorded()->set_cycle("2021");
  ledger_.log.Add(other);
  const uint64_t found = ledger_.log.Add(testing::Found("a", "1.1"));
  TrailRequest request;
  request.unit = "a";
  request.cycle = testing::kCycle;
  EXPECT_EQ(PositionsOf(Page(request).entries), (Trailed{4, found}));
}

}  // namespace
}  // namespace assessment
