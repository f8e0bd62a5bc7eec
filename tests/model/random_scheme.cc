#include "tests/model/random_scheme.h"

#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace assessment::model {
namespace {

using scheme::v1::Clause;
using scheme::v1::Scheme;

enum class Place { kItem, kBonus, kPenalty, kDirect };

// What facts most clauses of a scheme are about, so that they meet.
enum class Focus { kMatters, kAccidents, kDocuments, kEverything };

class SchemeMaker {
 public:
  explicit SchemeMaker(Dice& dice) : dice_(dice) {}

  Scheme Make() {
    focus_ = static_cast<Focus>(dice_.Between(0, 3));
    scheme_.set_scheme("random");
    scheme_.set_version(1);
    Declare();
    const int64_t categories = dice_.Between(1, 2);
    for (int64_t c = 1; c <= categories; ++c) AddCategory(absl::StrCat("c", c));
    const int64_t bonus = dice_.Between(0, 2);
    for (int64_t b = 1; b <= bonus; ++b) {
      FillBlock(absl::StrCat("B", b), Place::kBonus, *scheme_.add_bonus_blocks());
    }
    const int64_t penalties = dice_.Between(0, 2);
    for (int64_t p = 1; p <= penalties; ++p) {
      FillBlock(absl::StrCat("P", p), Place::kPenalty, *scheme_.add_penalty_blocks());
    }
    const int64_t direct = dice_.Between(0, 2);
    for (int64_t d = 1; d <= direct; ++d) {
      FillClause(absl::StrCat("direct.", d), Place::kDirect, nullptr, *scheme_.add_direct_lines());
    }
    AddExclusiveGroups();
    AddPolicies();
    AddVetoes();
    AddQuestions();
    return scheme_;
  }

 private:
  void Declare() {
    for (const char* unit : {"u1", "u2", "u3"}) {
      scheme_.add_units()->set_unit(unit);
      scheme_.mutable_units()->rbegin()->set_name(unit);
    }
    for (const char* tag : {"t1", "t2"}) scheme_.add_tags()->set_tag(tag);
    for (const char* metric : {"m1", "m2"}) scheme_.add_metrics()->set_metric(metric);
    for (const char* body : {"office", "bureau"}) scheme_.add_scoring_bodies()->set_body(body);
  }

  void FillScope(int percent, scheme::v1::Scope& scope) {
    if (!dice_.Chance(percent)) return;
    switch (dice_.Between(0, 4)) {
      case 0:
        scope.add_units("u1");
        break;
      case 1:
        scope.add_units("u2");
        scope.add_units("u3");
        break;
      case 2:
        scope.add_except_units(dice_.Pick({"u1", "u2"}));
        break;
      case 3:
        scope.add_tags(dice_.Pick({"t1", "t2"}));
        break;
      default:
        scope.add_units("u1");
        scope.add_tags("t2");
        scope.add_except_units("u3");
    }
  }

  int64_t Amount() {
    return dice_.Pick<int64_t>({100, 200, 200, 300, 500, 500, 700, 1000, 1500, 333, 5});
  }

  void AddCategory(const std::string& id) {
    scheme::v1::Category& category = *scheme_.add_categories();
    category.set_category(id);
    const int64_t items = dice_.Between(1, 3);
    int64_t points = 0;
    for (int64_t i = 1; i <= items; ++i) {
      AddItem(absl::StrCat(id, ".", i), category);
      points += category.items(category.items_size() - 1).maximum_milli();
    }
    category.set_points_milli(points);
    scheme_.set_total_milli(scheme_.total_milli() + points);
  }

  void AddItem(const std::string& id, scheme::v1::Category& category) {
    scheme::v1::Item& item = *category.add_items();
    item.set_item(id);
    FillScope(15, *item.mutable_scope());
    const int64_t components = dice_.Chance(40) ? dice_.Between(1, 3) : 0;
    int64_t points = 0;
    for (int64_t c = 1; c <= components; ++c) {
      scheme::v1::Component& component = *item.add_components();
      component.set_component(absl::StrCat(id, ".c", c));
      component.set_maximum_milli(dice_.Pick<int64_t>({300, 500, 700, 1000, 2000}));
      FillScope(20, *component.mutable_scope());
      points += component.maximum_milli();
      if (!dice_.Chance(30)) continue;
      const int64_t first = component.maximum_milli() / 100 * dice_.Between(1, 99);
      AddPart(absl::StrCat(component.component(), "-1"), first, component);
      AddPart(absl::StrCat(component.component(), "-2"), component.maximum_milli() - first,
              component);
    }
    item.set_maximum_milli(components == 0 ? dice_.Pick<int64_t>({500, 700, 1000, 2000, 3000, 1230})
                                           : points);
    const int64_t clauses = dice_.Between(1, 5);
    for (int64_t c = 1; c <= clauses; ++c) {
      FillClause(absl::StrCat(id, ".k", c), Place::kItem, &item, *item.add_clauses());
    }
  }

