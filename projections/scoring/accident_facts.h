#ifndef PROJECTIONS_SCORING_ACCIDENT_FACTS_H_
#define PROJECTIONS_SCORING_ACCIDENT_FACTS_H_

// One accident as its events tell it, and which accidents a rule of a scheme looks at.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "assessment/event/v1/accidents.pb.h"
#include "assessment/event/v1/rulings.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "ledger/base/civil.h"
#include "projections/scoring/deadline.h"
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

// An accident, and how it counts for one unit.
struct UnitAccident {
  std::string accident;
  CivilDay day;
  int minute_of_day = 0;
  // What was reported, with the totals in force: those of the latest supplement inside the casualty
  // window.
  const event::v1::AccidentReported* report = nullptr;
  std::shared_ptr<const event::v1::AccidentReported>
      supplemented;  // Holds `report` where totals were supplemented.
  // The grade ruled, else the one the casualties give.
  event::v1::AccidentGrade grade = event::v1::ACCIDENT_GRADE_UNSPECIFIED;
  event::v1::AccidentGrade grade_by_casualties = event::v1::ACCIDENT_GRADE_UNSPECIFIED;
  // Decided by an approved paper: yes or no; pending otherwise.
  event::v1::Finding responsibility = event::v1::FINDING_PENDING;
  event::v1::Finding production_operating = event::v1::FINDING_PENDING;
  // How it counts while no ruling is in force.
  event::v1::PendingDecision decision = event::v1::PENDING_DECISION_UNSPECIFIED;
  std::optional<uint64_t> decision_position;
  // A near miss that stayed one: deaths or serious injuries make it an accident.
  bool near_miss = false;
  // Position of the event that struck it off: it counts nowhere.
  std::optional<uint64_t> struck_off_position;
  // Clocks. A near miss and what was struck off are never due.
  Deadline investigation;
  Deadline follow_up;
  Deadline publication;
  // The day the report was approved.
  std::optional<CivilDay> approved_on;
  // Position of an AppraisalPaused that was not resumed: the investigation is not due.
  std::optional<uint64_t> open_pause_position;
  // Supplements after the casualty window; they change nothing.
  std::vector<const StreamEntry*> late_supplements;
  const EventStream* stream = nullptr;
  // In order of position.
  std::vector<UnitAttribution> attributions;
  // Positions of the facts it rests on: report, totals, attributions, ruling; ascending.
  std::vector<uint64_t> positions;

  const Deadline& DeadlineOf(event::v1::Clock clock) const;
};

// Reads an accident from its stream, which outlives the result. Nothing when no report counts (it
// was corrected away).
std::optional<UnitAccident> ReadAccident(const std::string& accident, const EventStream& stream);

// The accident that a duplicate was merged into, by the stream of either; nothing when it stands by
// itself.
std::optional<std::string> MergedInto(const std::string& duplicate, const EventStream& stream);

// Last day whose totals count: 30 days after the accident, 7 after a road accident, a fire or a
// forest fire (State Council order 493, article 13; forest fires by interpretation).
CivilDay CasualtyWindowEnd(event::v1::AccidentKind kind, const CivilDay& occurred);

// Orders events of one day without their arrival: source and key.
std::string TieOf(const StreamEntry& entry);

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

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_ACCIDENT_FACTS_H_
