#include "tests/model/model_accidents.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ledger/base/check.h"
#include "tests/model/model_days.h"

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

struct Totals {
  uint32_t deaths = 0;
  uint32_t serious_injuries = 0;
  uint64_t economic_loss = 0;
  uint64_t property_loss = 0;
  uint64_t burnt_area = 0;
};

template <typename Stated>
Totals TotalsIn(const Stated& stated) {
  return {stated.deaths(), stated.serious_injuries(), stated.direct_economic_loss_yuan(),
          stated.direct_property_loss_yuan(), stated.burnt_area_square_metres()};
}

AccidentGrade GradeOf(event::v1::AccidentKind kind, const Totals& totals) {
  int step = std::max(Step(totals.deaths, 3, 10, 30), Step(totals.serious_injuries, 10, 50, 100));
  if (kind == event::v1::ACCIDENT_KIND_FOREST_FIRE) {
    // 1, 100 and 1,000 hectares.
    step = std::max(step, Step(totals.burnt_area, 10'000, 1'000'000, 10'000'000));
  } else {
    const uint64_t loss =
        kind == event::v1::ACCIDENT_KIND_FIRE ? totals.property_loss : totals.economic_loss;
    step = std::max(step, Step(loss, 10'000'000, 50'000'000, 100'000'000));
  }
  return static_cast<AccidentGrade>(event::v1::ACCIDENT_GRADE_GENERAL + step);
}

int64_t CasualtyWindowEnd(const AccidentReported& reported) {
  const bool short_window = reported.kind() == event::v1::ACCIDENT_KIND_ROAD ||
                            reported.kind() == event::v1::ACCIDENT_KIND_FIRE ||
                            reported.kind() == event::v1::ACCIDENT_KIND_FOREST_FIRE;
  return DaysLater(DayNumber(reported.occurred_at().date()), short_window ? 7 : 30);
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

std::string StandsFor(const std::string& id, const Context& context) {
  std::string target = id;
  for (const LiveEvent& event : context.log.live) {  // Merged and unmerged in turn.
    if (event.content->has_accidents_merged() &&
        event.content->accidents_merged().duplicate() == id) {
      target = event.content->accidents_merged().accident();
    }
    if (event.content->has_accidents_unmerged() &&
        event.content->accidents_unmerged().duplicate() == id) {
      target = id;
    }
  }
  return target;
}

std::optional<ModelAccident> AccidentNamed(const std::string& id, const Context& context) {
  if (StandsFor(id, context) != id) return std::nullopt;
  ModelAccident accident;
  accident.id = id;
  for (const LiveEvent& event : context.log.live) {
    if (event.content->has_accident_struck_off() &&
        event.content->accident_struck_off().accident() == id) {
      return std::nullopt;
    }
    if (event.content->has_accident_reported() &&
        event.content->accident_reported().accident() == id) {
      accident.reported = &event.content->accident_reported();
      accident.papers.insert(event.position);
      if (PendingUnlessDecided(accident.reported->responsibility()) != event::v1::FINDING_PENDING) {
        accident.approved_on = DayNumber(event.content->paper().date());
      }
    }
  }
  if (accident.reported == nullptr) return std::nullopt;
  const AccidentReported& reported = *accident.reported;
  accident.responsibility = PendingUnlessDecided(reported.responsibility());
  accident.production_operating = PendingUnlessDecided(reported.production_operating());
  accident.day = DayNumber(reported.occurred_at().date());
  accident.minute = reported.occurred_at().hour() * 60 + reported.occurred_at().minute();

  Totals totals = TotalsIn(reported);
  std::tuple<int64_t, int64_t> known_at;
  std::optional<uint64_t> supplement;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_accident_supplemented()) continue;
    const event::v1::AccidentSupplemented& stated = event.content->accident_supplemented();
    if (stated.accident() != id) continue;
    const std::tuple<int64_t, int64_t> as_of(DayNumber(stated.as_of().date()),
                                             stated.as_of().hour() * 60 + stated.as_of().minute());
    if (std::get<0>(as_of) > CasualtyWindowEnd(reported) || as_of < known_at) continue;
    known_at = as_of;
    totals = TotalsIn(stated);
    supplement = event.position;
  }
  if (supplement.has_value()) accident.papers.insert(*supplement);
  accident.deaths = totals.deaths;
  accident.near_miss = reported.near_miss() && totals.deaths == 0 && totals.serious_injuries == 0;
  accident.grade_by_casualties = GradeOf(reported.kind(), totals);
  accident.grade = accident.grade_by_casualties;

  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_accident_ruled()) continue;
    const event::v1::AccidentRuled& ruled = event.content->accident_ruled();
    if (ruled.accident() != id) continue;
    accident.papers.insert(event.position);
    accident.responsibility = PendingUnlessDecided(ruled.responsibility());
    if (ruled.grade() != event::v1::ACCIDENT_GRADE_UNSPECIFIED) accident.grade = ruled.grade();
    if (ruled.production_operating() != event::v1::FINDING_UNSPECIFIED) {
      accident.production_operating = PendingUnlessDecided(ruled.production_operating());
    }
    accident.approved_on = ruled.has_approved_on() ? DayNumber(ruled.approved_on())
                                                   : DayNumber(event.content->paper().date());
  }

  if (!accident.approved_on.has_value()) {
    std::tuple<int64_t, std::string> decided_at;
    std::optional<uint64_t> decided_by;
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_pending_decided()) continue;
      if (event.content->pending_decided().accident() != id) continue;
      const std::tuple<int64_t, std::string> at(DayNumber(event.content->occurred_on()),
                                                event.source_and_key);
      if (at < decided_at) continue;
      decided_at = at;
      decided_by = event.position;
      accident.decision = event.content->pending_decided().decision();
    }
    if (decided_by.has_value()) accident.papers.insert(*decided_by);
  }

  // Attributions of the accident itself and of those merged into it.
  std::map<std::tuple<std::string, std::string, event::v1::AccidentRole>, uint64_t> in_force;
  for (const LiveEvent& event : context.log.live) {
    if (event.content->has_accident_attributed()) {
      const event::v1::AccidentAttributed& stated = event.content->accident_attributed();
      in_force[{stated.accident(), stated.unit(), stated.role()}] = event.position;
    } else if (event.content->has_attribution_withdrawn()) {
      const event::v1::AttributionWithdrawn& stated = event.content->attribution_withdrawn();
      in_force.erase({stated.accident(), stated.unit(), stated.role()});
    }
  }
  for (const auto& [key, position] : in_force) {
    const auto& [named, unit, role] = key;
    if (StandsFor(named, context) != id) continue;
    accident.units.insert(unit);
    if (unit != context.unit) continue;
    accident.attributions.insert(position);
    const auto [first, added] = accident.roles.emplace(role, position);
    if (!added) first->second = std::min(first->second, position);
  }
  return accident;
}