  void AddPart(const std::string& id, int64_t points, scheme::v1::Component& component) {
    scheme::v1::Part& part = *component.add_parts();
    part.set_part(id);
    part.set_maximum_milli(points);
    FillScope(50, *part.mutable_scope());
  }

  void FillBlock(const std::string& id, Place place, scheme::v1::Block& block) {
    block.set_block(id);
    if (dice_.Chance(50)) block.set_cap_milli(dice_.Pick<int64_t>({200, 500, 1000, 3000}));
    FillScope(15, *block.mutable_scope());
    const int64_t clauses = dice_.Between(1, 3);
    for (int64_t c = 1; c <= clauses; ++c) {
      FillClause(absl::StrCat(id, ".k", c), place, nullptr, *block.add_clauses());
    }
  }

  void FillClause(const std::string& id, Place place, const scheme::v1::Item* item,
                  Clause& clause) {
    clause.set_clause(id);
    FillScope(12, *clause.mutable_scope());
    if (item != nullptr && item->components_size() > 0 && dice_.Chance(75)) {
      const scheme::v1::Component& component =
          item->components(static_cast<int>(dice_.Between(0, item->components_size() - 1)));
      clause.set_component(component.component());
      if (component.parts_size() > 0 && dice_.Chance(70)) {
        clause.set_part(component.parts(static_cast<int>(dice_.Between(0, 1))).part());
      }
    }
    FillKind(place, clause);
    FillTriggers(clause);
    clauses_.push_back(id);
    if (clause.has_exempt()) {
      for (int i = 0; i < 2; ++i) {
        const std::string& target = dice_.Pick(clauses_);
        if (target != id &&
            (clause.exempt().clauses().empty() || clause.exempt().clauses(0) != target)) {
          clause.mutable_exempt()->add_clauses(target);
        }
      }
    }
    if (clause.has_per() || clause.has_fixed() || clause.has_banded() || clause.has_award()) {
      takes_points_.push_back(id);
    }
    for (const scheme::v1::Trigger& trigger : clause.triggers()) {
      if (trigger.has_baseline()) baselines_.push_back(id);
    }
    if (!clause.has_exempt() && !clause.has_noted() &&
        (!clause.has_award() || place == Place::kBonus)) {
      charging_[id.substr(0, id.rfind('.'))].push_back(id);
    }
  }

  void FillKind(Place place, Clause& clause) {
    // Outside the items nothing is emptied and nothing is left to give back.
    if (place == Place::kBonus) {
      clause.mutable_award()->set_amount_milli(Amount());
      if (dice_.Chance(30)) {
        clause.mutable_award()->set_max_occurrences(static_cast<uint32_t>(dice_.Between(1, 3)));
      }
      return;
    }
    const int64_t most = place == Place::kItem ? 9 : 5;
    switch (dice_.Between(0, most)) {
      case 0:
        clause.mutable_fixed()->set_amount_milli(Amount());
        break;
      case 1:
      case 2:
        FillPer(*clause.mutable_per());
        break;
      case 3:
        FillBanded(place, clause);
        break;
      case 4:
        clause.mutable_range()->set_minimum_milli(100);
        clause.mutable_range()->set_maximum_milli(1000);
        break;
      case 5:
        clause.mutable_threshold()->set_amount_milli(Amount());
        clause.mutable_threshold()->set_threshold_millionths(dice_.Between(1, 3) * 1'000'000);
        clause.mutable_threshold()->set_side(dice_.Pick(
            {scheme::v1::ThresholdKind::SIDE_ABOVE, scheme::v1::ThresholdKind::SIDE_BELOW}));
        break;
      case 6:
        clause.mutable_zero()->set_target(TargetFor(clause));
        break;
      case 7:
        clause.mutable_judged()->set_maximum_milli(dice_.Pick<int64_t>({300, 500, 1000}));
        break;
      case 8:
        clause.mutable_award()->set_amount_milli(Amount());
        if (dice_.Chance(40)) {
          clause.mutable_award()->set_ceiling_milli(dice_.Pick<int64_t>({300, 700, 1500, 2500}));
        }
        break;
      default:
        if (dice_.Chance(60)) {
          clause.mutable_exempt();
        } else {
          clause.mutable_noted();
        }
    }
  }

