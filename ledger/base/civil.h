#ifndef LEDGER_BASE_CIVIL_H_
#define LEDGER_BASE_CIVIL_H_

// Civil days and the ledger's calendar, without a clock. The only time zone supported is
// Asia/Shanghai (UTC+8 without daylight saving since 1992), so no zone database is read.

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/base/clock.h"

namespace assessment {

struct CivilDay {
  int32_t year = 0;
  int32_t month = 0;
  int32_t day = 0;
  auto operator<=>(const CivilDay&) const = default;
};

// True for a day that exists, years 1900 to 9999.
bool IsValid(const CivilDay& day);
// Days since 1970-01-01; negative before. Requires a valid day.
int64_t DaysSinceEpoch(const CivilDay& day);
CivilDay FromDaysSinceEpoch(int64_t days);
// The day `days` later; earlier when negative.
CivilDay AddDays(const CivilDay& day, int64_t days);
// The day `months` calendar months later, clamped to the end of its month: 31 January + 1 = 28
// February, + 2 = 31 March; 29 February + 12 = 28 February. Requires months >= 0.
CivilDay AddMonths(const CivilDay& day, int32_t months);
// The day that `moment` lies in, in Asia/Shanghai.
CivilDay DayOf(UnixMicros moment);
// "2022-03-31".
std::string FormatDay(const CivilDay& day);
absl::StatusOr<CivilDay> ParseDay(absl::string_view text);
// "2022-03-31 15:04:05.000001" in Asia/Shanghai.
std::string FormatMoment(UnixMicros moment);

}  // namespace assessment

#endif  // LEDGER_BASE_CIVIL_H_
