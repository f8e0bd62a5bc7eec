#include "projections/views/testing/sample_events.h"

#include <utility>

#include "google/protobuf/text_format.h"
#include "ledger/base/check.h"

namespace assessment::testing {
namespace {

using event::v1::EventContent;

constexpr char kScheme[] = R"pb(
  scheme: "sample"
  title { zh: "样表" en: "Sample" }
  total_milli: 10000
  tags {
    tag: "mining"
    meaning { zh: "矿区" }
  }
  categories {
    category: "1"
    title { zh: "类" }
    points_milli: 10000
    items {
      item: "1"
      label { zh: "项一" }
      maximum_milli: 5000
      clauses {
        clause: "1.1"
        label { zh: "每次" }
        triggers { finding {} }
        per { counted: "次" }
      }
      clauses {
        clause: "1.2"
        label { zh: "一次" }
        triggers { finding {} }
        fixed { amount_milli: 2000 }
      }
    }
    items {
      item: "2"
      label { zh: "项二" }
      maximum_milli: 5000
      clauses {
        clause: "2.1"
        label { zh: "评定" }
        triggers { finding {} }
        judged { maximum_milli: 5000 }
      }
    }
  }
  vetoes {
    veto: "V1"
    label { zh: "亡人事故" }
    conditions {
      accident_count {
        filter { responsible: true deaths_from: 1 }
        count: 1
      }
    }
    fail {}
  }
  not_applicable_policy: NOT_APPLICABLE_POLICY_KEEP
  number_policy { decimals: 2 }
  grade_bands {
    name { zh: "good" }
    from_milli: 8000
  }
  grade_bands {
    name { zh: "fair" }
    from_milli: 6000
  }
  grade_bands {
    name { zh: "poor" }
    from_milli: 0
  }
  pools {
    pool: "mining"
    name { zh: "矿区" }
    scope { tags: "mining" }
  }
  pools {
    pool: "others"
    name { zh: "其他" }
  }
)pb";

EventContent OnDay(const event::v1::CivilDate& day) {
  EventContent content;
  *content.mutable_occurred_on() = day;
  return content;
}

EventContent InJuly() { return OnDay(Day(2022, 7, 1)); }

}  // namespace

