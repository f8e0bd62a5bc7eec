#include "ledger/base/civil.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "ledger/base/check.h"

namespace assessment {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kSecondsPerDay = 86'400;
constexpr int64_t kShanghaiOffsetSeconds = 8 * 3600;

int64_t FloorDivide(int64_t value, int64_t by) {
  const int64_t quotient = value / by;
  return value % by < 0 ? quotient - 1 : quotient;
}

}  // namespace

bool IsValid(const CivilDay& day) {
  if (day.year < 1900 || day.year > 9999) return false;
  const absl::CivilDay normal(day.year, day.month, day.day);
  return normal.year() == day.year && normal.month() == day.month && normal.day() == day.day;
}

int64_t DaysSinceEpoch(const CivilDay& day) {
  CHECK(IsValid(day));
  return absl::CivilDay(day.year, day.month, day.day) - absl::CivilDay(1970, 1, 1);
}

CivilDay FromDaysSinceEpoch(int64_t days) {
  const absl::CivilDay day = absl::CivilDay(1970, 1, 1) + days;
  return {static_cast<int32_t>(day.year()), day.month(), day.day()};
}

CivilDay AddDays(const CivilDay& day, int64_t days) {
  return FromDaysSinceEpoch(DaysSinceEpoch(day) + days);
}

CivilDay AddMonths(const CivilDay& day, int32_t months) {
  CHECK(IsValid(day) && months >= 0);
  const int32_t count = day.month - 1 + months;
  CivilDay result = {day.year + count / 12, count % 12 + 1, day.day};
  while (!IsValid(result)) --result.day;
  return result;
}

CivilDay DayOf(UnixMicros moment) {
  const int64_t seconds = FloorDivide(moment, kMicrosPerSecond) + kShanghaiOffsetSeconds;
  return FromDaysSinceEpoch(FloorDivide(seconds, kSecondsPerDay));
}

std::string FormatDay(const CivilDay& day) {
  return absl::StrFormat("%04d-%02d-%02d", day.year, day.month, day.day);
}

absl::StatusOr<CivilDay> ParseDay(absl::string_view text) {
  CivilDay day;
  bool digits = text.size() == 10 && text[4] == '-' && text[7] == '-';
  const auto number = [&](size_t from, size_t count) {
    int32_t value = 0;
    for (size_t i = from; digits && i < from + count; ++i) {
      digits = text[i] >= '0' && text[i] <= '9';
      value = value * 10 + (text[i] - '0');
    }
    return value;
  };
  if (digits) day = {number(0, 4), number(5, 2), number(8, 2)};
  if (!digits || !IsValid(day)) {
    return absl::InvalidArgumentError(
        absl::StrCat("date: found \"", text, "\", expected a day such as 2022-03-31"));
  }
  return day;
}

std::string FormatMoment(UnixMicros moment) {
  const int64_t local = moment + kShanghaiOffsetSeconds * kMicrosPerSecond;
  const int64_t seconds = FloorDivide(local, kMicrosPerSecond);
  const int64_t of_day = seconds - FloorDivide(seconds, kSecondsPerDay) * kSecondsPerDay;
  return absl::StrFormat("%s %02d:%02d:%02d.%06d", FormatDay(DayOf(moment)), of_day / 3600,
                         of_day / 60 % 60, of_day % 60, local - seconds * kMicrosPerSecond);
}

}  // namespace assessment
