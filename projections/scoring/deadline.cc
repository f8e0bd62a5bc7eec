#include "projections/scoring/deadline.h"

#include <algorithm>
#include <tuple>

namespace assessment {
namespace {

// True when what happened at `instant` lies before the step.
bool BeforeStep(const CivilInstant& instant, const CivilInstant& due, uint32_t step) {
  return step == 0 ? instant.InTimeFor(due) : instant.day < StepDay(due, step);
}

}  // namespace

bool StepStands(const Deadline& deadline, uint32_t step) {
  if (!deadline.due.has_value()) return false;
  if (deadline.done.has_value() && BeforeStep(*deadline.done, *deadline.due, step)) return false;
  return !deadline.withdrawn_on.has_value() ||
         !BeforeStep({*deadline.withdrawn_on, std::nullopt}, *deadline.due, step);
}

StepVerdict Judge(const Deadline& deadline, const RecordedStep& recorded) {
  if (!deadline.due.has_value() || *deadline.due != recorded.due) {
    return {false, deadline.due_position};
  }
  if (StepStands(deadline, recorded.step)) return {true, std::nullopt};
  if (deadline.done.has_value() && BeforeStep(*deadline.done, *deadline.due, recorded.step)) {
    return {false, deadline.done_position};
  }
  return {false, deadline.withdrawn_position};
}

std::vector<RecordedStep> RecordedSteps(const EventStream& stream, event::v1::Clock clock,
                                        const std::string& subject) {
  std::vector<RecordedStep> steps;
  for (const StreamEntry& entry : stream.entries()) {
    if (!entry.counts() || !entry.content->has_overdue_recorded()) continue;
    const event::v1::OverdueRecorded& overdue = entry.content->overdue_recorded();
    const std::string& about = overdue.has_matter() ? overdue.matter() : overdue.accident();
    if (overdue.clock() != clock || about != subject || overdue.step() > kStepMax) continue;
    const CivilInstant due = ToInstant(overdue.due());
    steps.push_back({overdue.step(), due, StepDay(due, overdue.step()), &entry});
  }
  std::sort(steps.begin(), steps.end(), [](const RecordedStep& a, const RecordedStep& b) {
    return std::tie(a.step, a.due.day, a.due.minute) < std::tie(b.step, b.due.day, b.due.minute);
  });
  return steps;
}

}  // namespace assessment
