#ifndef TESTS_MODEL_MODEL_ACCIDENTS_H_
#define TESTS_MODEL_MODEL_ACCIDENTS_H_

// Accidents as they stand for one unit.

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "assessment/event/v1/event.pb.h"
#include "assessment/scheme/v1/scheme.pb.h"
#include "tests/model/model_context.h"

namespace assessment::model {

struct ModelAccident {
  const event::v1::AccidentReported* reported = nullptr;
  // Roles of the unit, each with the position of the attribution.
  std::map<event::v1::AccidentRole, uint64_t> roles;
  // Positions of the report and of the ruling, if any.
  std::set<uint64_t> papers;
  event::v1::Finding responsibility = event::v1::FINDING_PENDING;
  event::v1::Finding production_operating = event::v1::FINDING_PENDING;
  event::v1::AccidentGrade grade = event::v1::ACCIDENT_GRADE_GENERAL;
  bool near_miss = false;
  // Day and minute of the day it occurred.
  int64_t day = 0;
  int64_t minute = 0;
};

// Accidents that are reported and count for the unit in a role, in order of local time, then
// identifier.
std::vector<ModelAccident> AccidentsOf(const Context& context);

bool Passes(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident,
            const Context& context);
// Of an accident that passes: it passes only while something is not decided.
bool Undecided(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident);
// Of an accident that passes: position of the first attribution in a role that the filter names.
uint64_t PositionFor(const scheme::v1::AccidentFilter& filter, const ModelAccident& accident);
// What an accident rests on: its report, its ruling, its attributions to the unit.
std::set<uint64_t> PositionsOf(const ModelAccident& accident);

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_ACCIDENTS_H_
