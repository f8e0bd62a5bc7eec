#include "tests/model/random_history.h"

#include <functional>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/model/fact_consistency.h"
#include "tests/model/live_events.h"
#include "tests/model/random_facts.h"

namespace assessment::model {
namespace {

using event::v1::CivilDate;
using event::v1::EventContent;
using scheme::v1::Clause;
using scheme::v1::Scheme;

CivilDate Day(int year, int month, int day) {
  CivilDate date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

struct Posted {
  uint64_t position = 0;
  std::vector<uint64_t> originals;
  std::string cycle;
  std::string unit;
  std::string clause;
  std::string inspection;
  bool operator<(const Posted& other) const {
    return std::tie(cycle, unit, clause, inspection) <
           std::tie(other.cycle, other.unit, other.clause, other.inspection);
  }
};

// Judgements and decisions that no live one replaces.
std::vector<Posted> Unreplaced(const LogState& log) {
  std::vector<Posted> posted;
  std::set<uint64_t> replaced;
  const auto add = [&](const LiveEvent& event, const auto& posting, const std::string& inspection) {
    posted.push_back({event.position, event.originals, posting.cycle(), posting.unit(),
                      posting.clause(), inspection});
    if (posting.has_replaces_position()) replaced.insert(posting.replaces_position());
  };
  for (const LiveEvent& event : log.live) {
    if (event.content->has_points_judged()) {
      add(event, event.content->points_judged(), "");
    } else if (event.content->has_deduction_decided()) {
      add(event, event.content->deduction_decided(),
          absl::StrCat("decision ", event.content->deduction_decided().inspection()));
    }
  }
  std::vector<Posted> in_force;
  for (const Posted& one : posted) {
    bool is_replaced = replaced.count(one.position) != 0;
    for (const uint64_t original : one.originals) {
      is_replaced = is_replaced || replaced.count(original) != 0;
    }
    if (!is_replaced) in_force.push_back(one);
  }
  return in_force;
}

class HistoryMaker {
 public:
  HistoryMaker(Dice& dice, const Scheme& scheme,
               const std::vector<event::v1::UnitRegistered>& units)
      : dice_(dice), scheme_(scheme), units_(units), facts_(dice, scheme, units) {
    facts_percent_ = dice_.Pick<int>({0, 40, 40, 75});
    for (const scheme::v1::Category& category : scheme.categories()) {
      for (const scheme::v1::Item& item : category.items()) {
        targets_.push_back(item.item());
        items_.push_back(item.item());
        for (const scheme::v1::Component& component : item.components()) {
          targets_.push_back(component.component());
        }
        for (const Clause& clause : item.clauses()) clauses_.push_back(&clause);
      }
    }
    for (const auto* blocks : {&scheme.bonus_blocks(), &scheme.penalty_blocks()}) {
      for (const scheme::v1::Block& block : *blocks) {
        for (const Clause& clause : block.clauses()) clauses_.push_back(&clause);
      }
    }
    for (const Clause& clause : scheme.direct_lines()) clauses_.push_back(&clause);
    // Of a large scheme a few neighbours, so that caps and groups are met all the same.
    constexpr size_t kClausesMost = 40;
    if (clauses_.size() > kClausesMost) {
      const int64_t from = dice_.Between(0, static_cast<int64_t>(clauses_.size() - kClausesMost));
      clauses_ = {clauses_.begin() + from, clauses_.begin() + from + kClausesMost};
    }
    for (const Clause* clause : clauses_) {
      for (const scheme::v1::Trigger& trigger : clause->triggers()) {
        for (const scheme::v1::AccidentFilter* filter :
             {&trigger.accident().filter(), &trigger.baseline().filter(),
              &trigger.overdue().accidents()}) {
          for (const int role : filter->roles()) {
            roles_.push_back(static_cast<event::v1::AccidentRole>(role));
          }
        }
        if (trigger.has_finding()) postable_.push_back(clause);
      }
    }
    for (const scheme::v1::MetricDeclaration& metric : scheme.metrics()) {
      metrics_.push_back(metric.metric());
    }
  }

  History Make(int events) {
    Prelude();
    for (int i = 0; i < events; ++i) Step();
    return std::move(history_);
  }

 private:
  // --- What stands before the year's events. ---

  void Prelude() {
    EventContent opened;
    opened.mutable_ledger_opened()->set_authority("office");
    opened.mutable_ledger_opened()->set_authority_code("141100");
    opened.mutable_ledger_opened()->set_time_zone("Asia/Shanghai");
    Put(opened);
    for (const event::v1::UnitRegistered& unit : units_) {
      EventContent content;
      *content.mutable_unit_registered() = unit;
      Put(content);
    }
    EventContent published;
    *published.mutable_scheme_published()->mutable_scheme() = scheme_;
    Put(published);
    for (const char* cycle : {kCycle, "other"}) {
      EventContent content;
      event::v1::CycleOpened& open = *content.mutable_cycle_opened();
      open.set_cycle(cycle);
      open.set_year(2022);
      for (const event::v1::UnitRegistered& unit : units_) open.add_units(unit.unit());
      *open.mutable_window_from() = Day(2022, 1, 1);
      *open.mutable_window_to() = Day(2022, 12, 31);
      *open.mutable_facts_until() = Day(2023, 1, 31);
      open.mutable_scheme()->set_scheme(scheme_.scheme());
      open.mutable_scheme()->set_version(scheme_.version());
      Put(content);
    }
    for (const std::string& metric : metrics_) {
      if (dice_.Chance(25)) continue;
      EventContent content;
      content.mutable_target_set()->set_metric(metric);
      content.mutable_target_set()->set_year(2022);
      content.mutable_target_set()->mutable_target()->set_value_millionths(dice_.Between(1, 3) *
                                                                           1'000'000);
      Put(content);
    }
    for (const event::v1::UnitRegistered& unit : units_) {
      if (dice_.Chance(25)) continue;
      EventContent content;
      content.mutable_baseline_set()->set_unit(unit.unit());
      content.mutable_baseline_set()->set_year(2022);
      content.mutable_baseline_set()->set_accidents(static_cast<uint32_t>(dice_.Between(0, 2)));
      content.mutable_baseline_set()->set_deaths(static_cast<uint32_t>(dice_.Between(0, 4)));
      Put(content);
    }
  }

  void Put(EventContent content) {
    if (!content.has_occurred_on()) *content.mutable_occurred_on() = AnyDay();
    // Keys do not sort as events arrive.
    const std::string key = absl::StrCat("k", dice_.Between(100, 999), "-", history_.size());
    history_.Add(std::move(content), key, dice_.Pick({"app", "field", "office"}));
  }

  // --- One event. ---

  void Step() {
    if (dice_.Chance(18)) {
      Correct();
    } else {
      Put(AnyContent());
    }
    while (!IsConsistent(history_.records())) history_.RemoveNewest();
  }

  EventContent AnyContent() {
    if (dice_.Chance(facts_percent_)) {
      EventContent fact = facts_.Next(history_.records());
      if (fact.kind_case() != EventContent::KIND_NOT_SET) return fact;
      return dice_.Chance(40) ? Accident() : Attribution();
    }
    const int64_t roll = dice_.Between(1, 100);
    if (roll <= 48) {
      // A few on clauses that another version of the scheme let take findings.
      return OnClause(*dice_.Pick(postable_.empty() || dice_.Chance(8) ? clauses_ : postable_));
    }
    if (roll <= 58) return Review();
    if (roll <= 64) return Claim();
    if (roll <= 71) return RuleOnClaim();
    if (roll <= 74) return NoStatement();
    if (roll <= 83) return Accident();
    if (roll <= 90) return Attribution();
    if (roll <= 94) return AccidentRuling();
    return Metric();
  }

  CivilDate AnyDay() {
    if (dice_.Chance(6)) return Day(2021, 12, static_cast<int>(dice_.Between(29, 31)));
    if (dice_.Chance(4)) return Day(2023, 1, 5);
    return Day(2022, 3, static_cast<int>(dice_.Between(1, 4)));
  }

  std::string AnyUnit() {
    return dice_.Chance(85) ? units_.front().unit()
                            : units_[dice_.Between(0, units_.size() - 1)].unit();
  }

  template <typename Posting>
  void Address(Posting& posting) {
    posting.set_cycle(dice_.Chance(94) ? kCycle : "other");
    posting.set_unit(AnyUnit());
  }

  int64_t AnyMeasure() { return dice_.Between(0, 10) * 500'000; }

  void FillSubject(event::v1::Subject& subject) {
    subject.set_kind(dice_.Pick({"mine", "town"}));
    switch (dice_.Between(0, 4)) {
      case 4:
        subject.set_matter(dice_.Pick({"m1", "m2", "m3"}));
        break;
      case 0:
        subject.set_code(dice_.Pick({"A", "B"}));
        subject.mutable_name()->set_plain(dice_.Pick({"x", "y"}));
        break;
      case 1:
        subject.set_accident(dice_.Pick({"a1", "a2", "a3"}));
        if (dice_.Chance(30)) subject.set_code("A");
        break;
      default:
        subject.mutable_name()->set_plain(dice_.Pick({"x", "y"}));
    }
  }

  EventContent Find(const std::string& clause, bool measured) {
    EventContent content;
    event::v1::FindingRecorded& finding = *content.mutable_finding_recorded();
    Address(finding);
    finding.set_clause(clause);
    finding.mutable_problem()->set_plain("problem");
    const int64_t subjects = dice_.Pick<int64_t>({0, 0, 1, 1, 2, 3});
    for (int64_t s = 0; s < subjects; ++s) FillSubject(*finding.add_subjects());
    if (measured) finding.mutable_measure()->set_value_millionths(AnyMeasure());
    return content;
  }

  EventContent Judge(const std::string& clause, int64_t maximum) {
    EventContent content;
    event::v1::PointsJudged& judged = *content.mutable_points_judged();
    Address(judged);
    judged.set_clause(clause);
    judged.set_points_milli(
        dice_.Pick<int64_t>({0, maximum, maximum / 2, maximum / 3, maximum + 200}));
    for (const Posted& posted : Unreplaced(ReadLog(history_.records()))) {
      if (posted.cycle == judged.cycle() && posted.unit == judged.unit() &&
          posted.clause == clause && posted.inspection.empty()) {
        judged.set_replaces_position(posted.position);
      }
    }
    return content;
  }

  EventContent Decide(const std::string& clause, int64_t minimum, int64_t maximum) {
    EventContent content;
    event::v1::DeductionDecided& decided = *content.mutable_deduction_decided();
    Address(decided);
    decided.set_clause(clause);
    decided.set_points_milli(dice_.Pick<int64_t>({minimum, maximum, (minimum + maximum) / 2}));
    decided.set_inspection(dice_.Pick({"", "i1", "i2"}));
    for (const Posted& posted : Unreplaced(ReadLog(history_.records()))) {
      if (posted.cycle == decided.cycle() && posted.unit == decided.unit() &&
          posted.clause == clause &&
          posted.inspection == absl::StrCat("decision ", decided.inspection())) {
        decided.set_replaces_position(posted.position);
      }
    }
    return content;
  }

  EventContent Exempt(const std::string& clause) {
    EventContent content;
    Address(*content.mutable_exemption_granted());
    content.mutable_exemption_granted()->set_clause(clause);
    return content;
  }

  EventContent OnClause(const Clause& clause) {
    const std::string& id = clause.clause();
    if (dice_.Chance(2)) return Find("withdrawn", false);
    if (dice_.Chance(3)) return Find(id, dice_.Chance(50));
    if (dice_.Chance(1)) return Exempt(id);
    switch (clause.kind_case()) {
      case Clause::kJudged:
        return Judge(id, clause.judged().maximum_milli());
      case Clause::kRange:
        return Decide(id, clause.range().minimum_milli(), clause.range().maximum_milli());
      case Clause::kExempt:
        return Exempt(id);
      case Clause::kBanded:
      case Clause::kThreshold:
        return Find(id, true);
      default:
        return Find(id, false);
    }
  }

  EventContent Review() {
    EventContent content;
    Address(*content.mutable_item_reviewed());
    content.mutable_item_reviewed()->add_items(dice_.Pick(items_));
    if (dice_.Chance(40)) content.mutable_item_reviewed()->add_items(dice_.Pick(items_));
    content.mutable_item_reviewed()->set_outcome(event::v1::REVIEW_OUTCOME_NO_PROBLEM_FOUND);
    return content;
  }

  EventContent Claim() {
    EventContent content;
    Address(*content.mutable_not_applicable_claimed());
    content.mutable_not_applicable_claimed()->add_targets(dice_.Pick(targets_));
    if (dice_.Chance(40)) {
      content.mutable_not_applicable_claimed()->add_targets(dice_.Pick(targets_));
    }
    return content;
  }

  EventContent RuleOnClaim() {
    std::vector<std::pair<uint64_t, event::v1::NotApplicableClaimed>> claims;
    for (const LiveEvent& event : ReadLog(history_.records()).live) {
      if (event.content->has_not_applicable_claimed()) {
        claims.emplace_back(event.position, event.content->not_applicable_claimed());
      }
    }
    if (claims.empty()) return Claim();
    const auto& [position, claimed] = dice_.Pick(claims);
    EventContent content;
    event::v1::NotApplicableRuled& ruled = *content.mutable_not_applicable_ruled();
    ruled.set_cycle(claimed.cycle());
    ruled.set_unit(claimed.unit());
    ruled.set_claim_position(position);
    if (dice_.Chance(30)) ruled.add_targets(claimed.targets(0));
    ruled.set_ruling(dice_.Chance(75) ? event::v1::RULING_ACCEPTED : event::v1::RULING_REFUSED);
    return content;
  }

  EventContent NoStatement() {
    EventContent content;
    Address(*content.mutable_no_statement_found());
    content.mutable_no_statement_found()->add_targets(dice_.Pick(targets_));
    return content;
  }

  EventContent Accident() { return Accident(dice_.Pick({"a1", "a2", "a3", "a4"})); }

  EventContent Accident(const std::string& id) {
    EventContent content;
    event::v1::AccidentReported& reported = *content.mutable_accident_reported();
    reported.set_accident(id);
    *reported.mutable_occurred_at()->mutable_date() = AnyDay();
    if (dice_.Chance(10)) *reported.mutable_occurred_at()->mutable_date() = Day(2021, 11, 1);
    if (dice_.Chance(50)) reported.mutable_occurred_at()->set_hour(8);
    if (dice_.Chance(30)) reported.mutable_occurred_at()->set_minute(30);
    reported.set_county(units_.back().unit());
    reported.set_kind(
        dice_.Pick({event::v1::ACCIDENT_KIND_PRODUCTION, event::v1::ACCIDENT_KIND_PRODUCTION,
                    event::v1::ACCIDENT_KIND_ROAD, event::v1::ACCIDENT_KIND_FIRE,
                    event::v1::ACCIDENT_KIND_FOREST_FIRE, event::v1::ACCIDENT_KIND_OTHER}));
    if (dice_.Chance(40)) reported.set_industry("coal");
    if (dice_.Chance(80)) reported.set_accident_type(dice_.Pick({"fall", "gas"}));
    reported.set_deaths(dice_.Pick<uint32_t>({0, 1, 1, 2, 3, 9, 10, 30}));
    reported.set_serious_injuries(dice_.Pick<uint32_t>({0, 0, 9, 10, 50}));
    reported.set_direct_economic_loss_yuan(
        dice_.Pick<uint64_t>({0, 9'999'999, 10'000'000, 50'000'000}));
    reported.set_direct_property_loss_yuan(dice_.Pick<uint64_t>({0, 10'000'000, 100'000'000}));
    reported.set_burnt_area_square_metres(dice_.Pick<uint64_t>({0, 9'999, 10'000, 1'000'000}));
    if (dice_.Chance(15)) {  // Nobody died or was seriously injured.
      reported.set_near_miss(true);
      reported.clear_deaths();
      reported.clear_serious_injuries();
    }
    reported.set_production_operating(
        dice_.Pick({event::v1::FINDING_YES, event::v1::FINDING_NO, event::v1::FINDING_PENDING,
                    event::v1::FINDING_UNSPECIFIED}));
    reported.set_responsibility(dice_.Pick({event::v1::FINDING_PENDING, event::v1::FINDING_PENDING,
                                            event::v1::FINDING_UNSPECIFIED, event::v1::FINDING_YES,
                                            event::v1::FINDING_NO}));
    content.mutable_paper()->set_issuer("office");
    content.mutable_paper()->set_number("1");
    *content.mutable_paper()->mutable_date() = Day(2022, 3, 5);
    return content;
  }

  std::string ReportedAccident() {
    std::vector<std::string> reported;
    for (const LiveEvent& event : ReadLog(history_.records()).live) {
      if (event.content->has_accident_reported()) {
        reported.push_back(event.content->accident_reported().accident());
      }
    }
    return reported.empty() ? std::string() : dice_.Pick(reported);
  }

  EventContent Attribution() {
    const std::string accident = ReportedAccident();
    if (accident.empty()) return Accident();
    EventContent content;
    event::v1::AccidentAttributed& attributed = *content.mutable_accident_attributed();
    attributed.set_accident(accident);
    attributed.set_unit(AnyUnit());
    attributed.set_role(roles_.empty() || dice_.Chance(25)
                            ? static_cast<event::v1::AccidentRole>(dice_.Between(1, 5))
                            : dice_.Pick(roles_));
    return content;
  }

  EventContent AccidentRuling() {
    const std::string accident = ReportedAccident();
    return accident.empty() ? Accident() : AccidentRuling(accident);
  }

  EventContent AccidentRuling(const std::string& accident) {
    EventContent content;
    event::v1::AccidentRuled& ruled = *content.mutable_accident_ruled();
    ruled.set_accident(accident);
    ruled.set_responsibility(dice_.Pick({event::v1::FINDING_YES, event::v1::FINDING_NO}));
    if (dice_.Chance(30)) {
      ruled.set_grade(static_cast<event::v1::AccidentGrade>(dice_.Between(1, 4)));
    }
    *ruled.mutable_approved_on() =
        dice_.Pick({Day(2022, 4, 1), Day(2022, 4, 30), Day(2022, 5, 1), Day(2021, 12, 31),
                    Day(2021, 1, 31), Day(2021, 2, 1), Day(2022, 1, 15)});
    if (dice_.Chance(30)) {
      ruled.set_production_operating(dice_.Pick({event::v1::FINDING_YES, event::v1::FINDING_NO}));
    }
    return content;
  }

  EventContent Metric() {
    if (metrics_.empty()) return Review();
    EventContent content;
    event::v1::MetricReported& reported = *content.mutable_metric_reported();
    reported.set_metric(dice_.Pick(metrics_));
    reported.set_unit(AnyUnit());
    *reported.mutable_period_from() =
        dice_.Pick({Day(2022, 1, 1), Day(2022, 1, 1), Day(2022, 2, 1), Day(2021, 12, 31)});
    *reported.mutable_period_to() =
        dice_.Pick({Day(2022, 3, 31), Day(2022, 6, 30), Day(2022, 12, 31), Day(2023, 1, 1)});
    if (dice_.Chance(85)) reported.mutable_value()->set_value_millionths(AnyMeasure());
    return content;
  }

  // --- Corrections: of an event, a replacement, or a correction. ---

  void Correct() {
    const LogState log = ReadLog(history_.records());
    std::vector<std::pair<uint64_t, const EventContent*>> candidates;
    for (const LiveEvent& event : log.live) {
      if (TypeOf(*event.content) >= event::v1::EVENT_TYPE_FINDING_RECORDED)
        candidates.emplace_back(event.position, event.content);
    }
    for (const auto& record : history_.records()) {
      const EventContent& content = record->body.event().content();
      if (content.has_correction_confirmed() && log.voided.count(record->header.position()) == 0) {
        candidates.emplace_back(record->header.position(), nullptr);
      }
    }
    if (candidates.empty()) return;
    const auto [position, content] = dice_.Pick(candidates);
    EventContent proposal;
    proposal.mutable_correction_proposed()->set_position(position);
    if (content != nullptr && dice_.Chance(45)) {
      EventContent& replacement = *proposal.mutable_correction_proposed()->mutable_replacement();
      replacement = Instead(*content);
      if (!replacement.has_occurred_on()) *replacement.mutable_occurred_on() = AnyDay();
    }
    Put(proposal);
    if (dice_.Chance(12)) return;  // Never confirmed.
    const uint64_t proposed = history_.size() - 1;
    const int64_t between = dice_.Between(0, 2);
    for (int64_t i = 0; i < between; ++i) {
      Put(AnyContent());
      while (!IsConsistent(history_.records())) history_.RemoveNewest();
    }
    EventContent confirmation;
    confirmation.mutable_correction_confirmed()->set_proposal_position(proposed);
    Put(confirmation);
  }

  // Content of the same type that counts in place of `content`.
  EventContent Instead(const EventContent& content) {
    EventContent instead = content;
    switch (content.kind_case()) {
      case EventContent::kAccidentReported:
        return Accident(content.accident_reported().accident());
      case EventContent::kAccidentRuled:
        return AccidentRuling(content.accident_ruled().accident());
      case EventContent::kFindingRecorded: {
        const event::v1::FindingRecorded& old = content.finding_recorded();
        instead = Find(old.clause(), old.has_measure());
        instead.mutable_finding_recorded()->set_cycle(old.cycle());
        instead.mutable_finding_recorded()->set_unit(old.unit());
        return instead;
      }
      case EventContent::kPointsJudged:
        instead.mutable_points_judged()->set_points_milli(dice_.Pick<int64_t>({0, 100, 200}));
        return instead;
      case EventContent::kDeductionDecided:
        instead.mutable_deduction_decided()->set_points_milli(
            dice_.Pick<int64_t>({100, 300, 1000}));
        return instead;
      case EventContent::kAccidentAttributed:
        instead.mutable_accident_attributed()->set_role(
            static_cast<event::v1::AccidentRole>(dice_.Between(1, 5)));
        return instead;
      case EventContent::kMetricReported:
        instead.mutable_metric_reported()->mutable_value()->set_value_millionths(AnyMeasure());
        return instead;
      case EventContent::kNotApplicableClaimed:
        instead.mutable_not_applicable_claimed()->set_targets(0, dice_.Pick(targets_));
        return instead;
      case EventContent::kNotApplicableRuled:
        instead.mutable_not_applicable_ruled()->set_ruling(
            dice_.Pick({event::v1::RULING_ACCEPTED, event::v1::RULING_REFUSED}));
        return instead;
      default:
        return facts_.Instead(content, history_.records());
    }
  }

  Dice& dice_;
  const Scheme& scheme_;
  const std::vector<event::v1::UnitRegistered>& units_;
  std::vector<std::string> targets_;  // Items and components.
  std::vector<std::string> items_;
  std::vector<const Clause*> clauses_;
  std::vector<const Clause*> postable_;         // That take findings.
  std::vector<event::v1::AccidentRole> roles_;  // That charge.
  std::vector<std::string> metrics_;
  RandomFacts facts_;
  int facts_percent_ = 0;  // Of the events.
  History history_;
};

}  // namespace

bool IsConsistent(const Records& records) {
  const LogState log = ReadLog(records);
  if (!FactsAreConsistent(log)) return false;
  std::set<Posted> judged;
  for (const Posted& posted : Unreplaced(log)) {
    if (!judged.insert(posted).second) return false;
  }
  std::set<std::string> once;
  const auto unique = [&](const std::string& what) { return once.insert(what).second; };
  for (const LiveEvent& event : log.live) {
    const EventContent& content = *event.content;
    if (content.has_accident_reported() &&
        !unique("report " + content.accident_reported().accident())) {
      return false;
    }
    if (content.has_accident_ruled() && !unique("ruling " + content.accident_ruled().accident())) {
      return false;
    }
    if (content.has_not_applicable_ruled()) {
      const event::v1::NotApplicableRuled& ruled = content.not_applicable_ruled();
      if (!unique(absl::StrCat("statement ", ruled.claim_position()))) return false;
      const LiveEvent* claim = log.Find(ruled.claim_position());
      if (claim == nullptr || ruled.ruling() != event::v1::RULING_ACCEPTED) continue;
      const auto& targets = ruled.targets().empty()
                                ? claim->content->not_applicable_claimed().targets()
                                : ruled.targets();
      for (const std::string& target : std::set<std::string>(targets.begin(), targets.end())) {
        if (!unique(absl::StrCat("accepted ", ruled.cycle(), " ", ruled.unit(), " ", target))) {
          return false;
        }
      }
    }
    if (content.has_no_statement_found()) {
      const event::v1::NoStatementFound& found = content.no_statement_found();
      for (const std::string& target : found.targets()) {
        if (!unique(absl::StrCat("unfound ", found.cycle(), " ", found.unit(), " ", target))) {
          return false;
        }
      }
    }
  }
  // Of corrections in force: one a target, one a proposal; and what a replacement stood on must not
  // return while a correction of the replacement is in force.
  for (const auto& record : records) {
    const EventContent& content = record->body.event().content();
    if (!content.has_correction_confirmed()) continue;
    const uint64_t proposal = content.correction_confirmed().proposal_position();
    const EventContent& proposed = records[proposal]->body.event().content();
    const uint64_t target = proposed.correction_proposed().position();
    if (!unique(absl::StrCat("confirmation of ", proposal))) return false;
    if (log.voided.count(record->header.position()) != 0) {
      if (log.voided.count(proposal) != 0) return false;
      continue;
    }
    if (!unique(absl::StrCat("correction of ", target))) return false;
  }
  return true;
}

History RandomHistory(Dice& dice, const Scheme& scheme,
                      const std::vector<event::v1::UnitRegistered>& units, int events) {
  return HistoryMaker(dice, scheme, units).Make(events);
}

std::vector<event::v1::UnitRegistered> RandomUnits(Dice& dice) {
  std::vector<event::v1::UnitRegistered> units;
  for (const char* id : {"u1", "u2", "u3"}) {
    event::v1::UnitRegistered unit;
    unit.set_unit(id);
    unit.set_name(absl::StrCat("unit ", id));
    unit.set_kind(event::v1::UNIT_KIND_COUNTY);
    for (const char* tag : {"t1", "t2"}) {
      if (dice.Chance(40)) continue;
      event::v1::TagPeriod& period = *unit.add_tags();
      period.set_tag(tag);
      if (dice.Chance(50)) *period.mutable_from() = dice.Pick({Day(2022, 5, 1), Day(2023, 2, 1)});
      if (dice.Chance(40)) *period.mutable_to() = dice.Pick({Day(2022, 12, 31), Day(2023, 1, 31)});
    }
    units.push_back(unit);
  }
  return units;
}

}  // namespace assessment::model
