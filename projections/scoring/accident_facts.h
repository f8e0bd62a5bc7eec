#ifndef PROJECTIONS_SCORING_ACCIDENT_FACTS_H_
#define PROJECTIONS_SCORING_ACCIDENT_FACTS_H_

// One accident as its events tell it, and which accidents a rule of a scheme looks at.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/accidents.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/base/civil.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

// Grade by the highest of three dimensions (State Council order 493, article 3): deaths, serious
// injuries, loss. Fires take direct property loss, forest fires burnt area (R-note: larger from 1
// ha, major from 100 ha, extraordinarily serious from 1,000 ha) in place of economic loss. Bounds
// are inclusive below (以上 includes).
event::v1::AccidentGrade GradeByCasualties(const event::v1::AccidentReported& report);

// A role in which an accident counts for a unit.
struct UnitAttribution {
  event::v1::AccidentRole role = event::v1::ACCIDENT_ROLE_UNSPECIFIED;
  const StreamEntry* entry = nullptr;
};

// An accident attributed to one unit.
struct UnitAccident {
  std::string accident;
  CivilDay day;
  int minute_of_day = 0;
  const event::v1::AccidentReported* report = nullptr;
  event::v1::AccidentGrade grade = event::v1::ACCIDENT_GRADE_UNSPECIFIED;
  // Decided by an approved paper: yes or no; pending otherwise.
  event::v1::Finding responsibility = event::v1::FINDING_PENDING;
  // A near miss that stayed one: deaths or serious injuries make it an accident.
  bool near_miss = false;
  // In order of position.
  std::vector<UnitAttribution> attributions;
  // Positions of the facts it rests on: report, attributions, ruling; ascending.
  std::vector<uint64_t> positions;
};

// Reads an accident from its stream. Nothing when no report counts (it was corrected away).
std::optional<UnitAccident> ReadAccident(const std::string& accident, const EventStream& stream);

// What a filter says of an accident.
enum class FilterMatch {
  kNo,
  // It passes, whatever pending papers say.
  kYes,
  // It passes as long as what is pending is read as responsible (or as production).
  kProvisional,
};

// Days a filter looks at when it names none of its own.
struct DayWindow {
  CivilDay from;
  CivilDay to;
  bool Contains(const CivilDay& day) const { return from <= day && day <= to; }
};

// Applies a filter. Near misses pass only filters for near misses, whatever the responsibility.
// Vehicle registration is a role that charges nothing: it passes only when named.
FilterMatch Match(const scheme::v1::AccidentFilter& filter, const UnitAccident& accident,
                  const DayWindow& window);

// Of an accident that passes the filter: the first attribution in a role that it looks at. It
// stands for the accident in lines.
const StreamEntry& AttributionFor(const scheme::v1::AccidentFilter& filter,
                                  const UnitAccident& accident);

// Orders by local time, ties by identifier: never by arrival.
bool EarlierAccident(const UnitAccident& a, const UnitAccident& b);

CivilDay ToDay(const event::v1::CivilDate& date);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_ACCIDENT_FACTS_H_