  scheme::v1::ZeroKind::Target TargetFor(const Clause& clause) {
    return clause.component().empty() ? scheme::v1::ZeroKind::TARGET_ITEM
                                      : scheme::v1::ZeroKind::TARGET_COMPONENT;
  }

  void FillPer(scheme::v1::PerKind& per) {
    per.set_amount_milli(Amount());
    if (dice_.Chance(40)) per.set_cap_milli(dice_.Pick<int64_t>({250, 500, 900, 1000}));
    if (dice_.Chance(30)) per.set_max_occurrences(static_cast<uint32_t>(dice_.Between(1, 3)));
  }

  void FillBanded(Place place, Clause& clause) {
    scheme::v1::BandedKind& banded = *clause.mutable_banded();
    if (dice_.Chance(30)) banded.set_cap_milli(dice_.Pick<int64_t>({150, 400, 600}));
    const int64_t bands = dice_.Between(1, 3);
    int64_t from = dice_.Between(0, 1);
    for (int64_t b = 0; b < bands; ++b) {
      scheme::v1::Band& band = *banded.add_bands();
      if (b > 0 || dice_.Chance(50)) band.set_from_millionths(from * 1'000'000);
      from += dice_.Between(1, 2);
      if (b + 1 < bands || dice_.Chance(50)) band.set_below_millionths(from * 1'000'000);
      if (place == Place::kItem && dice_.Chance(25)) {
        band.mutable_zero()->set_target(TargetFor(clause));
      } else {
        band.set_amount_milli(Amount());
      }
    }
  }

  void FillTriggers(Clause& clause) {
    scheme::v1::Trigger& first = *clause.add_triggers();
    if (clause.has_banded() || clause.has_threshold()) {
      if (clause.has_banded() && dice_.Chance(40)) {
        FillOverdue(*first.mutable_overdue());
      } else if (dice_.Chance(50)) {
        first.mutable_metric()->set_metric(dice_.Pick({"m1", "m2"}));
      } else {
        first.mutable_finding();
      }
      return;
    }
    if (clause.has_award() && dice_.Chance(60)) {
      FillHonour(*first.mutable_honour());
      if (dice_.Chance(30)) FillHonour(*clause.add_triggers()->mutable_honour());
      return;
    }
    const bool counts = clause.has_fixed() || clause.has_per();
    if (!counts || dice_.Chance(40)) {
      first.mutable_finding();
      if (counts && dice_.Chance(15)) FillAccidentTrigger(clause, *clause.add_triggers());
      if (counts && dice_.Chance(25)) FillFact(*clause.add_triggers());
      return;
    }
    if (clause.has_per() && dice_.Chance(15)) {
      FillFilter(*first.mutable_baseline()->mutable_filter());
      first.mutable_baseline()->set_excess(
          dice_.Pick({scheme::v1::BaselineTrigger::EXCESS_ACCIDENTS,
                      scheme::v1::BaselineTrigger::EXCESS_DEATHS_PERCENT}));
      return;
    }
    if (dice_.Chance(70)) return FillFact(first);
    FillAccidentTrigger(clause, first);
  }

