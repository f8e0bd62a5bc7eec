#include "clients/table/spreadsheet_date.h"

#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "ledger/base/check.h"
#include "ledger/base/civil.h"
#include "ledger/base/status_macros.h"

namespace assessment::table {
namespace {

constexpr size_t kSignificantDigits = 15;
constexpr int kDigitsMax = 30;

absl::Status NoNumber(absl::string_view stored) {
  return absl::InvalidArgumentError(
      absl::StrCat("found \"", stored, "\"; expected a number of a worksheet"));
}

// A decimal number: 0.DIGITS x 10^point, without zeros at either end of DIGITS.
struct Decimal {
  bool negative = false;
  std::string digits;
  int point = 0;
};

bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return true;
}

absl::StatusOr<Decimal> ParseDecimal(absl::string_view stored) {
  Decimal number;
  absl::string_view text = stored;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    number.negative = text[0] == '-';
    text.remove_prefix(1);
  }
  int exponent = 0;
  const size_t mark = text.find_first_of("eE");
  if (mark != absl::string_view::npos) {
    absl::string_view power = text.substr(mark + 1);
    if (!power.empty() && power[0] == '+') power.remove_prefix(1);
    if (!absl::SimpleAtoi(power, &exponent) || exponent < -400 || exponent > 400) {
      return NoNumber(stored);
    }
    text = text.substr(0, mark);
  }
  const size_t dot = text.find('.');
  const absl::string_view whole = text.substr(0, dot);
  const absl::string_view behind =
      dot == absl::string_view::npos ? absl::string_view() : text.substr(dot + 1);
  if (whole.size() + behind.size() == 0 || !AllDigits(whole) || !AllDigits(behind)) {
    return NoNumber(stored);
  }
  number.digits = absl::StrCat(whole, behind);
  number.point = static_cast<int>(whole.size()) + exponent;
  return number;
}

void Normalise(Decimal& number) {
  const size_t zeros = number.digits.find_first_not_of('0');
  if (zeros == std::string::npos) {
    number = {};
    return;
  }
  number.digits.erase(0, zeros);
  number.point -= static_cast<int>(zeros);
  number.digits.erase(number.digits.find_last_not_of('0') + 1);
}

void RoundToSignificantDigits(Decimal& number) {
  if (number.digits.size() <= kSignificantDigits) return;
  const bool up = number.digits[kSignificantDigits] >= '5';
  number.digits.resize(kSignificantDigits);
  if (!up) return;
  size_t at = number.digits.size();
  while (at > 0 && number.digits[at - 1] == '9') number.digits[--at] = '0';
  if (at > 0) {
    ++number.digits[at - 1];
  } else {
    number.digits.insert(number.digits.begin(), '1');
    ++number.point;
  }
}

}  // namespace

bool ShowsADate(absl::string_view format_code) {
  char closes = '\0';
  for (size_t i = 0; i < format_code.size(); ++i) {
    const char c = format_code[i];
    if (closes != '\0') {
      if (c == closes) closes = '\0';
    } else if (c == '"') {
      closes = '"';
    } else if (c == '[') {
      // Of what stands in brackets only elapsed time is time: [h]:mm; not a colour or a language.
      const char next = i + 1 < format_code.size() ? format_code[i + 1] : '\0';
      if (next == 'h' || next == 'H' || next == 'm' || next == 's') return true;
      closes = ']';
    } else if (c == '\\' || c == '_' || c == '*') {
      ++i;
    } else if (absl::StrContains("ymdhsYMDHS", absl::string_view(&c, 1))) {
      return true;
    }
  }
  return false;
}

bool BuiltInShowsADate(int format) {
  return (format >= 14 && format <= 22) || (format >= 27 && format <= 36) ||
         (format >= 45 && format <= 47) || (format >= 50 && format <= 58);
}

absl::StatusOr<std::string> NumberText(absl::string_view stored) {
  ASSIGN_OR_RETURN(Decimal number, ParseDecimal(stored));
  Normalise(number);
  RoundToSignificantDigits(number);
  Normalise(number);
  if (number.digits.empty()) return std::string("0");
  const int size = static_cast<int>(number.digits.size());
  if (number.point > kDigitsMax || size - number.point > kDigitsMax) return NoNumber(stored);
  std::string text = number.negative ? "-" : "";
  if (number.point <= 0) {
    absl::StrAppend(&text, "0.", std::string(static_cast<size_t>(-number.point), '0'),
                    number.digits);
  } else if (number.point >= size) {
    absl::StrAppend(&text, number.digits,
                    std::string(static_cast<size_t>(number.point - size), '0'));
  } else {
    const auto point = static_cast<size_t>(number.point);
    absl::StrAppend(&text, number.digits.substr(0, point), ".", number.digits.substr(point));
  }
  return text;
}

absl::StatusOr<std::string> DateOfSerial(absl::string_view serial, bool from_1904) {
  constexpr int64_t kSecondsADay = 86'400;
  ASSIGN_OR_RETURN(const std::string number, NumberText(serial));
  const size_t dot = number.find('.');
  int64_t days = 0;
  if (!absl::SimpleAtoi(number.substr(0, dot), &days) || days < 0 || days > 3'000'000) {
    return absl::InvalidArgumentError(
        absl::StrCat("found the day number ", serial, "; expected a day from 1900 to 9999"));
  }
  int64_t seconds = 0;
  if (dot != std::string::npos) {
    // Nine digits behind the point are a ten-thousandth of a second.
    std::string fraction = number.substr(dot + 1, 9);
    fraction.resize(9, '0');
    int64_t billionths = 0;
    CHECK(absl::SimpleAtoi(fraction, &billionths));
    seconds = (billionths * kSecondsADay + 500'000'000) / 1'000'000'000;
  }
  days += seconds / kSecondsADay;
  seconds %= kSecondsADay;
  const CivilDay first = from_1904 ? CivilDay{1904, 1, 1} : CivilDay{1900, 1, 1};
  int64_t since_first = days;
  if (!from_1904) {
    // Day 60 of the 1900 system is a 29th of February that the year did not have.
    if (days == 0 || days == 60) {
      return absl::InvalidArgumentError(
          absl::StrCat("found the day number ", serial, ", which is no day of the calendar"));
    }
    since_first = days < 60 ? days - 1 : days - 2;
  }
  const CivilDay day = AddDays(first, since_first);
  if (!IsValid(day)) {
    return absl::InvalidArgumentError(
        absl::StrCat("found the day number ", serial, "; expected a day from 1900 to 9999"));
  }
  if (seconds == 0) return FormatDay(day);
  const auto two = [](int64_t value) { return absl::StrFormat("%02d", value); };
  std::string moment =
      absl::StrCat(FormatDay(day), " ", two(seconds / 3600), ":", two(seconds / 60 % 60));
  if (seconds % 60 != 0) absl::StrAppend(&moment, ":", two(seconds % 60));
  return moment;
}

}  // namespace assessment::table
