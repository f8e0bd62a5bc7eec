#include "tests/model/model_accidents.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ledger/base/check.h"

namespace assessment::model {
namespace {

using event::v1::AccidentGrade;
using event::v1::AccidentReported;
using event::v1::AccidentRole;
using scheme::v1::AccidentFilter;

template <typename Values, typename Value>
bool EmptyOrHas(const Values& values, const Value& wanted) {
  return values.empty() || std::find(values.begin(), values.end(), wanted) != values.end();
}

// 0 below the least bound, then 1, 2, 3.
int Step(uint64_t value, uint64_t first, uint64_t second, uint64_t third) {
  if (value >= third) return 3;
  if (value >= second) return 2;
  return value >= first ? 1 : 0;
}

AccidentGrade GradeByCasualties(const AccidentReported& reported) {
  int step =
      std::max(Step(reported.deaths(), 3, 10, 30), Step(reported.serious_injuries(), 10, 50, 100));
  if (reported.kind() == event::v1::ACCIDENT_KIND_FOREST_FIRE) {
    // 1, 100 and 1,000 hectares.
    step = std::max(step, Step(reported.burnt_area_square_metres(), 10'000, 1'000'000, 10'000'000));
  } else {
    const uint64_t loss = reported.kind() == event::v1::ACCIDENT_KIND_FIRE
                              ? reported.direct_property_loss_yuan()
                              : reported.direct_economic_loss_yuan();
    step = std::max(step, Step(loss, 10'000'000, 50'000'000, 100'000'000));
  }
  return static_cast<AccidentGrade>(event::v1::ACCIDENT_GRADE_GENERAL + step);
}

event::v1::Finding PendingUnlessDecided(event::v1::Finding finding) {
  return finding == event::v1::FINDING_YES || finding == event::v1::FINDING_NO
             ? finding
             : event::v1::FINDING_PENDING;
}

std::optional<uint64_t> FirstAttribution(const AccidentFilter& filter,
                                         const ModelAccident& accident) {
  std::optional<uint64_t> first;
  for (const auto& [role, position] : accident.roles) {
    // A vehicle's registration is shown and charges nothing.
    if (role == event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION) continue;
    if (!EmptyOrHas(filter.roles(), role)) continue;
    if (!first.has_value() || position < *first) first = position;
  }
  return first;
}

bool InWindow(const AccidentFilter& filter, int64_t day, const Context& context) {
  const int64_t from = filter.has_occurred_from() ? DayNumber(filter.occurred_from())
                                                  : DayNumber(context.cycle->opened.window_from());
  const int64_t to = filter.has_occurred_to() ? DayNumber(filter.occurred_to())
                                              : DayNumber(context.cycle->opened.window_to());
  return from <= day && day <= to;
}

}  // namespace

std::vector<ModelAccident> AccidentsOf(const Context& context) {
  std::map<std::string, ModelAccident> found;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_accident_attributed()) continue;
    const event::v1::AccidentAttributed& attributed = event.content->accident_attributed();
    if (attributed.unit() != context.unit) continue;
    found[attributed.accident()].roles.emplace(attributed.role(), event.position);
  }
  std::vector<ModelAccident> accidents;
  for (auto& [id, accident] : found) {
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_accident_reported()) continue;
      const AccidentReported& reported = event.content->accident_reported();
      if (reported.accident() != id) continue;
      accident.reported = &reported;
      accident.papers.insert(event.position);
      accident.responsibility = PendingUnlessDecided(reported.responsibility());
      accident.production_operating = PendingUnlessDecided(reported.production_operating());
      accident.grade = GradeByCasualties(reported);
      accident.near_miss =
          reported.near_miss() && reported.deaths() == 0 && reported.serious_injuries() == 0;
      accident.day = DayNumber(reported.occurred_at().date());
      accident.minute = reported.occurred_at().hour() * 60 + reported.occurred_at().minute();
    }
    if (accident.reported == nullptr) continue;  // Its report was voided.
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_accident_ruled()) continue;
      const event::v1::AccidentRuled& ruled = event.content->accident_ruled();
      if (ruled.accident() != id) continue;
      accident.papers.insert(event.position);
      accident.responsibility = PendingUnlessDecided(ruled.responsibility());
      if (ruled.grade() != event::v1::ACCIDENT_GRADE_UNSPECIFIED) accident.grade = ruled.grade();
    }
    accidents.push_back(accident);
  }
  std::sort(accidents.begin(), accidents.end(), [](const auto& a, const auto& b) {
    return std::tuple(a.day, a.minute, a.reported->accident()) <
           std::tuple(b.day, b.minute, b.reported->accident());
  });
  return accidents;
}

bool Passes(const AccidentFilter& filter, const ModelAccident& accident, const Context& context) {
  return accident.near_miss == filter.near_miss() &&
         EmptyOrHas(filter.kinds(), accident.reported->kind()) &&
         EmptyOrHas(filter.grades(), accident.grade) &&
         EmptyOrHas(filter.industries(), accident.reported->industry()) &&
         accident.reported->deaths() >= filter.deaths_from() &&
         (!filter.responsible() || accident.responsibility != event::v1::FINDING_NO) &&
         (!filter.production_operating() ||
          accident.production_operating != event::v1::FINDING_NO) &&
         InWindow(filter, accident.day, context) && FirstAttribution(filter, accident).has_value();
}

bool Undecided(const AccidentFilter& filter, const ModelAccident& accident) {
  return (filter.responsible() && accident.responsibility == event::v1::FINDING_PENDING) ||
         (filter.production_operating() &&
          accident.production_operating == event::v1::FINDING_PENDING);
}

uint64_t PositionFor(const AccidentFilter& filter, const ModelAccident& accident) {
  const std::optional<uint64_t> first = FirstAttribution(filter, accident);
  CHECK(first.has_value());
  return *first;
}

std::set<uint64_t> PositionsOf(const ModelAccident& accident) {
  std::set<uint64_t> positions = accident.papers;
  for (const auto& [role, position] : accident.roles) {
    positions.insert(position);
  }
  return positions;
}

}  // namespace assessment::model
