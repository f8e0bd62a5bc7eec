#ifndef TESTS_MODEL_MODEL_ACCIDENTS_H_
#define TESTS_MODEL_MODEL_ACCIDENTS_H_

// Accidents as they stand: for everybody, and for one unit.

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/model_context.h"

namespace assessment::model {

struct ModelAccident {
  std::string id;
  const event::v1::AccidentReported* reported = nullptr;
  // Roles of the unit, each with the position of the first attribution in force.
  std::map<event::v1::AccidentRole, uint64_t> roles;
  // Of the unit, in whatever role: every attribution in force.
  std::set<uint64_t> attributions;
  // Every unit it is attributed to.
  std::set<std::string> units;
  // Positions of the report, of the totals in force and of the ruling, if any.
  std::set<uint64_t> papers;
  uint32_t deaths = 0;
  event::v1::Finding responsibility = event::v1::FINDING_PENDING;
  event::v1::Finding production_operating = event::v1::FINDING_PENDING;
  event::v1::AccidentGrade grade = event::v1::ACCIDENT_GRADE_GENERAL;
  event::v1::AccidentGrade grade_by_casualties = event::v1::ACCIDENT_GRADE_GENERAL;
  bool near_miss = false;
  // Decided by the office while no approved paper speaks of responsibility.
  event::v1::PendingDecision decision = event::v1::PENDING_DECISION_UNSPECIFIED;
  // Day of the approving paper: of the ruling, else of a report that carries it.
  std::optional<int64_t> approved_on;
  // Day and minute of the day it occurred.
  int64_t day = 0;
  int64_t minute = 0;
};

// The accident that `id` counts as: itself, or the one it is merged into.
std::string StandsFor(const std::string& id, const Context& context);

// Facts in force of an accident; nothing when it is not reported, struck off, or merged into
// another.
std::optional<ModelAccident> AccidentNamed(const std::string& id, const Context& context);

// Of a supplement of a reported accident: it came too late to change the totals.
bool IsAfterCasualtyWindow(const event::v1::AccidentSupplemented& stated, const Context& context);

// Accidents that count for the unit in a role, in order of local time, then identifier. Those that
// the office decided to leave out do not count.
std::vector<ModelAccident> AccidentsOf(const Context& context);

bool Passes(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident,
            const Context& context);
// The filter without its days.
bool PassesOnAnyDay(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident);
bool OccursIn(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident,
              const Context& context);
// Of an accident that passes: it passes only while something is not decided.
bool Undecided(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident);
// Of an accident that passes: position of the first attribution in a role that the filter names.
uint64_t PositionFor(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident);
// What an accident rests on: its report, its ruling, its attributions to the unit.
std::set<uint64_t> PositionsOf(const ModelAccident& accident);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_ACCIDENTS_H_
