#include "tests/model/model_matters.h"

#include <algorithm>
#include <tuple>

namespace assessment::model {
namespace {

using event::v1::Clock;

Clock ClockOfKind(event::v1::MatterKind kind) {
  switch (kind) {
    case event::v1::MATTER_KIND_VERIFICATION:
      return event::v1::CLOCK_VERIFICATION;
    case event::v1::MATTER_KIND_MATERIAL:
      return event::v1::CLOCK_MATERIAL;
    default:
      return event::v1::CLOCK_RECTIFICATION;
  }
}

Moment DueInForce(const ModelMatter& matter, const Context& context) {
  std::tuple<int64_t, Moment> latest(0, MomentOf(matter.opened->due()));
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_matter_extended()) continue;
    const event::v1::MatterExtended& extended = event.content->matter_extended();
    if (extended.matter() != matter.id) continue;
    latest = std::max(latest, {DayNumber(event.content->occurred_on()), MomentOf(extended.due())});
  }
  return std::get<1>(latest);
}

std::string HolderOn(int64_t day, const ModelMatter& matter, const Context& context) {
  std::tuple<int64_t, std::string, std::string> latest(0, "", matter.opened->unit());
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_matter_reassigned()) continue;
    const event::v1::MatterReassigned& reassigned = event.content->matter_reassigned();
    if (reassigned.matter() != matter.id) continue;
    const int64_t from = DayNumber(event.content->occurred_on());
    if (from > day) continue;
    latest = std::max(latest, {from, event.source_and_key, reassigned.unit()});
  }
  return std::get<2>(latest);
}

std::optional<Moment> CompletionOf(const ModelMatter& matter, const Context& context) {
  int64_t returned = 0;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_matter_returned()) continue;
    if (event.content->matter_returned().matter() != matter.id) continue;
    returned = std::max(returned, DayNumber(event.content->occurred_on()));
  }
  std::optional<Moment> first;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_matter_completed()) continue;
    const event::v1::MatterCompleted& completed = event.content->matter_completed();
    if (completed.matter() != matter.id || !completed.accepted()) continue;
    Moment received = MomentOf(completed.received());
    // Something received on a day, nobody knows when, is in time on that day.
    if (received.minute == Moment::kWholeDay) received.minute = 0;
    // On one day what was handed in comes before it is sent back.
    if (received.day <= returned) continue;
    if (!first.has_value() || received < *first) first = received;
  }
  return first;
}

int64_t StepDayOf(int64_t due, int64_t step) {
  return step == 0 ? DaysLater(due, 1) : MonthsLater(due, static_cast<int32_t>(step));
}

bool Contradicted(const ModelStep& step, const ModelMatter& matter) {
  if (matter.withdrawn_on.has_value() && *matter.withdrawn_on < step.day) return true;
  if (!matter.completed.has_value() || matter.completed->day >= step.day) return false;
  const bool after_the_minute =
      step.step == 0 && matter.completed->day == matter.due.day && *matter.completed > matter.due;
  return !after_the_minute;
}

void InOrder(std::vector<ModelStep>& steps) {
  std::sort(steps.begin(), steps.end(), [](const ModelStep& a, const ModelStep& b) {
    return std::tie(a.step, a.event->source_and_key) < std::tie(b.step, b.event->source_and_key);
  });
}

bool AfterFactsUntil(int64_t day, const Context& context) {
  return day > DayNumber(context.cycle->opened.facts_until());
}

}  // namespace

std::vector<ModelMatter> MattersOf(const Context& context) {
  std::vector<ModelMatter> matters;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_matter_opened()) continue;
    ModelMatter matter;
    matter.opened = &event.content->matter_opened();
    matter.id = matter.opened->matter();
    matter.clock = ClockOfKind(matter.opened->kind());
    matter.due = DueInForce(matter, context);
    matter.holder = HolderOn(matter.due.day, matter, context);
    matter.completed = CompletionOf(matter, context);
    for (const LiveEvent& other : context.log.live) {
      if (other.content->has_matter_withdrawn() &&
          other.content->matter_withdrawn().matter() == matter.id) {
        matter.withdrawn_on = DayNumber(other.content->occurred_on());
      }
    }
    matters.push_back(matter);
  }
  return matters;
}

std::vector<ModelStep> StepsOf(const ModelMatter& matter, const Context& context) {
  std::vector<ModelStep> steps;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_overdue_recorded()) continue;
    const event::v1::OverdueRecorded& recorded = event.content->overdue_recorded();
    if (recorded.matter() != matter.id || recorded.clock() != matter.clock) continue;
    ModelStep step;
    step.event = &event;
    step.step = recorded.step();
    step.day = StepDayOf(DayNumber(recorded.due().day()), step.step);
    if (MomentOf(recorded.due()) != matter.due || Contradicted(step, matter)) {
      step.fate = StepFate::kSuperseded;
    } else {
      step.fate = AfterFactsUntil(step.day, context) ? StepFate::kTooLate : StepFate::kStands;
    }
    steps.push_back(step);
  }
  InOrder(steps);
  return steps;
}

ModelDeadline DeadlineOf(Clock clock, const ModelAccident& accident, const Context& context) {
  ModelDeadline deadline;
  if (accident.near_miss) return deadline;
  if (clock == event::v1::CLOCK_FOLLOW_UP_EVALUATION) {
    if (accident.approved_on.has_value()) deadline.due = MonthsLater(*accident.approved_on, 12);
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_follow_up_evaluated()) continue;
      if (event.content->follow_up_evaluated().accident() != accident.id) continue;
      const int64_t day = DayNumber(event.content->occurred_on());
      deadline.done = std::min(deadline.done.value_or(day), day);
    }
    return deadline;
  }
  int64_t days = 60;
  bool paused = false;  // Paused and resumed in turn.
  int64_t paused_on = 0;
  for (const LiveEvent& event : context.log.live) {
    const event::v1::EventContent& content = *event.content;
    const int64_t day = DayNumber(content.occurred_on());
    if (content.has_investigation_extended() &&
        content.investigation_extended().accident() == accident.id) {
      days += content.investigation_extended().days();
    } else if (content.has_appraisal_paused() &&
               content.appraisal_paused().accident() == accident.id) {
      paused = true;
      paused_on = day;
    } else if (content.has_appraisal_resumed() &&
               content.appraisal_resumed().accident() == accident.id && paused) {
      days += DaysBetween(paused_on, day);
      paused = false;
    }
  }
  if (!paused) deadline.due = DaysLater(accident.day, days);
  deadline.done = accident.approved_on;
  return deadline;
}

std::vector<ModelStep> StepsOf(Clock clock, const ModelAccident& accident, const Context& context) {
  const ModelDeadline deadline = DeadlineOf(clock, accident, context);
  std::vector<ModelStep> steps;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_overdue_recorded()) continue;
    const event::v1::OverdueRecorded& recorded = event.content->overdue_recorded();
    if (recorded.accident() != accident.id || recorded.clock() != clock) continue;
    ModelStep step;
    step.event = &event;
    step.step = recorded.step();
    const int64_t due = DayNumber(recorded.due().day());
    step.day = StepDayOf(due, step.step);
    const bool true_once = deadline.due == due && !recorded.due().has_minute() &&
                           !(deadline.done.has_value() && *deadline.done < step.day);
    step.fate = !true_once                           ? StepFate::kSuperseded
                : AfterFactsUntil(step.day, context) ? StepFate::kTooLate
                                                     : StepFate::kStands;
    steps.push_back(step);
  }
  InOrder(steps);
  return steps;
}

}  // namespace assessment::model