  // A fact that charges a fixed amount or one for each occurrence.
  void FillFact(scheme::v1::Trigger& trigger) {
    int64_t fact = dice_.Between(0, 5);
    if (focus_ == Focus::kMatters) fact = dice_.Between(0, 3);
    if (focus_ == Focus::kDocuments) fact = 4;
    if (focus_ == Focus::kAccidents) fact = dice_.Pick<int64_t>({2, 5});
    switch (fact) {
      case 0:
      case 1:
        trigger.mutable_letter()->set_which(dice_.Pick(
            {scheme::v1::LetterTrigger::WHICH_FIRST, scheme::v1::LetterTrigger::WHICH_REPEAT}));
        trigger.mutable_letter()->set_issuing_body(dice_.Chance(80) ? "office" : "bureau");
        break;
      case 2:
      case 3:
        FillOverdue(*trigger.mutable_overdue());
        break;
      case 4:
        FillDocument(*trigger.mutable_blame());
        trigger.mutable_blame()->set_kind(
            dice_.Pick({event::v1::Blame::KIND_CRITICISM, event::v1::Blame::KIND_SUMMONS}));
        break;
      default:
        if (dice_.Chance(70)) {
          trigger.mutable_concealment()->add_grades(event::v1::ACCIDENT_GRADE_GENERAL);
          if (dice_.Chance(50)) {
            trigger.mutable_concealment()->add_grades(event::v1::ACCIDENT_GRADE_LARGER);
          }
        } else {
          trigger.mutable_concealment();
        }
    }
  }

  void FillOverdue(scheme::v1::OverdueTrigger& overdue) {
    overdue.set_clock(
        dice_.Pick({event::v1::CLOCK_VERIFICATION, event::v1::CLOCK_MATERIAL,
                    event::v1::CLOCK_RECTIFICATION, event::v1::CLOCK_RECTIFICATION,
                    event::v1::CLOCK_INVESTIGATION, event::v1::CLOCK_FOLLOW_UP_EVALUATION}));
    if (focus_ == Focus::kMatters) overdue.set_clock(event::v1::CLOCK_RECTIFICATION);
    if (focus_ == Focus::kAccidents) {
      overdue.set_clock(
          dice_.Pick({event::v1::CLOCK_INVESTIGATION, event::v1::CLOCK_FOLLOW_UP_EVALUATION}));
    }
    if (overdue.clock() != event::v1::CLOCK_INVESTIGATION &&
        overdue.clock() != event::v1::CLOCK_FOLLOW_UP_EVALUATION) {
      return;
    }
    scheme::v1::AccidentFilter& filter = *overdue.mutable_accidents();
    filter.add_roles(event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT);
    if (dice_.Chance(30)) filter.add_roles(event::v1::ACCIDENT_ROLE_TERRITORY);
    if (dice_.Chance(20)) filter.add_grades(event::v1::ACCIDENT_GRADE_GENERAL);
    filter.set_responsible(dice_.Chance(20));
    if (overdue.clock() == event::v1::CLOCK_INVESTIGATION) {
      if (!dice_.Chance(40)) return;
      filter.mutable_occurred_from()->set_year(2021);
      filter.mutable_occurred_from()->set_month(10);
      filter.mutable_occurred_from()->set_day(1);
      filter.mutable_occurred_to()->set_year(2022);
      filter.mutable_occurred_to()->set_month(10);
      filter.mutable_occurred_to()->set_day(31);
    } else if (dice_.Chance(50)) {
      overdue.mutable_approved_from()->set_year(2021);
      overdue.mutable_approved_from()->set_month(static_cast<int32_t>(dice_.Between(1, 2)));
      overdue.mutable_approved_from()->set_day(1);
    }
  }

  template <typename Document>
  void FillDocument(Document& document) {
    document.set_recipient(
        dice_.Pick({event::v1::RECIPIENT_LEVEL_COUNTY, event::v1::RECIPIENT_LEVEL_TOWNSHIP,
                    event::v1::RECIPIENT_LEVEL_PERSON}));
    document.add_issuers(event::v1::ISSUER_LEVEL_NATIONAL);
    if (dice_.Chance(80)) document.add_issuers(event::v1::ISSUER_LEVEL_PROVINCIAL);
  }

  void FillHonour(scheme::v1::HonourTrigger& honour) {
    FillDocument(honour);
    honour.set_kind(dice_.Pick(
        {event::v1::Honour::KIND_COMMENDATION, event::v1::Honour::KIND_MATERIAL_ADOPTED}));
  }

  void FillAccidentTrigger(const Clause& clause, scheme::v1::Trigger& trigger) {
    FillFilter(*trigger.mutable_accident()->mutable_filter());
    trigger.mutable_accident()->set_counts(clause.has_per() && dice_.Chance(40)
                                               ? scheme::v1::AccidentTrigger::COUNTS_DEATHS
                                               : scheme::v1::AccidentTrigger::COUNTS_ACCIDENTS);
  }

