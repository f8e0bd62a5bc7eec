#include "clients/ctl/moment.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::ctl {
namespace {

constexpr int64_t kMicrosPerSecond = 1'000'000;
constexpr int64_t kUtcOffsetSeconds = 8 * 3600;

// A stretch of time: what a text of some precision means.
struct Stretch {
  UnixMicros first = 0;
  UnixMicros last = 0;
};

absl::Status BadMoment(absl::string_view text) {
  return absl::InvalidArgumentError(
      absl::StrCat("found \"", text, "\", expected YYYY-MM-DD or \"YYYY-MM-DD HH:MM:SS\""));
}

// Takes `separator` and exactly two digits below `below` off `rest`.
bool TakeTwoDigits(absl::string_view& rest, char separator, int below, int64_t& value) {
  if (rest.size() < 3 || rest[0] != separator || !absl::ascii_isdigit(rest[1]) ||
      !absl::ascii_isdigit(rest[2])) {
    return false;
  }
  value = (rest[1] - '0') * 10 + (rest[2] - '0');
  rest.remove_prefix(3);
  return value < below;
}

absl::StatusOr<Stretch> ParseStretch(absl::string_view text) {
  const absl::StatusOr<CivilDay> day = ParseDay(text.substr(0, 10));
  if (!day.ok()) return BadMoment(text);
  const auto stretch = [](int64_t first_second, int64_t seconds) {
    const UnixMicros first = (first_second - kUtcOffsetSeconds) * kMicrosPerSecond;
    return Stretch{first, first + seconds * kMicrosPerSecond - 1};
  };
  int64_t second = DaysSinceEpoch(*day) * 86'400;
  absl::string_view rest = text.substr(std::min<size_t>(10, text.size()));
  if (rest.empty()) return stretch(second, 86'400);
  int64_t hours = 0;
  int64_t minutes = 0;
  int64_t seconds = 0;
  if (!TakeTwoDigits(rest, ' ', 24, hours) || !TakeTwoDigits(rest, ':', 60, minutes)) {
    return BadMoment(text);
  }
  second += hours * 3600 + minutes * 60;
  if (rest.empty()) return stretch(second, 60);
  if (!TakeTwoDigits(rest, ':', 60, seconds)) return BadMoment(text);
  second += seconds;
  if (rest.empty()) return stretch(second, 1);
  if (rest.size() != 7 || rest[0] != '.') return BadMoment(text);
  int64_t micros = 0;
  for (const char digit : rest.substr(1)) {
    if (!absl::ascii_isdigit(digit)) return BadMoment(text);
    micros = micros * 10 + (digit - '0');
  }
  const UnixMicros moment = stretch(second, 1).first + micros;
  return Stretch{moment, moment};
}

}  // namespace

absl::StatusOr<UnixMicros> ParseLastMomentOf(absl::string_view text) {
  ASSIGN_OR_RETURN(const Stretch stretch, ParseStretch(text));
  return stretch.last;
}

absl::StatusOr<UnixMicros> ParseFirstMomentOf(absl::string_view text) {
  ASSIGN_OR_RETURN(const Stretch stretch, ParseStretch(text));
  return stretch.first;
}

absl::StatusOr<event::v1::CivilDate> ParseDate(absl::string_view text) {
  ASSIGN_OR_RETURN(const CivilDay day, ParseDay(text));
  event::v1::CivilDate date;
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
  return date;
}

std::string DateText(const event::v1::CivilDate& date) {
  if (date.year() == 0) return "";
  return FormatDay({date.year(), date.month(), date.day()});
}

std::string MomentText(UnixMicros moment) { return moment == 0 ? "" : FormatMoment(moment); }

std::string SecondText(UnixMicros moment) { return MomentText(moment).substr(0, 19); }

event::v1::CivilDate Today() {
  const CivilDay day = DayOf(SystemClock().Now());
  event::v1::CivilDate date;
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
  return date;
}

}  // namespace assessment::ctl
