#include "projections/views/kept_worksheets.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <memory>

namespace assessment {
namespace {

// What a score of a unit with events at positions 0 to `events` - 1 left.
WorkedPointer Worked(uint64_t events) {
  auto stream = std::make_shared<EventStream>();
  for (uint64_t position = 0; position < events; ++position) {
    auto record = std::make_shared<ParsedRecord>();
    record->header.set_position(position);
    EXPECT_TRUE(stream->Apply(std::move(record)).ok());
  }
  auto worked = std::make_shared<WorkedUnit>();
  worked->events = std::move(stream);
  worked->worksheet = std::make_shared<const Worksheet>();
  return worked;
}

TEST(KeptWorksheets, KeepsWhatTheNewestScoreLeft) {
  KeptWorksheets kept({.worksheet_events_min = 0});
  kept.Store("2022", "a", Worked(2));
  const WorkedPointer newest = Worked(3);
  kept.Store("2022", "a", newest);
  kept.Store("2022", "a", Worked(1));
  EXPECT_EQ(kept.Find("2022", "a"), newest);
}

TEST(KeptWorksheets, KeepsNothingOfUnitsWithFewEvents) {
  KeptWorksheets kept({.worksheet_events_min = 2});
  kept.Store("2022", "a", Worked(1));
  kept.Store("2022", "b", Worked(2));
  EXPECT_EQ(kept.Find("2022", "a"), nullptr);
  EXPECT_NE(kept.Find("2022", "b"), nullptr);
}

TEST(KeptWorksheets, DropsWhatWasAskedForLongestAgoBeyondItsBound) {
  KeptWorksheets kept({.worksheet_weight = 5, .worksheet_events_min = 0});
  kept.Store("2022", "a", Worked(2));
  kept.Store("2022", "b", Worked(2));
  EXPECT_NE(kept.Find("2022", "a"), nullptr);
  kept.Store("2022", "c", Worked(2));
  EXPECT_NE(kept.Find("2022", "a"), nullptr);
  EXPECT_EQ(kept.Find("2022", "b"), nullptr);
}

}  // namespace
}  // namespace assessment
