#include "ledger/service/random_events.h"

#include <string>

#include "absl/strings/str_cat.h"

namespace assessment::testing {
namespace {

std::string Named(absl::string_view what, int64_t number) {
  return absl::StrCat(what, "-", number);
}

void SetDay(int64_t number, event::v1::CivilDate& date) {
  date.set_year(2022);
  date.set_month(static_cast<int32_t>(1 + number / 28));
  date.set_day(static_cast<int32_t>(1 + number % 28));
}

}  // namespace

event::v1::EventBody RandomEvents::Body() {
  event::v1::EventBody body;
  event::v1::Event& event = *body.mutable_event();
  event.set_ledger("141100");
  event.set_source(Named("source", Number(1)));
  SetDay(Number(300), *event.mutable_content()->mutable_occurred_on());
  body.mutable_poster()->set_principal(Named("principal", Number(2)));
  const std::string cycle = Named("cycle", Number(1));
  const std::string unit = Named("unit", Number(4));
  const std::string clause = Named("clause", Number(2));
  event::v1::EventContent& content = *event.mutable_content();
  switch (Number(6)) {
    case 0:
      content.mutable_unit_registered()->set_unit(unit);
      break;
    case 1:
      content.mutable_finding_recorded()->set_cycle(cycle);
      content.mutable_finding_recorded()->set_unit(unit);
      content.mutable_finding_recorded()->set_clause(clause);
      break;
    case 2:
      content.mutable_points_judged()->set_cycle(cycle);
      content.mutable_points_judged()->set_unit(unit);
      content.mutable_points_judged()->set_clause(clause);
      break;
    case 3:
      content.mutable_deduction_decided()->set_cycle(cycle);
      content.mutable_deduction_decided()->set_unit(unit);
      content.mutable_deduction_decided()->set_clause(clause);
      break;
    case 4:
      content.mutable_exemption_granted()->set_cycle(cycle);
      content.mutable_exemption_granted()->set_unit(unit);
      content.mutable_exemption_granted()->set_clause(clause);
      break;
    case 5:
      content.mutable_accident_attributed()->set_accident(Named("accident", Number(2)));
      content.mutable_accident_attributed()->set_unit(unit);
      break;
    default:
      content.mutable_metric_reported()->set_unit(unit);
      break;
  }
  return body;
}

CommitEntry RandomEvents::Entry(uint64_t position, int64_t record_time_micros) {
  const event::v1::EventBody body = Body();
  const event::v1::EventContent& content = body.event().content();
  CommitEntry entry;
  entry.record.body_bytes = body.SerializeAsString();
  entry.record.salt = std::string(16, static_cast<char>(position));
  event::v1::RecordHeader& header = entry.header;
  header.set_origin("ledger.example/log/141100");
  header.set_position(position);
  header.set_record_time_micros(record_time_micros);
  header.set_batch_first_position(position);
  header.set_batch_size(1);
  header.set_event_type(static_cast<event::v1::EventType>(content.kind_case()));
  header.set_body_commitment(HashBytes(BodyCommitment(entry.record)));
  if (content.has_accident_attributed()) {
    header.add_accidents(content.accident_attributed().accident());
    header.add_units(content.accident_attributed().unit());
  } else if (content.has_unit_registered()) {
    header.add_units(content.unit_registered().unit());
  } else if (content.has_metric_reported()) {
    header.add_units(content.metric_reported().unit());
  } else if (content.has_finding_recorded()) {
    header.set_cycle(content.finding_recorded().cycle());
    header.add_units(content.finding_recorded().unit());
  } else if (content.has_points_judged()) {
    header.set_cycle(content.points_judged().cycle());
    header.add_units(content.points_judged().unit());
  } else if (content.has_deduction_decided()) {
    header.set_cycle(content.deduction_decided().cycle());
    header.add_units(content.deduction_decided().unit());
  } else {
    header.set_cycle(content.exemption_granted().cycle());
    header.add_units(content.exemption_granted().unit());
  }
  entry.record.header_bytes = header.SerializeAsString();
  entry.source = body.event().source();
  entry.idempotency_key = absl::StrCat("key-", position);
  return entry;
}

ledger::v1::EventFilter RandomEvents::Filter(int64_t record_time_max) {
  ledger::v1::EventFilter filter;
  const auto sometimes = [this] { return Number(4) == 0; };
  if (sometimes()) filter.set_cycle(Named("cycle", Number(2)));
  while (sometimes()) filter.add_units(Named("unit", Number(5)));
  while (sometimes()) {
    const auto* types = event::v1::EventType_descriptor();
    filter.add_types(static_cast<event::v1::EventType>(
        types->value(static_cast<int>(1 + Number(types->value_count() - 2)))->number()));
  }
  if (sometimes()) filter.set_clause(Named("clause", Number(3)));
  if (sometimes()) filter.set_principal(Named("principal", Number(3)));
  if (sometimes()) filter.set_source(Named("source", Number(2)));
  if (sometimes()) filter.set_accident(Named("accident", Number(3)));
  const int64_t day = Number(300);
  if (sometimes()) SetDay(day, *filter.mutable_occurred_from());
  if (sometimes()) SetDay(day + Number(300 - day), *filter.mutable_occurred_to());
  const int64_t moment = Number(record_time_max);
  if (sometimes()) filter.set_recorded_from_micros(moment);
  if (sometimes()) {
    filter.set_recorded_before_micros(moment + Number(record_time_max - moment));
  }
  return filter;
}

}  // namespace assessment::testing
