#include "clients/bench/bench_events.h"

#include <iterator>

#include "absl/strings/str_cat.h"

namespace assessment::bench {
namespace {

// Clauses of the shipped rubric of counties that concern every unit.
constexpr const char* kClauses[] = {"1.1", "4.1", "5.1", "7.1"};

}  // namespace

std::string UnitName(uint64_t unit) { return absl::StrCat("unit-", unit); }

event::v1::Event EmptyEvent() {
  event::v1::Event event;
  event.set_source("ledger-bench");
  event::v1::EventContent& content = *event.mutable_content();
  content.mutable_occurred_on()->set_year(2022);
  content.mutable_occurred_on()->set_month(12);
  content.mutable_occurred_on()->set_day(31);
  content.set_late_reason("load");
  return event;
}

event::v1::Event MetricEvent(absl::string_view unit) {
  event::v1::Event event = EmptyEvent();
  event::v1::EventContent& content = *event.mutable_content();
  event::v1::MetricReported& metric = *content.mutable_metric_reported();
  metric.set_metric("deaths-per-100m-gdp");
  metric.set_unit(std::string(unit));
  *metric.mutable_period_from() = content.occurred_on();
  *metric.mutable_period_to() = content.occurred_on();
  metric.mutable_value()->set_value_millionths(1);
  metric.set_publisher("statistics");
  metric.set_vintage("final");
  return event;
}

event::v1::Event HistoryEvent(absl::string_view unit, uint64_t number) {
  if (number % 5 == 4) return MetricEvent(unit);
  event::v1::Event event = EmptyEvent();
  event::v1::EventContent& content = *event.mutable_content();
  content.add_decided_by()->set_person_id("p-bench");
  event::v1::FindingRecorded& finding = *content.mutable_finding_recorded();
  finding.set_cycle(kCycle);
  finding.set_unit(std::string(unit));
  finding.set_clause(kClauses[number % std::size(kClauses)]);
  finding.mutable_problem()->set_plain(absl::StrCat("problem ", number));
  return event;
}

}  // namespace assessment::bench
