#include "ledger/admission/due_dates.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/base/check.h"

namespace assessment::admission {
namespace {

constexpr int64_t kInvestigationDays = 60;
constexpr int32_t kFollowUpMonths = 12;
constexpr int64_t kPublicationDays = 30;
constexpr uint32_t kMinutesPerHour = 60;

}  // namespace

bool DueMoment::IsBefore(const DueMoment& other) const {
  if (day != other.day || !minute.has_value()) return day < other.day;
  return !other.minute.has_value() || *minute < *other.minute;
}

CivilDay DayIn(const event::v1::CivilDate& date) { return {date.year(), date.month(), date.day()}; }

DueMoment DueIn(const event::v1::CivilMoment& moment) {
  DueMoment due{DayIn(moment.day()), std::nullopt};
  if (moment.has_minute()) due.minute = moment.minute();
  return due;
}

std::string FormatDue(const DueMoment& due) {
  if (!due.minute.has_value()) return FormatDay(due.day);
  return absl::StrCat(
      FormatDay(due.day),
      absl::StrFormat("T%02d:%02d", *due.minute / kMinutesPerHour, *due.minute % kMinutesPerHour));
}

CivilDay StepDayOf(const DueMoment& due, uint32_t step) {
  CHECK(step <= kStepMax);
  return step == 0 ? AddDays(due.day, 1) : AddMonths(due.day, static_cast<int32_t>(step));
}

CivilDay InvestigationDue(const CivilDay& occurred, int64_t extension_days, int64_t paused_days) {
  return AddDays(occurred, kInvestigationDays + extension_days + paused_days);
}

CivilDay FollowUpEvaluationDue(const CivilDay& approved) {
  return AddMonths(approved, kFollowUpMonths);
}

CivilDay ReportPublicationDue(const CivilDay& approved) {
  return AddDays(approved, kPublicationDays);
}

}  // namespace assessment::admission