  void FillFilter(scheme::v1::AccidentFilter& filter) {
    filter.add_roles(
        dice_.Pick({event::v1::ACCIDENT_ROLE_TERRITORY, event::v1::ACCIDENT_ROLE_SECTOR_REGULATOR,
                    event::v1::ACCIDENT_ROLE_DIRECT_SUPERVISOR}));
    if (dice_.Chance(40)) filter.add_roles(event::v1::ACCIDENT_ROLE_INVESTIGATING_UNIT);
    if (dice_.Chance(40)) filter.add_roles(event::v1::ACCIDENT_ROLE_TERRITORY);
    if (dice_.Chance(8)) {
      filter.set_near_miss(true);
      return;
    }
    if (dice_.Chance(40)) {
      filter.add_kinds(event::v1::ACCIDENT_KIND_PRODUCTION);
      if (dice_.Chance(60)) filter.add_kinds(event::v1::ACCIDENT_KIND_ROAD);
      if (dice_.Chance(30)) filter.add_kinds(event::v1::ACCIDENT_KIND_FIRE);
    }
    if (dice_.Chance(25)) {
      filter.add_grades(event::v1::ACCIDENT_GRADE_LARGER);
      if (dice_.Chance(50)) filter.add_grades(event::v1::ACCIDENT_GRADE_MAJOR);
    }
    if (dice_.Chance(10)) filter.add_industries("coal");
    filter.set_responsible(dice_.Chance(50));
    filter.set_production_operating(dice_.Chance(15));
    if (dice_.Chance(20)) filter.set_deaths_from(static_cast<uint32_t>(dice_.Between(1, 3)));
    if (dice_.Chance(10)) {
      filter.mutable_occurred_from()->set_year(2021);
      filter.mutable_occurred_from()->set_month(10);
      filter.mutable_occurred_from()->set_day(1);
    }
    if (dice_.Chance(10)) {
      filter.mutable_occurred_to()->set_year(2022);
      filter.mutable_occurred_to()->set_month(3);
      filter.mutable_occurred_to()->set_day(2);
    }
  }

  void AddExclusiveGroups() {
    const int64_t groups = dice_.Between(0, 2);
    for (int64_t g = 1; g <= groups && !charging_.empty(); ++g) {
      // Clauses of one group stand together, in one item or block.
      auto place = charging_.begin();
      std::advance(place, dice_.Between(0, static_cast<int64_t>(charging_.size()) - 1));
      scheme::v1::ExclusiveGroup group;
      group.set_group(absl::StrCat("g", g));
      group.set_by_subject(dice_.Chance(60));
      for (int m = 0; m < 3; ++m) {
        const std::string& clause = dice_.Pick(place->second);
        if (grouped_.insert(clause).second) group.add_clauses(clause);
      }
      if (group.clauses_size() >= 2) *scheme_.add_exclusive_groups() = group;
    }
  }

