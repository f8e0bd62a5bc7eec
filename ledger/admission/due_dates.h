#ifndef LEDGER_ADMISSION_DUE_DATES_H_
#define LEDGER_ADMISSION_DUE_DATES_H_

// When something is due and when a step of lateness falls: arithmetic of days alone, without state
// and without a clock.

#include <cstdint>
#include <optional>
#include <string>

#include "assessment/event/v1/matters.pb.h"
#include "ledger/base/civil.h"

namespace assessment::admission {

// A due date: in time until the end of the day, or up to and with the minute.
struct DueMoment {
  CivilDay day;
  std::optional<uint32_t> minute;

  bool operator==(const DueMoment&) const = default;
  // True when `other` leaves more time: of one day the whole day leaves the most.
  bool IsBefore(const DueMoment& other) const;
};

CivilDay DayIn(const event::v1::CivilDate& date);
DueMoment DueIn(const event::v1::CivilMoment& moment);
// "2022-03-31", or "2022-03-31T17:30".
std::string FormatDue(const DueMoment& due);

// The last step of lateness that is recorded.
inline constexpr uint32_t kStepMax = 24;

// The day a step falls on: 0 the day after the due date; n the day n calendar months after it,
// clamped at month ends, always counted from the due date. Requires step <= kStepMax.
CivilDay StepDayOf(const DueMoment& due, uint32_t step);

// An investigation is due 60 days after the accident (State Council order 493, article 29), plus
// the days it was extended by and the days it waited for an appraisal (article 27).
CivilDay InvestigationDue(const CivilDay& occurred, int64_t extension_days, int64_t paused_days);
// One year after approval (Work Safety Law, article 86).
CivilDay FollowUpEvaluationDue(const CivilDay& approved);
// 30 days after approval.
CivilDay ReportPublicationDue(const CivilDay& approved);

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_DUE_DATES_H_
