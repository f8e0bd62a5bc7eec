#include "clients/bench/bench_events.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace assessment::bench {
namespace {

constexpr char kSource[] = "ledger-bench";
constexpr char kScheme[] = "bench";
const char* const kClauses[] = {"1.1", "1.2", "2.1"};

void SetLabel(scheme::v1::Label& label, const char* zh, const char* en) {
  label.set_zh(zh);
  label.set_en(en);
}

void SetDate(event::v1::CivilDate& date, int year, int month, int day) {
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
}

// A clause that assessors post findings on and that costs `milli` for each.
scheme::v1::Clause& AddClause(scheme::v1::Item& item, const char* id, const char* zh,
                              const char* en, int64_t milli) {
  scheme::v1::Clause& clause = *item.add_clauses();
  clause.set_clause(id);
  SetLabel(*clause.mutable_label(), zh, en);
  clause.add_triggers()->mutable_finding();
  clause.mutable_per()->set_amount_milli(milli);
  clause.mutable_per()->set_counted("次");
  return clause;
}

event::v1::Person Person(const char* id, const char* name) {
  event::v1::Person person;
  person.set_person_id(id);
  person.mutable_name()->set_plain(name);
  person.set_post("组员");
  person.set_body("第一考核组");
  return person;
}

event::v1::Event SetUpEvent(const std::string& ledger, const std::string& key,
                            const CivilDay& today) {
  event::v1::Event event;
  event.set_ledger(ledger);
  event.set_source(kSource);
  event.set_idempotency_key(absl::StrCat("set-up-", key));
  event::v1::EventContent& content = *event.mutable_content();
  SetDate(*content.mutable_occurred_on(), today.year, today.month, today.day);
  *content.add_decided_by() = Person(kDecider, "李敏");
  *content.add_decided_by() = Person("p-bench-2", "赵强");
  content.mutable_paper()->set_issuer("市安委会");
  content.mutable_paper()->set_number("安发〔1〕号");
  *content.mutable_paper()->mutable_date() = content.occurred_on();
  return event;
}

}  // namespace

scheme::v1::Scheme BenchScheme() {
  scheme::v1::Scheme scheme;
  scheme.set_scheme(kScheme);
  scheme.set_version(1);
  SetLabel(*scheme.mutable_title(), "压力测试方案", "Scheme of the load generator");
  scheme.set_source_document("none");
  scheme.set_source_part("none");
  scheme.set_total_milli(100'000);
  scheme::v1::Category& category = *scheme.add_categories();
  category.set_category("一");
  SetLabel(*category.mutable_title(), "日常工作", "Daily work");
  category.set_points_milli(100'000);
  scheme::v1::Item& meetings = *category.add_items();
  meetings.set_item("1");
  SetLabel(*meetings.mutable_label(), "会议研究", "Meetings");
  meetings.set_maximum_milli(40'000);
  AddClause(meetings, "1.1", "缺会议", "meeting missing", 500);
  AddClause(meetings, "1.2", "缺记录", "minutes missing", 200);
  scheme::v1::Item& inspections = *category.add_items();
  inspections.set_item("2");
  SetLabel(*inspections.mutable_label(), "监督检查", "Inspections");
  inspections.set_maximum_milli(60'000);
  AddClause(inspections, "2.1", "缺检查", "inspection missing", 100);
  scheme.set_not_applicable_policy(scheme::v1::NOT_APPLICABLE_POLICY_KEEP);
  scheme.mutable_number_policy()->set_decimals(2);
  scheme.mutable_number_policy()->set_floor_milli(0);
  return scheme;
}

std::vector<event::v1::Event> SetUpEvents(const std::string& ledger,
                                          const std::vector<std::string>& units,
                                          const CivilDay& today) {
  std::vector<event::v1::Event> events;
  for (const std::string& unit : units) {
    event::v1::Event event = SetUpEvent(ledger, unit, today);
    event::v1::UnitRegistered& registered = *event.mutable_content()->mutable_unit_registered();
    registered.set_unit(unit);
    registered.set_name(absl::StrCat(unit, "县"));
    registered.set_kind(event::v1::UNIT_KIND_COUNTY);
    events.push_back(event);
  }
  event::v1::Event publish = SetUpEvent(ledger, "scheme", today);
  *publish.mutable_content()->mutable_scheme_published()->mutable_scheme() = BenchScheme();
  events.push_back(publish);

  event::v1::Event open = SetUpEvent(ledger, "cycle", today);
  event::v1::CycleOpened& cycle = *open.mutable_content()->mutable_cycle_opened();
  cycle.set_cycle(kCycle);
  cycle.set_title("压力测试");
  cycle.set_year(today.year);
  for (const std::string& unit : units) cycle.add_units(unit);
  SetDate(*cycle.mutable_window_from(), today.year, 1, 1);
  SetDate(*cycle.mutable_window_to(), today.year, 12, 31);
  *cycle.mutable_facts_until() = cycle.window_to();
  cycle.mutable_scheme()->set_scheme(kScheme);
  cycle.mutable_scheme()->set_version(1);
  events.push_back(open);

  event::v1::Event form = SetUpEvent(ledger, "team", today);
  event::v1::TeamFormed& team = *form.mutable_content()->mutable_team_formed();
  team.set_cycle(kCycle);
  team.set_team("team-1");
  team.set_name("第一考核组");
  *team.mutable_leader() = Person("p-bench-2", "赵强");
  *team.add_members() = Person(kDecider, "李敏");
  SetDate(*team.mutable_from(), today.year, 1, 1);
  SetDate(*team.mutable_to(), today.year, 12, 31);
  events.push_back(form);
  return events;
}

FindingMaker::FindingMaker(const BenchLedger& ledger, KeyOrder order, Clock& clock, uint64_t seed)
    : ledger_(ledger),
      order_(order),
      today_(DayOf(clock.Now())),
      keys_(clock, seed),
      random_(seed),
      key_random_(std::random_device()() + (uint64_t{std::random_device()()} << 32)) {}

std::string FindingMaker::NextKey() {
  if (order_ == KeyOrder::kOrdered) return keys_.Next();
  return absl::StrFormat("%016x%016x", key_random_(), key_random_());
}

event::v1::Event FindingMaker::Next() {
  event::v1::Event event;
  event.set_ledger(ledger_.ledger);
  event.set_source(kSource);
  event.set_idempotency_key(NextKey());
  event::v1::EventContent& content = *event.mutable_content();
  SetDate(*content.mutable_occurred_on(), today_.year, today_.month, today_.day);
  *content.add_decided_by() = Person(kDecider, "李敏");
  event::v1::FindingRecorded& finding = *content.mutable_finding_recorded();
  finding.set_cycle(kCycle);
  finding.set_unit(ledger_.units[random_() % ledger_.units.size()]);
  finding.set_clause(kClauses[random_() % std::size(kClauses)]);
  finding.mutable_problem()->set_plain("抽查发现一季度未按要求召开安全生产专题会议，会议记录缺失");
  event::v1::Subject& subject = *finding.add_subjects();
  subject.set_kind("township");
  subject.mutable_name()->set_plain("城关镇人民政府");
  subject.set_code(absl::StrFormat("%09d", random_() % 1'000'000'000));
  finding.set_seen_where("现场");
  return event;
}

ledger::v1::AppendRequest FindingMaker::NextBatch(int events) {
  ledger::v1::AppendRequest request;
  for (int i = 0; i < events; ++i) *request.add_events() = Next();
  return request;
}

}  // namespace assessment::bench