  void AddPolicies() {
    scheme_.set_not_applicable_policy(
        dice_.Pick({scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_ZERO,
                    scheme::v1::NOT_APPLICABLE_POLICY_RESCALE_UNSTATED_APPLICABLE,
                    scheme::v1::NOT_APPLICABLE_POLICY_KEEP}));
    scheme::v1::NumberPolicy& policy = *scheme_.mutable_number_policy();
    policy.set_decimals(static_cast<uint32_t>(dice_.Between(0, 3)));
    policy.set_floor_milli(0);
    if (dice_.Chance(20)) policy.set_ceiling_milli(dice_.Pick<int64_t>({100'000, 60'000, 2'000}));
    if (!dice_.Chance(80)) return;
    const bool rescales = scheme_.not_applicable_policy() != scheme::v1::NOT_APPLICABLE_POLICY_KEEP;
    int64_t from = rescales ? 90'000 : scheme_.total_milli() / 10 * 9;
    for (const char* name : {"优秀", "良好", "合格"}) {
      scheme::v1::GradeBand& band = *scheme_.add_grade_bands();
      band.mutable_name()->set_zh(name);
      band.set_from_milli(from);
      from = from / 10 * 8;
    }
    scheme::v1::GradeBand& last = *scheme_.add_grade_bands();
    last.mutable_name()->set_zh("不合格");
    last.set_from_milli(0);
  }

  void AddVetoes() {
    const int64_t vetoes = dice_.Between(0, 3);
    for (int64_t v = 1; v <= vetoes; ++v) {
      scheme::v1::VetoRule& rule = *scheme_.add_vetoes();
      rule.set_veto(absl::StrCat("V", v));
      FillScope(20, *rule.mutable_scope());
      const int64_t conditions = dice_.Between(1, 2);
      for (int64_t c = 0; c < conditions; ++c) FillCondition(*rule.add_conditions());
      switch (dice_.Between(scheme_.grade_bands().empty() ? 1 : 0, 3)) {
        case 0:
          rule.set_grade_at_most(dice_.Pick({"良好", "合格", "不合格"}));
          break;
        case 1:
          rule.mutable_fail();
          break;
        case 2:
          rule.mutable_score_zero();
          break;
        default:
          rule.mutable_noted();
      }
    }
  }

  void AddQuestions() {
    const int64_t questions = dice_.Between(0, 3);
    for (int64_t q = 1; q <= questions; ++q) {
      scheme::v1::QuestionRule rule;
      rule.set_question(absl::StrCat("Q", q));
      switch (dice_.Between(0, 2)) {
        case 0:
          FillFilter(*rule.mutable_accident_count()->mutable_filter());
          rule.mutable_accident_count()->set_count(static_cast<uint32_t>(dice_.Between(1, 2)));
          break;
        case 1:
          if (dice_.Chance(70)) {
            rule.mutable_concealment()->add_grades(event::v1::ACCIDENT_GRADE_MAJOR);
            rule.mutable_concealment()->add_grades(event::v1::ACCIDENT_GRADE_LARGER);
          } else {
            rule.mutable_concealment();
          }
          break;
        default:
          if (baselines_.empty()) continue;
          rule.set_baseline_clause(dice_.Pick(baselines_));
      }
      const bool vetoes = !scheme_.vetoes().empty();
      const auto any_veto = [&]() {
        return scheme_.vetoes(static_cast<int>(dice_.Between(0, scheme_.vetoes_size() - 1))).veto();
      };
      if (vetoes && dice_.Chance(50)) rule.add_unless_vetoes(any_veto());
      const int64_t answers = dice_.Between(2, 3);
      for (int64_t a = 0; a < answers; ++a) {
        scheme::v1::QuestionAnswer& answer = *rule.add_answers();
        answer.mutable_label()->set_zh(absl::StrCat("answer ", a));
        if (vetoes && dice_.Chance(35)) {
          answer.set_veto(any_veto());
        } else if (!takes_points_.empty() && dice_.Chance(60)) {
          answer.mutable_charge()->set_clause(dice_.Pick(takes_points_));
          answer.mutable_charge()->set_minimum_milli(100);
          answer.mutable_charge()->set_maximum_milli(2000);
        } else {
          answer.mutable_nothing();
        }
      }
      *scheme_.add_questions() = rule;
    }
  }

  void FillCondition(scheme::v1::VetoCondition& condition) {
    switch (dice_.Between(0, 2)) {
      case 0:
        FillFilter(*condition.mutable_accident_count()->mutable_filter());
        condition.mutable_accident_count()->set_count(static_cast<uint32_t>(dice_.Between(1, 3)));
        break;
      case 1:
        FillFilter(*condition.mutable_neighbouring_accidents()->mutable_filter());
        break;
      default:
        condition.mutable_metric_above_target()->add_metrics("m1");
        if (dice_.Chance(60)) condition.mutable_metric_above_target()->add_metrics("m2");
    }
  }

  Dice& dice_;
  Scheme scheme_;
  Focus focus_ = Focus::kEverything;
  std::vector<std::string> clauses_;  // So far, in reading order.
  // Those that may exclude one another, by the item or block they stand in.
  std::map<std::string, std::vector<std::string>> charging_;
  std::set<std::string> grouped_;
  std::vector<std::string> takes_points_;  // Clauses that an answer may charge.
  std::vector<std::string> baselines_;     // Clauses that compare with last year.
};

}  // namespace

scheme::v1::Scheme RandomScheme(Dice& dice) { return SchemeMaker(dice).Make(); }

}  // namespace assessment::model