event::v1::CivilDate Day(int year, int month, int day) {
  event::v1::CivilDate date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

EventContent LedgerOpened() {
  EventContent content = InJuly();
  content.mutable_ledger_opened()->set_authority("office");
  content.mutable_ledger_opened()->set_authority_code("141100");
  content.mutable_ledger_opened()->set_time_zone("Asia/Shanghai");
  return content;
}

EventContent Registered(const std::string& unit, const std::string& name,
                        const std::vector<std::string>& tags) {
  EventContent content = InJuly();
  content.mutable_unit_registered()->set_unit(unit);
  content.mutable_unit_registered()->set_name(name);
  content.mutable_unit_registered()->set_kind(event::v1::UNIT_KIND_COUNTY);
  for (const std::string& tag : tags) content.mutable_unit_registered()->add_tags()->set_tag(tag);
  return content;
}

EventContent Renamed(const std::string& unit, const std::string& name) {
  EventContent content = InJuly();
  content.mutable_unit_renamed()->set_unit(unit);
  content.mutable_unit_renamed()->set_name(name);
  return content;
}

EventContent Tagged(const std::string& unit, const std::string& tag) {
  EventContent content = InJuly();
  content.mutable_unit_changed()->set_unit(unit);
  content.mutable_unit_changed()->add_tags_set()->set_tag(tag);
  return content;
}

EventContent Published(uint32_t version, int64_t points_milli) {
  EventContent content = InJuly();
  scheme::v1::Scheme& scheme = *content.mutable_scheme_published()->mutable_scheme();
  CHECK(google::protobuf::TextFormat::ParseFromString(kScheme, &scheme));
  scheme.set_version(version);
  scheme.mutable_categories(0)
      ->mutable_items(0)
      ->mutable_clauses(0)
      ->mutable_per()
      ->set_amount_milli(points_milli);
  return content;
}

EventContent Opened(const std::vector<std::string>& units, bool with_scheme) {
  EventContent content = InJuly();
  event::v1::CycleOpened& opened = *content.mutable_cycle_opened();
  opened.set_cycle(kCycle);
  opened.set_year(2022);
  for (const std::string& unit : units) opened.add_units(unit);
  *opened.mutable_window_from() = Day(2022, 1, 1);
  *opened.mutable_window_to() = Day(2022, 12, 31);
  *opened.mutable_facts_until() = Day(2022, 12, 31);
  if (with_scheme) {
    opened.mutable_scheme()->set_scheme("sample");
    opened.mutable_scheme()->set_version(1);
  }
  return content;
}

EventContent Adopted(uint32_t version) {
  EventContent content = InJuly();
  content.mutable_cycle_scheme_adopted()->set_cycle(kCycle);
  content.mutable_cycle_scheme_adopted()->mutable_scheme()->set_scheme("sample");
  content.mutable_cycle_scheme_adopted()->mutable_scheme()->set_version(version);
  return content;
}

EventContent Found(const std::string& unit, const std::string& clause) {
  EventContent content = InJuly();
  content.mutable_finding_recorded()->set_cycle(kCycle);
  content.mutable_finding_recorded()->set_unit(unit);
  content.mutable_finding_recorded()->set_clause(clause);
  content.mutable_finding_recorded()->mutable_problem()->set_plain("problem");
  return content;
}

EventContent Reviewed(const std::string& unit, const std::vector<std::string>& items) {
  EventContent content = InJuly();
  content.mutable_item_reviewed()->set_cycle(kCycle);
  content.mutable_item_reviewed()->set_unit(unit);
  for (const std::string& item : items) content.mutable_item_reviewed()->add_items(item);
  content.mutable_item_reviewed()->set_outcome(event::v1::REVIEW_OUTCOME_SEE_FINDINGS);
  return content;
}

EventContent Judged(const std::string& unit, int64_t points_milli) {
  EventContent content = InJuly();
  content.mutable_points_judged()->set_cycle(kCycle);
  content.mutable_points_judged()->set_unit(unit);
  content.mutable_points_judged()->set_clause("2.1");
  content.mutable_points_judged()->set_points_milli(points_milli);
  return content;
}

EventContent AccidentReported(const std::string& accident, const std::string& county,
                              uint32_t deaths) {
  EventContent content = InJuly();
  event::v1::AccidentReported& reported = *content.mutable_accident_reported();
  reported.set_accident(accident);
  *reported.mutable_occurred_at()->mutable_date() = Day(2022, 7, 1);
  reported.set_county(county);
  reported.set_kind(event::v1::ACCIDENT_KIND_PRODUCTION);
  reported.set_deaths(deaths);
  return content;
}

EventContent AccidentAttributed(const std::string& accident, const std::string& unit) {
  EventContent content = InJuly();
  content.mutable_accident_attributed()->set_accident(accident);
  content.mutable_accident_attributed()->set_unit(unit);
  content.mutable_accident_attributed()->set_role(event::v1::ACCIDENT_ROLE_TERRITORY);
  return content;
}

EventContent AccidentRuled(const std::string& accident, event::v1::Finding responsible) {
  EventContent content = InJuly();
  content.mutable_accident_ruled()->set_accident(accident);
  content.mutable_accident_ruled()->set_responsibility(responsible);
  return content;
}

EventContent Proposed(uint64_t position) {
  EventContent content = InJuly();
  content.mutable_correction_proposed()->set_position(position);
  content.mutable_correction_proposed()->mutable_reason()->set_plain("entered by mistake");
  return content;
}

EventContent Proposed(uint64_t position, EventContent replacement) {
  EventContent content = Proposed(position);
  *content.mutable_correction_proposed()->mutable_replacement() = std::move(replacement);
  return content;
}

EventContent Confirmed(uint64_t proposal) {
  EventContent content = InJuly();
  content.mutable_correction_confirmed()->set_proposal_position(proposal);
  return content;
}

}  // namespace assessment::testing
