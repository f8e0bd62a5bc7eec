#include "clients/bench/sample_events.h"

#include <algorithm>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "clients/cpp/idempotency_key.h"

namespace assessment::bench {
namespace {

constexpr char kSource[] = "ledger-bench";
// Room that the remark's own tags and lengths take.
constexpr size_t kNoteFramingBytes = 6;

event::v1::CivilDate DateOf(int year, int month, int day) {
  event::v1::CivilDate date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

event::v1::Event EventOf(const std::string& ledger) {
  event::v1::Event event;
  event.set_ledger(ledger);
  event.set_source(kSource);
  event.set_idempotency_key(NewIdempotencyKey());
  *event.mutable_content()->mutable_occurred_on() = DateOf(2022, 12, 31);
  event.mutable_content()->set_late_reason("load test");
  return event;
}

void Decide(const std::string& person, event::v1::EventContent& content) {
  event::v1::Person& decider = *content.add_decided_by();
  decider.set_person_id(person);
  decider.mutable_name()->set_plain("负责人");
}

bool IsEmpty(const scheme::v1::Scope& scope) {
  return scope.units().empty() && scope.except_units().empty() && scope.tags().empty();
}

bool TakesPlainFinding(const scheme::v1::Clause& clause) {
  const bool kind = clause.has_fixed() || clause.has_per() || clause.has_noted();
  return kind && clause.component().empty() && IsEmpty(clause.scope()) &&
         std::any_of(clause.triggers().begin(), clause.triggers().end(),
                     [](const scheme::v1::Trigger& trigger) { return trigger.has_finding(); });
}

}  // namespace

event::v1::Event UnitRegisteredEvent(const std::string& ledger, const std::string& unit,
                                     const std::string& name) {
  event::v1::Event event = EventOf(ledger);
  event::v1::UnitRegistered& registered = *event.mutable_content()->mutable_unit_registered();
  registered.set_unit(unit);
  registered.set_name(name);
  registered.set_kind(event::v1::UNIT_KIND_COUNTY);
  return event;
}

event::v1::Event MetricEvent(const std::string& ledger, const std::string& unit, size_t bytes) {
  event::v1::Event event = EventOf(ledger);
  event::v1::MetricReported& metric = *event.mutable_content()->mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit(unit);
  *metric.mutable_period_from() = DateOf(2022, 1, 1);
  *metric.mutable_period_to() = DateOf(2022, 12, 31);
  metric.mutable_value()->set_value_millionths(12'345);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  const size_t bare = event.ByteSizeLong() + kNoteFramingBytes;
  if (bytes > bare) {
    event.mutable_content()->mutable_note()->set_plain(std::string(bytes - bare, 'n'));
  }
  return event;
}

event::v1::Event SchemePublishedEvent(const std::string& ledger, const scheme::v1::Scheme& scheme) {
  event::v1::Event event = EventOf(ledger);
  *event.mutable_content()->mutable_scheme_published()->mutable_scheme() = scheme;
  return event;
}

event::v1::Event CycleOpenedEvent(const std::string& ledger, const std::string& cycle,
                                  const scheme::v1::Scheme& scheme) {
  event::v1::Event event = EventOf(ledger);
  event::v1::EventContent& content = *event.mutable_content();
  Decide("p-first", content);
  Decide("p-second", content);
  content.mutable_paper()->set_issuer("office");
  content.mutable_paper()->set_number("1号");
  *content.mutable_paper()->mutable_date() = DateOf(2022, 12, 30);
  event::v1::CycleOpened& opened = *content.mutable_cycle_opened();
  opened.set_cycle(cycle);
  opened.set_title("2022");
  opened.set_year(2022);
  for (const scheme::v1::SchemeUnit& unit : scheme.units()) opened.add_units(unit.unit());
  *opened.mutable_window_from() = DateOf(2022, 1, 1);
  *opened.mutable_window_to() = DateOf(2022, 12, 31);
  *opened.mutable_facts_until() = DateOf(2023, 1, 31);
  opened.mutable_scheme()->set_scheme(scheme.scheme());
  opened.mutable_scheme()->set_version(scheme.version());
  return event;
}

event::v1::Event FindingEvent(const std::string& ledger, const std::string& cycle,
                              const std::string& unit, const std::string& clause) {
  event::v1::Event event = EventOf(ledger);
  Decide("p-first", *event.mutable_content());
  event::v1::FindingRecorded& finding = *event.mutable_content()->mutable_finding_recorded();
  finding.set_cycle(cycle);
  finding.set_unit(unit);
  finding.set_clause(clause);
  finding.mutable_problem()->set_plain("未见会议记录，台账不全，整改未闭环");
  return event;
}

absl::StatusOr<std::vector<std::string>> ClausesForFindings(const scheme::v1::Scheme& scheme) {
  std::vector<std::string> clauses;
  for (const scheme::v1::Category& category : scheme.categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      if (!item.scoring_body().empty() || !IsEmpty(item.scope())) continue;
      for (const scheme::v1::Clause& clause : item.clauses()) {
        if (TakesPlainFinding(clause)) clauses.push_back(clause.clause());
      }
    }
  }
  if (!clauses.empty()) return clauses;
  return absl::FailedPreconditionError(
      absl::StrCat("scheme ", scheme.scheme(),
                   " has no clause that takes a finding against every unit; measure with another"));
}

}  // namespace assessment::bench
