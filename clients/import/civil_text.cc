#include "clients/import/civil_text.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "ledger/base/civil.h"

namespace assessment::importing {
namespace {

// Takes one to `digits_max` digits from the front.
std::optional<int> TakeNumber(absl::string_view& text, size_t digits_max) {
  size_t size = 0;
  while (size < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[size]))) ++size;
  int number = 0;
  if (size == 0 || size > digits_max || !absl::SimpleAtoi(text.substr(0, size), &number)) {
    return std::nullopt;
  }
  text.remove_prefix(size);
  return number;
}

// Takes one of the marks from the front.
bool TakeMark(absl::string_view& text, const std::vector<absl::string_view>& marks) {
  for (const absl::string_view mark : marks) {
    if (absl::ConsumePrefix(&text, mark)) return true;
  }
  return false;
}

// Year, month and day with marks between them.
std::optional<CivilDay> TakeMarkedDay(absl::string_view& text) {
  absl::string_view rest = text;
  const std::optional<int> year = TakeNumber(rest, 4);
  if (!year.has_value()) return std::nullopt;
  const bool chinese = TakeMark(rest, {"年"});
  if (!chinese && !TakeMark(rest, {"-", "/", "."})) return std::nullopt;
  const std::optional<int> month = TakeNumber(rest, 2);
  if (!month.has_value()) return std::nullopt;
  if (chinese ? !TakeMark(rest, {"月"}) : !TakeMark(rest, {"-", "/", "."})) return std::nullopt;
  const std::optional<int> day = TakeNumber(rest, 2);
  if (!day.has_value() || (chinese && !TakeMark(rest, {"日", "号"}))) return std::nullopt;
  text = rest;
  return CivilDay{*year, *month, *day};
}

std::optional<CivilDay> TakeDay(absl::string_view& text) {
  if (const std::optional<CivilDay> marked = TakeMarkedDay(text)) {
    if (IsValid(*marked)) return marked;
    return std::nullopt;
  }
  absl::string_view rest = text;
  const std::optional<int> digits = TakeNumber(rest, 8);
  if (!digits.has_value() || text.size() - rest.size() != 8) return std::nullopt;
  const CivilDay day = {*digits / 10'000, *digits / 100 % 100, *digits % 100};
  if (!IsValid(day)) return std::nullopt;
  text = rest;
  return day;
}

struct TimeOfDay {
  int hour = 0;
  int minute = 0;
};

std::optional<TimeOfDay> ReadTimeOfDay(absl::string_view text) {
  const std::optional<int> hour = TakeNumber(text, 2);
  if (!hour.has_value() || *hour > 23) return std::nullopt;
  const bool chinese = TakeMark(text, {"时", "点"});
  if (chinese && text.empty()) return TimeOfDay{*hour, 0};
  if (!chinese && !TakeMark(text, {":", "："})) return std::nullopt;
  const std::optional<int> minute = TakeNumber(text, 2);
  if (!minute.has_value() || *minute > 59) return std::nullopt;
  if (chinese) {
    if (!TakeMark(text, {"分"})) return std::nullopt;
  } else if (TakeMark(text, {":"}) && TakeNumber(text, 2) != 0) {
    return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return TimeOfDay{*hour, *minute};
}

void SetDay(const CivilDay& day, event::v1::CivilDate& date) {
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
}

}  // namespace

std::optional<event::v1::CivilDate> ReadDay(absl::string_view text) {
  absl::string_view rest = absl::StripAsciiWhitespace(text);
  const std::optional<CivilDay> day = TakeDay(rest);
  if (!day.has_value()) return std::nullopt;
  if (!rest.empty()) {
    const auto moment = ReadMoment(text);
    if (!moment.has_value() || moment->hour() != 0 || moment->minute() != 0) return std::nullopt;
  }
  event::v1::CivilDate date;
  SetDay(*day, date);
  return date;
}

std::optional<event::v1::CivilTime> ReadMoment(absl::string_view text) {
  absl::string_view rest = absl::StripAsciiWhitespace(text);
  const std::optional<CivilDay> day = TakeDay(rest);
  if (!day.has_value() || rest.empty()) return std::nullopt;
  if (!absl::ConsumePrefix(&rest, "T")) rest = absl::StripLeadingAsciiWhitespace(rest);
  const std::optional<TimeOfDay> time = ReadTimeOfDay(rest);
  if (!time.has_value()) return std::nullopt;
  event::v1::CivilTime moment;
  SetDay(*day, *moment.mutable_date());
  moment.set_hour(time->hour);
  moment.set_minute(time->minute);
  return moment;
}

}  // namespace assessment::importing
