#ifndef LEDGER_DEADLINE_DUE_DATE_H_
#define LEDGER_DEADLINE_DUE_DATE_H_

// When something is due and when a step of lateness falls: arithmetic of days alone, without state
// and without a clock. Admission, charges and the clerk all reckon here.

#include <cstdint>
#include <optional>
#include <string>

#include "assessment/event/v1/matters.pb.h"
#include "ledger/base/civil.h"

namespace assessment {

// A day, or a minute of it. As a due date: in time until the end of the day, or up to and with the
// minute.
struct CivilInstant {
  CivilDay day;
  std::optional<uint32_t> minute;

  bool operator==(const CivilInstant&) const = default;
  // True when what happened at this moment is in time for `due`: a day without a minute is, on the
  // due day, whatever the minute.
  bool InTimeFor(const CivilInstant& due) const;
  // True when `other`, as a due date, leaves more time: of one day the whole day leaves the most.
  bool IsBefore(const CivilInstant& other) const;
};

CivilDay ToDay(const event::v1::CivilDate& date);
CivilInstant ToInstant(const event::v1::CivilMoment& moment);
event::v1::CivilMoment ToMoment(const CivilInstant& instant);
// "2022-03-31" or "2022-03-31T17:30".
std::string FormatInstant(const CivilInstant& instant);

// The clock that a matter of this kind runs.
event::v1::Clock ClockOf(event::v1::MatterKind kind);

// The last step of lateness that is recorded.
inline constexpr uint32_t kStepMax = 24;

// The day a step of lateness falls on: 0 the day after the due date, n the day n calendar months
// after it, always counted from the due date and clamped at month ends. Requires step <= kStepMax.
CivilDay StepDay(const CivilInstant& due, uint32_t step);

// An investigation is due 60 days after the accident (State Council order 493, article 29), plus
// the days it was extended by and the days it waited for an appraisal (article 27).
CivilDay InvestigationDue(const CivilDay& occurred, int64_t extension_days, int64_t paused_days);
// One year after approval (Work Safety Law, article 86).
CivilDay FollowUpEvaluationDue(const CivilDay& approved);
// 30 days after approval; an alarm only.
CivilDay ReportPublicationDue(const CivilDay& approved);

}  // namespace assessment

#endif  // LEDGER_DEADLINE_DUE_DATE_H_