bool IsAfterCasualtyWindow(const event::v1::AccidentSupplemented& stated, const Context& context) {
  return std::any_of(context.log.live.begin(), context.log.live.end(), [&](const auto& event) {
    return event.content->has_accident_reported() &&
           event.content->accident_reported().accident() == stated.accident() &&
           DayNumber(stated.as_of().date()) > CasualtyWindowEnd(event.content->accident_reported());
  });
}

std::vector<ModelAccident> AccidentsOf(const Context& context) {
  std::set<std::string> reported;
  for (const LiveEvent& event : context.log.live) {
    if (event.content->has_accident_reported()) {
      reported.insert(event.content->accident_reported().accident());
    }
  }
  std::vector<ModelAccident> accidents;
  for (const std::string& id : reported) {
    const std::optional<ModelAccident> accident = AccidentNamed(id, context);
    if (!accident.has_value() || accident->roles.empty()) continue;
    if (accident->decision == event::v1::PENDING_DECISION_LEAVE_OUT) continue;
    accidents.push_back(*accident);
  }
  std::sort(accidents.begin(), accidents.end(), [](const auto& a, const auto& b) {
    return std::tie(a.day, a.minute, a.id) < std::tie(b.day, b.minute, b.id);
  });
  return accidents;
}

bool PassesOnAnyDay(const AccidentFilter& filter, const ModelAccident& accident) {
  return accident.near_miss == filter.near_miss() &&
         EmptyOrHas(filter.kinds(), accident.reported->kind()) &&
         EmptyOrHas(filter.grades(), accident.grade) &&
         EmptyOrHas(filter.industries(), accident.reported->industry()) &&
         accident.deaths >= filter.deaths_from() &&
         (!filter.responsible() || accident.responsibility != event::v1::FINDING_NO) &&
         (!filter.production_operating() ||
          accident.production_operating != event::v1::FINDING_NO) &&
         FirstAttribution(filter, accident).has_value();
}

bool OccursIn(const AccidentFilter& filter, const ModelAccident& accident, const Context& context) {
  return InWindow(filter, accident.day, context);
}

bool Passes(const AccidentFilter& filter, const ModelAccident& accident, const Context& context) {
  return PassesOnAnyDay(filter, accident) && OccursIn(filter, accident, context);
}

bool Undecided(const AccidentFilter& filter, const ModelAccident& accident) {
  if (accident.decision == event::v1::PENDING_DECISION_COUNT) return false;
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
  positions.insert(accident.attributions.begin(), accident.attributions.end());
  return positions;
}

}  // namespace assessment::model
