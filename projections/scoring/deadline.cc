#include "projections/scoring/deadline.h"

#include <algorithm>
#include <tuple>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/base/check.h"
#include "projections/scoring/accident_facts.h"

namespace assessment {
namespace {

constexpr uint32_t kStepMax = 24;

// True when what happened at `instant` lies before the step.
bool BeforeStep(const CivilInstant& instant, const CivilInstant& due, uint32_t step) {
  return step == 0 ? instant.InTimeFor(due) : instant.day < StepDay(due, step);
}

}  // namespace

bool CivilInstant::InTimeFor(const CivilInstant& due) const {
  if (day != due.day) return day < due.day;
  return !minute.has_value() || !due.minute.has_value() || *minute <= *due.minute;
}

CivilInstant ToInstant(const event::v1::CivilMoment& moment) {
  CivilInstant instant;
  instant.day = ToDay(moment.day());
  if (moment.has_minute()) instant.minute = moment.minute();
  return instant;
}

event::v1::CivilMoment ToMoment(const CivilInstant& instant) {
  event::v1::CivilMoment moment;
  moment.mutable_day()->set_year(instant.day.year);
  moment.mutable_day()->set_month(instant.day.month);
  moment.mutable_day()->set_day(instant.day.day);
  if (instant.minute.has_value()) moment.set_minute(*instant.minute);
  return moment;
}

std::string FormatInstant(const CivilInstant& instant) {
  const std::string day = FormatDay(instant.day);
  if (!instant.minute.has_value()) return day;
  return absl::StrCat(day,
                      absl::StrFormat("T%02d:%02d", *instant.minute / 60, *instant.minute % 60));
}

CivilDay StepDay(const CivilInstant& due, uint32_t step) {
  CHECK(step <= kStepMax);
  return step == 0 ? AddDays(due.day, 1) : AddMonths(due.day, static_cast<int32_t>(step));
}

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
