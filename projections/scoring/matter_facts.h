#ifndef PROJECTIONS_SCORING_MATTER_FACTS_H_
#define PROJECTIONS_SCORING_MATTER_FACTS_H_

// One matter as its events tell it, in whatever order they came.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/matters.pb.h"
#include "projections/scoring/deadline.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

struct MatterFacts {
  std::string matter;
  const event::v1::MatterOpened* opened = nullptr;
  const StreamEntry* opening = nullptr;
  // Due date in force: that of the extension with the latest date, ties by the later due date; else
  // the first one. Done: the first accepted completion after the last return.
  Deadline deadline;
  // Every step recorded under its clock.
  std::vector<RecordedStep> steps;
  // Who holds it from which day; the first entry is the unit it was opened for.
  struct Holding {
    CivilDay from;
    std::string unit;
  };
  std::vector<Holding> holders;

  // The unit that holds it on a day: that of the latest reassignment not after the day.
  const std::string& HolderOn(const CivilDay& day) const;
  // The unit that its lateness belongs to: the holder on the due date in force.
  const std::string& Late() const { return HolderOn(deadline.due->day); }
};

// Reads a matter from its stream. Nothing when no opening counts (it was corrected away).
std::optional<MatterFacts> ReadMatter(const std::string& matter, const EventStream& stream);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_MATTER_FACTS_H_
