#include "ledger/service/event_filter.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

CivilDay ToDay(const event::v1::CivilDate& date) { return {date.year(), date.month(), date.day()}; }

absl::Status CheckIdentifier(absl::string_view field, absl::string_view value) {
  if (value.size() <= limits::kIdentifierBytesMax) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_TOO_LONG, field,
                    absl::StrCat("found ", value.size(), " bytes, expected at most ",
                                 limits::kIdentifierBytesMax));
}

absl::Status CheckDate(absl::string_view field, const event::v1::CivilDate& date) {
  if (IsValid(ToDay(date))) return absl::OkStatus();
  return FieldError(ledger::v1::REASON_FIELD_INVALID, field,
                    absl::StrCat("found ", date.year(), "-", date.month(), "-", date.day(),
                                 ", expected a day that exists"));
}

bool Contains(const google::protobuf::RepeatedPtrField<std::string>& values,
              absl::string_view value) {
  return std::find(values.begin(), values.end(), std::string(value)) != values.end();
}

absl::Status CheckRanges(const ledger::v1::EventFilter& filter) {
  if (filter.has_occurred_from()) {
    RETURN_IF_ERROR(CheckDate("filter.occurred_from", filter.occurred_from()));
  }
  if (filter.has_occurred_to()) {
    RETURN_IF_ERROR(CheckDate("filter.occurred_to", filter.occurred_to()));
  }
  if (filter.has_occurred_from() && filter.has_occurred_to() &&
      ToDay(filter.occurred_to()) < ToDay(filter.occurred_from())) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "filter.occurred_to",
                      "lies before filter.occurred_from");
  }
  if (filter.has_recorded_from_micros() && filter.has_recorded_before_micros() &&
      filter.recorded_before_micros() < filter.recorded_from_micros()) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, "filter.recorded_before_micros",
                      "lies before filter.recorded_from_micros");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckFilter(const ledger::v1::EventFilter& filter) {
  RETURN_IF_ERROR(CheckIdentifier("filter.cycle", filter.cycle()));
  RETURN_IF_ERROR(CheckIdentifier("filter.clause", filter.clause()));
  RETURN_IF_ERROR(CheckIdentifier("filter.principal", filter.principal()));
  RETURN_IF_ERROR(CheckIdentifier("filter.source", filter.source()));
  RETURN_IF_ERROR(CheckIdentifier("filter.accident", filter.accident()));
  if (filter.units_size() > static_cast<int>(limits::kUnitsPerEventMax)) {
    return FieldError(ledger::v1::REASON_TOO_LONG, "filter.units",
                      absl::StrCat("found ", filter.units_size(), " units, expected at most ",
                                   limits::kUnitsPerEventMax));
  }
  for (int i = 0; i < filter.units_size(); ++i) {
    const std::string field = absl::StrCat("filter.units[", i, "]");
    RETURN_IF_ERROR(CheckIdentifier(field, filter.units(i)));
    if (filter.units(i).empty()) {
      return FieldError(ledger::v1::REASON_FIELD_INVALID, field, "is empty");
    }
  }
  const int types_known = event::v1::EventType_descriptor()->value_count();
  if (filter.types_size() > types_known) {
    return FieldError(
        ledger::v1::REASON_TOO_LONG, "filter.types",
        absl::StrCat("found ", filter.types_size(), " types, only ", types_known, " are known"));
  }
  for (int i = 0; i < filter.types_size(); ++i) {
    const int type = filter.types(i);
    if (type != event::v1::EVENT_TYPE_UNSPECIFIED && event::v1::EventType_IsValid(type)) continue;
    return FieldError(ledger::v1::REASON_FIELD_INVALID, absl::StrCat("filter.types[", i, "]"),
                      absl::StrCat("found ", type, ", expected a value of EventType"));
  }
  return CheckRanges(filter);
}

bool MatchesHeader(const ledger::v1::EventFilter& filter, const event::v1::RecordHeader& header) {
  if (!filter.cycle().empty() && header.cycle() != filter.cycle()) return false;
  if (filter.units_size() > 0 &&
      std::none_of(header.units().begin(), header.units().end(),
                   [&](const std::string& unit) { return Contains(filter.units(), unit); })) {
    return false;
  }
  if (filter.types_size() > 0 && std::find(filter.types().begin(), filter.types().end(),
                                           header.event_type()) == filter.types().end()) {
    return false;
  }
  if (!filter.accident().empty() && !Contains(header.accidents(), filter.accident())) return false;
  if (filter.has_recorded_from_micros() &&
      header.record_time_micros() < filter.recorded_from_micros()) {
    return false;
  }
  return !filter.has_recorded_before_micros() ||
         header.record_time_micros() < filter.recorded_before_micros();
}

bool LooksAtBody(const ledger::v1::EventFilter& filter) {
  return !filter.clause().empty() || !filter.principal().empty() || !filter.source().empty() ||
         filter.has_occurred_from() || filter.has_occurred_to();
}

bool MatchesBody(const ledger::v1::EventFilter& filter, const event::v1::EventBody& body) {
  const event::v1::EventContent& content = body.event().content();
  if (!filter.clause().empty() && ClauseOf(content) != filter.clause()) return false;
  if (!filter.principal().empty() && body.poster().principal() != filter.principal()) return false;
  if (!filter.source().empty() && body.event().source() != filter.source()) return false;
  const CivilDay day = ToDay(content.occurred_on());
  if (filter.has_occurred_from() && day < ToDay(filter.occurred_from())) return false;
  return !filter.has_occurred_to() || day <= ToDay(filter.occurred_to());
}

std::vector<IndexKey> KeysOf(const ledger::v1::EventFilter& filter) {
  // An accident names few events, so its key is preferred to those of units.
  if (!filter.accident().empty()) return {IndexKey::Accident(filter.accident())};
  std::vector<IndexKey> keys;
  for (const std::string& unit : filter.units()) keys.push_back(IndexKey::Unit(unit));
  if (!keys.empty()) keys.push_back(IndexKey::Registry());
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  return keys;
}

absl::string_view ClauseOf(const event::v1::EventContent& content) {
  switch (content.kind_case()) {
    case event::v1::EventContent::kFindingRecorded:
      return content.finding_recorded().clause();
    case event::v1::EventContent::kPointsJudged:
      return content.points_judged().clause();
    case event::v1::EventContent::kDeductionDecided:
      return content.deduction_decided().clause();
    case event::v1::EventContent::kExemptionGranted:
      return content.exemption_granted().clause();
    default:
      return "";
  }
}

}  // namespace assessment
