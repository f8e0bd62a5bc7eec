#ifndef CLIENTS_TABLE_SPREADSHEET_DATE_H_
#define CLIENTS_TABLE_SPREADSHEET_DATE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment::table {

// Whether a number format of a workbook shows a day or a moment: one of the format's letters
// y, m, d, h, s stands outside of quotes, brackets and escapes (ECMA-376, 18.8.31).
bool ShowsADate(absl::string_view format_code);

// Whether a built-in number format does, by its number (ECMA-376, 18.8.30; 27 to 36 and 50 to 58
// are those of the East Asian versions).
bool BuiltInShowsADate(int format);

// The day, or moment, that a serial number of a worksheet stands for: YYYY-MM-DD, with HH:MM or
// HH:MM:SS behind it when it is no whole day. `from_1904`: the workbook counts from 1904-01-01,
// else day 1 is 1900-01-01 and the 29th of February 1900, which never was, is day 60.
// INVALID_ARGUMENT when it is no such number, is that day, or lies outside of the years 1900 to
// 9999.
absl::StatusOr<std::string> DateOfSerial(absl::string_view serial, bool from_1904);

// The number as its author sees it: 15 significant digits, so "0.1" for 0.10000000000000001; no
// exponent. INVALID_ARGUMENT when it is none, or has more than 30 digits written so.
absl::StatusOr<std::string> NumberText(absl::string_view stored);

}  // namespace assessment::table

#endif  // CLIENTS_TABLE_SPREADSHEET_DATE_H_
