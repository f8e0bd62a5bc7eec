#include "projections/scoring/accident_facts.h"

#include <algorithm>
#include <tuple>

#include "ledger/base/check.h"

namespace assessment {
namespace {

using event::v1::AccidentGrade;

constexpr uint64_t kMillionYuan = 1'000'000;
constexpr uint64_t kSquareMetresPerHectare = 10'000;

AccidentGrade GradeFrom(uint64_t value, uint64_t larger, uint64_t major, uint64_t extraordinary) {
  if (value >= extraordinary) return event::v1::ACCIDENT_GRADE_EXTRAORDINARILY_SERIOUS;
  if (value >= major) return event::v1::ACCIDENT_GRADE_MAJOR;
  if (value >= larger) return event::v1::ACCIDENT_GRADE_LARGER;
  return event::v1::ACCIDENT_GRADE_GENERAL;
}

AccidentGrade GradeByLoss(const event::v1::AccidentReported& report) {
  if (report.kind() == event::v1::ACCIDENT_KIND_FOREST_FIRE) {
    return GradeFrom(report.burnt_area_square_metres(), kSquareMetresPerHectare,
                     100 * kSquareMetresPerHectare, 1000 * kSquareMetresPerHectare);
  }
  const uint64_t loss = report.kind() == event::v1::ACCIDENT_KIND_FIRE
                            ? report.direct_property_loss_yuan()
                            : report.direct_economic_loss_yuan();
  return GradeFrom(loss, 10 * kMillionYuan, 50 * kMillionYuan, 100 * kMillionYuan);
}

template <typename List, typename Value>
bool EmptyOrContains(const List& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

// The first attribution in a role that the filter looks at, or null.
const UnitAttribution* FindAttribution(const scheme::v1::AccidentFilter& filter,
                                       const UnitAccident& accident) {
  for (const UnitAttribution& attribution : accident.attributions) {
    if (filter.roles().empty() ? attribution.role != event::v1::ACCIDENT_ROLE_VEHICLE_REGISTRATION
                               : EmptyOrContains(filter.roles(), attribution.role)) {
      return &attribution;
    }
  }
  return nullptr;
}

}  // namespace

CivilDay ToDay(const event::v1::CivilDate& date) { return {date.year(), date.month(), date.day()}; }

AccidentGrade GradeByCasualties(const event::v1::AccidentReported& report) {
  return std::max({GradeFrom(report.deaths(), 3, 10, 30),
                   GradeFrom(report.serious_injuries(), 10, 50, 100), GradeByLoss(report)});
}

std::optional<UnitAccident> ReadAccident(const std::string& accident, const EventStream& stream) {
  UnitAccident result;
  result.accident = accident;
  const event::v1::AccidentRuled* ruling = nullptr;
  for (const StreamEntry& entry : stream.entries()) {
    if (!entry.counts()) continue;
    const event::v1::EventContent& content = *entry.content;
    if (content.has_accident_reported() && content.accident_reported().accident() == accident) {
      result.report = &content.accident_reported();
      result.positions.push_back(entry.position());
    } else if (content.has_accident_ruled() && content.accident_ruled().accident() == accident) {
      ruling = &content.accident_ruled();
      result.positions.push_back(entry.position());
    }
  }
  if (result.report == nullptr) return std::nullopt;
  const event::v1::CivilTime& at = result.report->occurred_at();
  result.day = ToDay(at.date());
  result.minute_of_day = at.hour() * 60 + at.minute();
  result.grade = GradeByCasualties(*result.report);
  result.near_miss = result.report->near_miss() && result.report->deaths() == 0 &&
                     result.report->serious_injuries() == 0;
  if (result.report->responsibility() == event::v1::FINDING_YES ||
      result.report->responsibility() == event::v1::FINDING_NO) {
    result.responsibility = result.report->responsibility();
  }
  if (ruling != nullptr) {
    result.responsibility = ruling->responsibility();
    if (ruling->grade() != event::v1::ACCIDENT_GRADE_UNSPECIFIED) result.grade = ruling->grade();
  }
  return result;
}

FilterMatch Match(const scheme::v1::AccidentFilter& filter, const UnitAccident& accident,
                  const DayWindow& window) {
  const event::v1::AccidentReported& report = *accident.report;
  if (filter.near_miss() != accident.near_miss) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.kinds(), report.kind())) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.industries(), report.industry())) return FilterMatch::kNo;
  if (!EmptyOrContains(filter.grades(), accident.grade)) return FilterMatch::kNo;
  if (FindAttribution(filter, accident) == nullptr) return FilterMatch::kNo;
  if (report.deaths() < filter.deaths_from()) return FilterMatch::kNo;
  const CivilDay from = filter.has_occurred_from() ? ToDay(filter.occurred_from()) : window.from;
  const CivilDay to = filter.has_occurred_to() ? ToDay(filter.occurred_to()) : window.to;
  if (!DayWindow{from, to}.Contains(accident.day)) return FilterMatch::kNo;

  bool provisional = false;
  if (filter.responsible() && !accident.near_miss) {
    if (accident.responsibility == event::v1::FINDING_NO) return FilterMatch::kNo;
    provisional |= accident.responsibility != event::v1::FINDING_YES;
  }
  if (filter.production_operating()) {
    if (report.production_operating() == event::v1::FINDING_NO) return FilterMatch::kNo;
    provisional |= report.production_operating() != event::v1::FINDING_YES;
  }
  return provisional ? FilterMatch::kProvisional : FilterMatch::kYes;
}

const StreamEntry& AttributionFor(const scheme::v1::AccidentFilter& filter,
                                  const UnitAccident& accident) {
  const UnitAttribution* attribution = FindAttribution(filter, accident);
  CHECK(attribution != nullptr && attribution->entry != nullptr);
  return *attribution->entry;
}

bool EarlierAccident(const UnitAccident& a, const UnitAccident& b) {
  return std::tie(a.day, a.minute_of_day, a.accident) <
         std::tie(b.day, b.minute_of_day, b.accident);
}

}  // namespace assessment
