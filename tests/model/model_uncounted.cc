#include "tests/model/model_uncounted.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "tests/model/model_accidents.h"
#include "tests/model/model_matters.h"

namespace assessment::model {
namespace {

// Positions of events that some clause shows, counting or not, and accidents of the lines that rest
// on a role.
struct Shown {
  std::set<uint64_t> positions;
  std::set<std::string> accidents;
};

Shown ShownIn(const ModelScore& score) {
  Shown shown;
  ForEachClause(score, [&](const ModelClause& clause) {
    for (const ModelLine& line : clause.lines) {
      shown.positions.insert(line.position);
      if (line.by_role) shown.accidents.insert(line.accident);
    }
    shown.positions.insert(clause.superseded.begin(), clause.superseded.end());
    shown.positions.insert(clause.replaced.begin(), clause.replaced.end());
    for (const auto& [position, reason] : clause.uncounted) shown.positions.insert(position);
  });
  return shown;
}

// Documents and concealments: outside the window, or priced by no clause.
void ListByDay(const Context& context, const Shown& shown, ModelScore& score) {
  for (const LiveEvent& event : context.log.live) {
    const event::v1::EventContent& content = *event.content;
    int64_t day = DayNumber(content.paper().date());
    if (content.has_letter_issued()) {
      const auto& units = content.letter_issued().units();
      if (std::find(units.begin(), units.end(), context.unit) == units.end()) continue;
    } else if (content.has_honour_recorded()) {
      if (content.honour_recorded().unit() != context.unit) continue;
    } else if (content.has_blame_recorded()) {
      if (content.blame_recorded().unit() != context.unit) continue;
    } else if (content.has_concealment_verified()) {
      if (content.concealment_verified().unit() != context.unit) continue;
      day = DayNumber(content.occurred_on());
      // Of one struck off, or none, the explanation says what it finds fit.
      const auto accident =
          AccidentNamed(StandsFor(content.concealment_verified().accident(), context), context);
      if (InCycle(day, context) && (!accident.has_value() || accident->near_miss)) {
        score.indifferent.insert(event.position);
        continue;
      }
    } else {
      continue;
    }
    if (!InCycle(day, context)) {
      score.uncounted[event.position] = projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW;
    } else if (shown.positions.count(event.position) == 0) {
      score.uncounted[event.position] = projections::v1::UNCOUNTED_REASON_NOT_PRICED;
    }
  }
}

// Lateness of matters that the unit had at some time.
void ListSteps(const Context& context, const Shown& shown, ModelScore& score) {
  for (const ModelMatter& matter : MattersOf(context)) {
    bool ours = matter.opened->unit() == context.unit;
    for (const LiveEvent& event : context.log.live) {
      ours = ours || (event.content->has_matter_reassigned() &&
                      event.content->matter_reassigned().matter() == matter.id &&
                      event.content->matter_reassigned().unit() == context.unit);
    }
    if (!ours) continue;
    for (const ModelStep& step : StepsOf(matter, context)) {
      if (shown.positions.count(step.event->position) != 0) continue;
      score.uncounted[step.event->position] =
          matter.holder != context.unit       ? projections::v1::UNCOUNTED_REASON_HELD_BY_ANOTHER
          : !InCycle(matter.due.day, context) ? projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW
                                              : projections::v1::UNCOUNTED_REASON_NOT_PRICED;
    }
  }
}

bool IsStruckOff(const std::string& id, const Context& context) {
  return std::any_of(context.log.live.begin(), context.log.live.end(), [&](const auto& event) {
    return event.content->has_accident_struck_off() &&
           event.content->accident_struck_off().accident() == id;
  });
}

// Some clause shows a step of lateness of the accident, standing or not.
bool IsLateSomewhere(const std::string& id, const Shown& shown, const Context& context) {
  return std::any_of(context.log.live.begin(), context.log.live.end(), [&](const auto& event) {
    return event.content->has_overdue_recorded() &&
           event.content->overdue_recorded().accident() == id &&
           shown.positions.count(event.position) != 0;
  });
}

void ListAttributions(const Context& context, const Shown& shown, ModelScore& score) {
  std::map<std::tuple<std::string, event::v1::AccidentRole>, uint64_t> in_force;
  for (const LiveEvent& event : context.log.live) {
    if (event.content->has_accident_attributed()) {
      const event::v1::AccidentAttributed& stated = event.content->accident_attributed();
      if (stated.unit() == context.unit) {
        in_force[{stated.accident(), stated.role()}] = event.position;
      }
    } else if (event.content->has_attribution_withdrawn()) {
      const event::v1::AttributionWithdrawn& stated = event.content->attribution_withdrawn();
      if (stated.unit() != context.unit) continue;
      const auto withdrawn = in_force.find({stated.accident(), stated.role()});
      score.uncounted[withdrawn->second] = projections::v1::UNCOUNTED_REASON_WITHDRAWN;
      in_force.erase(withdrawn);
    }
  }
  std::set<std::string> ours;
  for (const auto& [key, position] : in_force) {
    const std::string id = StandsFor(std::get<0>(key), context);
    score.attributed[position] = id;
    ours.insert(id);
  }
  for (const std::string& id : ours) {
    if (IsStruckOff(id, context)) {
      score.uncounted_accidents[id] = projections::v1::UNCOUNTED_REASON_STRUCK_OFF;
      continue;
    }
    if (shown.accidents.count(id) != 0 || IsLateSomewhere(id, shown, context)) continue;
    const std::optional<ModelAccident> accident = AccidentNamed(id, context);
    if (!InCycle(accident->day, context)) {
      score.uncounted_accidents[id] = projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW;
    } else if (accident->decision == event::v1::PENDING_DECISION_LEAVE_OUT) {
      score.uncounted_accidents[id] = projections::v1::UNCOUNTED_REASON_LEFT_OUT;
    }
  }
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_accident_supplemented()) continue;
    const event::v1::AccidentSupplemented& stated = event.content->accident_supplemented();
    if (ours.count(stated.accident()) == 0) continue;
    if (IsAfterCasualtyWindow(stated, context)) {
      score.uncounted[event.position] = projections::v1::UNCOUNTED_REASON_AFTER_CASUALTY_WINDOW;
    }
  }
}

}  // namespace

void ListUncounted(const Context& context, ModelScore& score) {
  const Shown shown = ShownIn(score);
  ListByDay(context, shown, score);
  ListSteps(context, shown, score);
  ListAttributions(context, shown, score);
}

}  // namespace assessment::model
