#include "ledger/deadline/due_date.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

constexpr int64_t kInvestigationDays = 60;
constexpr int32_t kFollowUpMonths = 12;
constexpr int64_t kPublicationDays = 30;
constexpr uint32_t kMinutesPerHour = 60;

}  // namespace

bool CivilInstant::InTimeFor(const CivilInstant& due) const {
  if (day != due.day) return day < due.day;
  return !minute.has_value() || !due.minute.has_value() || *minute <= *due.minute;
}

bool CivilInstant::IsBefore(const CivilInstant& other) const {
  if (day != other.day || !minute.has_value()) return day < other.day;
  return !other.minute.has_value() || *minute < *other.minute;
}

CivilDay ToDay(const event::v1::CivilDate& date) { return {date.year(), date.month(), date.day()}; }

CivilInstant ToInstant(const event::v1::CivilMoment& moment) {
  CivilInstant instant{ToDay(moment.day()), std::nullopt};
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
  return absl::StrCat(day, absl::StrFormat("T%02d:%02d", *instant.minute / kMinutesPerHour,
                                           *instant.minute % kMinutesPerHour));
}

event::v1::Clock ClockOf(event::v1::MatterKind kind) {
  switch (kind) {
    case event::v1::MATTER_KIND_VERIFICATION:
      return event::v1::CLOCK_VERIFICATION;
    case event::v1::MATTER_KIND_MATERIAL:
      return event::v1::CLOCK_MATERIAL;
    case event::v1::MATTER_KIND_SUPERVISED:
    case event::v1::MATTER_KIND_RECTIFICATION:
      return event::v1::CLOCK_RECTIFICATION;
    default:
      return event::v1::CLOCK_UNSPECIFIED;
  }
}

CivilDay StepDay(const CivilInstant& due, uint32_t step) {
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

}  // namespace assessment
