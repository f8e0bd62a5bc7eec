#ifndef TESTS_MODEL_MODEL_DAYS_H_
#define TESTS_MODEL_MODEL_DAYS_H_

// Days of the model: yyyymmdd, so that they compare as numbers, and the calendar over them.

#include <cstdint>

#include "assessment/event/v1/common.pb.h"
#include "assessment/event/v1/matters.pb.h"
#include "ledger/base/civil.h"

namespace assessment::model {

// yyyymmdd; 0 for an unset day.
inline int64_t DayNumber(const event::v1::CivilDate& date) {
  return date.year() * 10000 + date.month() * 100 + date.day();
}
inline int64_t DayNumber(const CivilDay& day) {
  return day.year * 10000 + day.month * 100 + day.day;
}
inline CivilDay DayOfNumber(int64_t number) {
  return {static_cast<int32_t>(number / 10000), static_cast<int32_t>(number / 100 % 100),
          static_cast<int32_t>(number % 100)};
}
inline int64_t DaysLater(int64_t number, int64_t days) {
  return DayNumber(AddDays(DayOfNumber(number), days));
}
inline int64_t MonthsLater(int64_t number, int32_t months) {
  return DayNumber(AddMonths(DayOfNumber(number), months));
}
// Days from one to the other.
inline int64_t DaysBetween(int64_t from, int64_t to) {
  return DaysSinceEpoch(DayOfNumber(to)) - DaysSinceEpoch(DayOfNumber(from));
}

// A due date or a moment something was received.
struct Moment {
  static constexpr int64_t kWholeDay = 24 * 60;
  int64_t day = 0;
  int64_t minute = kWholeDay;

  auto operator<=>(const Moment&) const = default;
};
inline Moment MomentOf(const event::v1::CivilMoment& moment) {
  return {DayNumber(moment.day()), moment.has_minute() ? moment.minute() : Moment::kWholeDay};
}

}  // namespace assessment::model

#endif  // TESTS_MODEL_MODEL_DAYS_H_
