#include "tests/model/model.h"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "ledger/base/check.h"
#include "tests/model/model_accidents.h"
#include "tests/model/model_lines.h"
#include "tests/model/model_questions.h"
#include "tests/model/model_uncounted.h"
#include "tests/model/model_veto.h"

namespace assessment::model {
namespace {

using projections::v1::Applicability;
using scheme::v1::Block;
using scheme::v1::Clause;
using scheme::v1::Component;
using scheme::v1::ExclusiveGroup;
using scheme::v1::Item;

// A clause that applies, with its lines on their way through the caps.
struct Charge {
  const Clause* clause = nullptr;
  const Item* item = nullptr;
  const Block* block = nullptr;
  std::vector<RuleLine> lines;
};

struct Sheet {
  Context context;
  std::vector<Charge> charges;  // In reading order.

  Charge* Find(const std::string& clause) {
    for (Charge& charge : charges) {
      if (charge.clause->clause() == clause) return &charge;
    }
    return nullptr;
  }
};

// --- Lines of every clause, in reading order: items, bonus, penalties, direct lines. ---

void RaiseEverything(Sheet& sheet) {
  const Context& context = sheet.context;
  int ordinal = 0;
  const auto add = [&](const Clause& clause, const Item* item, const Block* block, bool applies) {
    if (applies) {
      sheet.charges.push_back({&clause, item, block, RaiseLines(clause, item, ordinal, context)});
    }
    ++ordinal;
  };
  for (const scheme::v1::Category& category : context.scheme->categories()) {
    for (const Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) {
        add(clause, &item, nullptr, Applies(item, clause, context));
      }
    }
  }
  for (const auto* blocks : {&context.scheme->bonus_blocks(), &context.scheme->penalty_blocks()}) {
    for (const Block& block : *blocks) {
      for (const Clause& clause : block.clauses()) {
        add(clause, nullptr, &block,
            ScopeHolds(block.scope(), context) && ScopeHolds(clause.scope(), context));
      }
    }
  }
  for (const Clause& clause : context.scheme->direct_lines()) {
    add(clause, nullptr, nullptr, ScopeHolds(clause.scope(), context));
  }
}

void Suppress(Piece& piece) {
  piece.suppressed += piece.left;
  piece.left = 0;
}

void ApplyExemptions(Sheet& sheet) {
  std::vector<std::string> cancelled;
  for (const Charge& charge : sheet.charges) {
    if (charge.clause->has_exempt() && !charge.lines.empty()) {
      for (const std::string& clause : charge.clause->exempt().clauses()) {
        cancelled.push_back(clause);
      }
    }
  }
  for (const std::string& clause : cancelled) {
    Charge* charge = sheet.Find(clause);
    if (charge == nullptr) continue;
    for (RuleLine& line : charge->lines) {
      line.exempted = true;
      for (Piece& piece : line.pieces) Suppress(piece);
    }
  }
}

void ApplyClauseCaps(Sheet& sheet) {
  for (Charge& charge : sheet.charges) {
    const Clause& clause = *charge.clause;
    int64_t room = 0;
    if (clause.has_per() && clause.per().has_cap_milli()) {
      room = clause.per().cap_milli();
    } else if (clause.has_banded() && clause.banded().has_cap_milli()) {
      room = clause.banded().cap_milli();
    } else {
      continue;
    }
    for (RuleLine& line : charge.lines) {
      for (Piece& piece : line.pieces) {
        piece.left = std::min(piece.left, room);
        room -= piece.left;
      }
    }
  }
}

int64_t LeftAbout(const Charge& charge, const std::string* subject) {
  int64_t sum = 0;
  for (const RuleLine& line : charge.lines) {
    for (const Piece& piece : line.pieces) {
      if (subject == nullptr || piece.subject == *subject) sum += piece.left;
    }
  }
  return sum;
}

// Leaves only the clause of the group that charges most about `subject` (null: about anything).
void Exclude(Sheet& sheet, const ExclusiveGroup& group, const std::string* subject) {
  Charge* most = nullptr;
  for (Charge& charge : sheet.charges) {  // Reading order, so the first of equals stays.
    const auto& members = group.clauses();
    if (std::find(members.begin(), members.end(), charge.clause->clause()) == members.end()) {
      continue;
    }
    if (most == nullptr || LeftAbout(charge, subject) > LeftAbout(*most, subject)) most = &charge;
  }
  for (const std::string& member : group.clauses()) {
    Charge* charge = sheet.Find(member);
    if (charge == nullptr || charge == most) continue;
    for (RuleLine& line : charge->lines) {
      for (Piece& piece : line.pieces) {
        if (subject == nullptr || piece.subject == *subject) Suppress(piece);
      }
    }
  }
}

void ApplyExclusiveGroups(Sheet& sheet) {
  for (const ExclusiveGroup& group : sheet.context.scheme->exclusive_groups()) {
    if (!group.by_subject()) {
      Exclude(sheet, group, nullptr);
      continue;
    }
    std::set<std::string> subjects;
    for (const std::string& member : group.clauses()) {
      const Charge* charge = sheet.Find(member);
      if (charge == nullptr) continue;
      for (const RuleLine& line : charge->lines) {
        for (const Piece& piece : line.pieces) subjects.insert(piece.subject);
      }
    }
    for (const std::string& subject : subjects) Exclude(sheet, group, &subject);
  }
}

// --- Items. ---

std::vector<RuleLine*> InOrder(std::vector<RuleLine*> lines) {
  std::sort(lines.begin(), lines.end(),
            [](const RuleLine* a, const RuleLine* b) { return ChargesBefore(*a, *b); });
  return lines;
}

std::vector<RuleLine*> LinesOf(Sheet& sheet, const Item& item, bool awards) {
  std::vector<RuleLine*> lines;
  for (Charge& charge : sheet.charges) {
    if (charge.item != &item || charge.clause->has_award() != awards) continue;
    for (RuleLine& line : charge.lines) lines.push_back(&line);
  }
  return InOrder(lines);
}

projections::v1::LineState StateOf(const RuleLine& line, const ModelLine& numbers) {
  if (line.clause->has_noted() || line.clause->has_exempt()) {
    return projections::v1::LINE_STATE_NOTED;
  }
  if (line.exempted) return projections::v1::LINE_STATE_EXEMPTED;
  if (numbers.charged > 0) return projections::v1::LINE_STATE_CHARGED;
  if (numbers.absorbed > 0 || line.too_late) return projections::v1::LINE_STATE_ABSORBED;
  if (numbers.suppressed == 0) return projections::v1::LINE_STATE_CHARGED;  // Raises 0 points.
  return projections::v1::LINE_STATE_SUPPRESSED;
}

ModelClause ReportClause(const Charge& charge, const Context& context) {
  ModelClause report;
  report.clause = charge.clause->clause();
  const OtherLines others = LinesThatDoNotCount(*charge.clause, context);
  report.superseded = others.superseded;
  report.replaced = others.replaced;
  report.uncounted = others.uncounted;
  report.open = charge.clause->has_judged() && !IsJudged(*charge.clause, context);
  for (const RuleLine& line : charge.lines) {
    ModelLine one;
    one.position = line.position;
    one.baseline = line.baseline;
    one.provisional = line.provisional;
    one.accident = line.accident;
    one.matter = line.matter;
    one.by_role = line.by_role;
    one.months = line.months;
    one.raised = line.Raised();
    one.charged = line.charged;
    one.suppressed = line.Suppressed();
    one.absorbed = one.raised - one.charged - one.suppressed;
    one.state = StateOf(line, one);
    report.raised += one.raised;
    report.charged += one.charged;
    report.absorbed += one.absorbed;
    report.suppressed += one.suppressed;
    report.lines.push_back(one);
  }
  return report;
}

bool ScoresZero(const Item& item, const Context& context) {
  return Concerns(item, context) == projections::v1::APPLICABILITY_UNSTATED_ZERO;
}

bool ScoresZero(const Item& item, const Component& component, const Context& context) {
  return Concerns(item, component, context) == projections::v1::APPLICABILITY_UNSTATED_ZERO;
}

ModelItem ScoreItem(Sheet& sheet, const Item& item) {
  const Context& context = sheet.context;
  ModelItem result;
  result.item = item.item();
  result.applicability = Concerns(item, context);
  result.applicable = PointsOf(item, context);

  int64_t room = result.applicable;
  std::map<std::string, int64_t> component_room;
  std::map<std::string, int64_t> component_charged;
  for (const Component& component : item.components()) {
    const int64_t points = PointsOf(item, component, context);
    component_room[component.component()] = points;
    if (ScoresZero(item, component, context)) {
      component_room[component.component()] = 0;
      component_charged[component.component()] = points;
      room -= points;
    }
  }
  if (ScoresZero(item, context)) {
    room = 0;
    component_room.clear();
    component_charged.clear();
  }

  for (RuleLine* line : LinesOf(sheet, item, false)) {
    int64_t charge = line->Left();
    const std::string& component = line->clause->component();
    if (!component.empty()) {
      charge = std::min(charge, component_room[component]);
      component_room[component] -= charge;
    }
    line->charged = std::min(charge, room);
    if (!component.empty()) component_charged[component] += line->charged;
    room -= line->charged;
  }
  result.charged = result.applicable - room;
  result.score = room;

  for (RuleLine* line : LinesOf(sheet, item, true)) {
    if (ScoresZero(item, context)) break;
    const scheme::v1::AwardKind& award = line->clause->award();
    const int64_t ceiling = award.has_ceiling_milli() ? award.ceiling_milli() : result.applicable;
    line->charged = std::min(line->Left(), std::max<int64_t>(0, ceiling - result.score));
    result.score += line->charged;
    result.awarded += line->charged;
  }

  for (const Component& component : item.components()) {
    Applicability concerns = Concerns(item, component, context);
    // A component shares what became of its item.
    if (concerns != projections::v1::APPLICABILITY_OUT_OF_SCOPE &&
        (result.applicability == projections::v1::APPLICABILITY_STATED ||
         (result.applicability == projections::v1::APPLICABILITY_UNSTATED_ZERO &&
          concerns == projections::v1::APPLICABILITY_APPLICABLE))) {
      concerns = result.applicability;
    }
    result.components.push_back({component.component(), concerns,
                                 PointsOf(item, component, context),
                                 component_charged[component.component()]});
  }
  for (const Charge& charge : sheet.charges) {
    if (charge.item == &item) result.clauses.push_back(ReportClause(charge, context));
  }
  return result;
}

void Cover(const Sheet& sheet, const Item& item, ModelItem& result) {
  const Context& context = sheet.context;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_item_reviewed()) continue;
    const event::v1::ItemReviewed& reviewed = event.content->item_reviewed();
    if (reviewed.cycle() != context.cycle->opened.cycle() || reviewed.unit() != context.unit) {
      continue;
    }
    const auto& items = reviewed.items();
    if (std::find(items.begin(), items.end(), item.item()) != items.end()) {
      result.reviews.insert(event.position);
    }
  }
  // Nobody can be asked to look at what does not concern the unit or has no statement.
  if (result.applicability != projections::v1::APPLICABILITY_APPLICABLE) {
    result.covered = true;
    return;
  }
  bool any = false;
  bool judged = false;
  bool open = false;
  bool facts_alone = true;
  for (const Charge& charge : sheet.charges) {
    if (charge.item != &item) continue;
    any = true;
    for (const scheme::v1::Trigger& trigger : charge.clause->triggers()) {
      if (trigger.has_finding()) facts_alone = false;
    }
    if (!charge.clause->has_judged()) continue;
    const Component* component = ComponentOf(item, *charge.clause);
    if (component != nullptr && ScoresZero(item, *component, context)) continue;
    judged = true;
    open = open || !IsJudged(*charge.clause, context);
  }
  result.covered = !open && (!result.reviews.empty() || judged || (any && facts_alone));
}

// --- Outside the items. ---

// Charges in order up to `room`; returns what was charged.
int64_t ChargeUpTo(std::optional<int64_t> room, std::vector<RuleLine*> lines) {
  int64_t charged = 0;
  for (RuleLine* line : InOrder(std::move(lines))) {
    line->charged = line->Left();
    if (room.has_value()) line->charged = std::min(line->charged, *room - charged);
    charged += line->charged;
  }
  return charged;
}

std::vector<ModelBlock> ScoreBlocks(
    Sheet& sheet, const google::protobuf::RepeatedPtrField<scheme::v1::Block>& blocks) {
  std::vector<ModelBlock> results;
  for (const Block& block : blocks) {
    ModelBlock result;  // Listed without clauses where its scope leaves the unit out.
    result.block = block.block();
    std::vector<RuleLine*> lines;
    for (Charge& charge : sheet.charges) {
      if (charge.block != &block) continue;
      for (RuleLine& line : charge.lines) {
        lines.push_back(&line);
        result.raised += line.Left();
      }
    }
    result.counted = ChargeUpTo(
        block.has_cap_milli() ? std::optional<int64_t>(block.cap_milli()) : std::nullopt, lines);
    for (const Charge& charge : sheet.charges) {
      if (charge.block == &block) result.clauses.push_back(ReportClause(charge, sheet.context));
    }
    results.push_back(result);
  }
  return results;
}

void ScoreDirectLines(Sheet& sheet, ModelScore& score) {
  std::vector<RuleLine*> lines;
  for (Charge& charge : sheet.charges) {
    if (charge.item != nullptr || charge.block != nullptr) continue;
    for (RuleLine& line : charge.lines) lines.push_back(&line);
  }
  score.direct = ChargeUpTo(std::nullopt, lines);
  for (const Charge& charge : sheet.charges) {
    if (charge.item == nullptr && charge.block == nullptr) {
      score.direct_lines.push_back(ReportClause(charge, sheet.context));
    }
  }
}

// --- The final number and its grade. ---

bool TakesEffect(const ModelVeto& veto) {
  return veto.state == projections::v1::VETO_STATE_IN_FORCE ||
         veto.state == projections::v1::VETO_STATE_PENDING;
}

const scheme::v1::VetoRule& RuleOf(const ModelVeto& veto, const Context& context) {
  const auto& rules = context.scheme->vetoes();
  return *std::find_if(rules.begin(), rules.end(),
                       [&](const auto& rule) { return rule.veto() == veto.veto; });
}

void Finish(const Context& context, ModelScore& score) {
  if (score.applicable == 0) return;
  score.base = context.keeps() ? Exact{score.raw, 1} : Exact{score.raw * 100'000, score.applicable};
  const Exact outside{-score.direct + score.bonus - score.penalty, 1};
  score.unrounded = Sum(*score.base, outside);

  const scheme::v1::NumberPolicy& policy = context.scheme->number_policy();
  Exact bounded = *score.unrounded;
  if (policy.has_floor_milli() && Less(bounded, {policy.floor_milli(), 1})) {
    bounded = {policy.floor_milli(), 1};
  }
  if (policy.has_ceiling_milli() && Less({policy.ceiling_milli(), 1}, bounded)) {
    bounded = {policy.ceiling_milli(), 1};
  }
  for (const ModelVeto& veto : score.vetoes) {
    if (TakesEffect(veto) && RuleOf(veto, context).has_score_zero()) bounded = {0, 1};
  }
  score.bounded = bounded;
  int64_t step = 1000;
  for (uint32_t i = 0; i < policy.decimals(); ++i) step /= 10;
  score.final_score = bounded.RoundHalfUp(step);

  const auto& bands = context.scheme->grade_bands();
  int grade = bands.size();
  for (int i = 0; i < bands.size(); ++i) {
    if (*score.final_score >= bands[i].from_milli()) {
      grade = i;
      break;
    }
  }
  if (grade < bands.size()) score.band = bands[grade].name().zh();
  score.grade = score.band;
  for (const ModelVeto& veto : score.vetoes) {
    if (!TakesEffect(veto)) continue;
    const scheme::v1::VetoRule& rule = RuleOf(veto, context);
    if (rule.has_fail()) {
      score.grade = bands.empty() ? "不合格" : bands[bands.size() - 1].name().zh();
      return;
    }
    if (rule.effect_case() != scheme::v1::VetoRule::kGradeAtMost) continue;
    for (int i = 0; i < bands.size(); ++i) {
      if (bands[i].name().zh() != rule.grade_at_most() || i <= grade) continue;
      grade = i;
      score.grade = bands[i].name().zh();
    }
  }
}

bool AnyProvisional(const std::vector<ModelClause>& clauses) {
  for (const ModelClause& clause : clauses) {
    for (const ModelLine& line : clause.lines) {
      if (line.provisional) return true;
    }
  }
  return false;
}

bool AnyProvisional(const ModelScore& score) {
  if (AnyProvisional(score.direct_lines)) return true;
  for (const auto* blocks : {&score.bonus_blocks, &score.penalty_blocks}) {
    for (const ModelBlock& block : *blocks) {
      if (AnyProvisional(block.clauses)) return true;
    }
  }
  for (const ModelCategory& category : score.categories) {
    for (const ModelItem& item : category.items) {
      if (AnyProvisional(item.clauses)) return true;
    }
  }
  return std::any_of(score.vetoes.begin(), score.vetoes.end(), [](const ModelVeto& veto) {
    return veto.state == projections::v1::VETO_STATE_PENDING;
  });
}

// Every accident that causes a line or a veto here, with all that it causes.
std::vector<ModelGroup> GroupsOf(const ModelScore& score, const Context& context) {
  std::map<std::string, ModelGroup> groups;
  ForEachClause(score, [&](const ModelClause& clause) {
    for (const ModelLine& line : clause.lines) {
      if (line.accident.empty()) continue;
      groups[line.accident].lines.push_back(
          {clause.clause, line.position, line.state, line.charged});
    }
  });
  for (const ModelVeto& veto : score.vetoes) {
    if (!TakesEffect(veto)) continue;
    for (const std::string& accident : veto.accidents) {
      groups[accident].vetoes.push_back(veto.veto);
    }
  }
  std::vector<ModelGroup> list;
  for (auto& [id, group] : groups) {
    const std::optional<ModelAccident> accident = AccidentNamed(id, context);
    CHECK(accident.has_value());
    group.accident = id;
    group.day = accident->day;
    group.grade = accident->grade;
    group.grade_by_casualties = accident->grade_by_casualties;
    group.responsibility = accident->responsibility;
    for (const auto& [role, position] : accident->roles) group.roles.insert(role);
    group.units = accident->units;
    group.units.insert(context.unit);
    list.push_back(group);
  }
  return list;
}

// Accidents whose number or deaths a counting line compares with last year's.
bool ComparesHeld(const ModelScore& score, const Context& context) {
  std::set<std::string> measured;
  ForEachClause(score, [&](const ModelClause& clause) {
    for (const ModelLine& line : clause.lines) {
      if (line.baseline) measured.insert(clause.clause);
    }
  });
  bool held = false;
  const auto look = [&](const Clause& clause) {
    if (measured.count(clause.clause()) == 0) return;
    for (const scheme::v1::Trigger& trigger : clause.triggers()) {
      if (!trigger.has_baseline()) continue;
      for (const ModelAccident& accident : AccidentsOf(context)) {
        held = held || (accident.decision == event::v1::PENDING_DECISION_HOLD_GRADE &&
                        Passes(trigger.baseline().filter(), accident, context));
      }
    }
  };
  for (const scheme::v1::Category& category : context.scheme->categories()) {
    for (const Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) look(clause);
    }
  }
  for (const Block& block : context.scheme->penalty_blocks()) {
    for (const Clause& clause : block.clauses()) look(clause);
  }
  for (const Clause& clause : context.scheme->direct_lines()) look(clause);
  return held;
}

// Whatever counts of an accident under such a decision holds the grade.
bool GradeHeld(const ModelScore& score, const Context& context) {
  return ComparesHeld(score, context) ||
         std::any_of(score.groups.begin(), score.groups.end(), [&](const ModelGroup& group) {
           return AccidentNamed(group.accident, context)->decision ==
                  event::v1::PENDING_DECISION_HOLD_GRADE;
         });
}

std::vector<ModelQuestion> ReportQuestions(const Context& context) {
  std::vector<ModelQuestion> questions;
  for (const RaisedQuestion& raised : QuestionsOf(context)) {
    ModelQuestion question;
    if (raised.rule != nullptr) question.question = raised.rule->question();
    question.accident = raised.accident;
    question.positions = raised.positions;
    if (raised.answered != nullptr) {
      question.answer = raised.answered->position;
      question.answer_label = raised.answer->label().zh();
    }
    questions.push_back(question);
  }
  return questions;
}

template <typename Posting>
bool AboutUs(const Posting& posting, const Context& context) {
  return posting.cycle() == context.cycle->opened.cycle() && posting.unit() == context.unit;
}

bool IsOurs(const event::v1::EventContent& content, const Context& context) {
  using event::v1::EventContent;
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      return AboutUs(content.finding_recorded(), context);
    case EventContent::kItemReviewed:
      return AboutUs(content.item_reviewed(), context);
    case EventContent::kPointsJudged:
      return AboutUs(content.points_judged(), context);
    case EventContent::kDeductionDecided:
      return AboutUs(content.deduction_decided(), context);
    case EventContent::kExemptionGranted:
      return AboutUs(content.exemption_granted(), context);
    case EventContent::kNotApplicableClaimed:
      return AboutUs(content.not_applicable_claimed(), context);
    case EventContent::kNotApplicableRuled:
      return AboutUs(content.not_applicable_ruled(), context);
    case EventContent::kNoStatementFound:
      return AboutUs(content.no_statement_found(), context);
    default:
      return false;
  }
}

std::set<uint64_t> CorrectedPostings(const Records& records, const Context& context) {
  std::set<uint64_t> corrected;
  std::set<uint64_t> voided = context.log.lapsed;
  for (const auto& [position, by] : context.log.voided) voided.insert(position);
  for (const uint64_t position : voided) {
    const event::v1::EventContent& content = records[position]->body.event().content();
    if (IsOurs(content.has_correction_proposed() ? content.correction_proposed().replacement()
                                                 : content,
               context)) {
      corrected.insert(position);
    }
  }
  return corrected;
}

}  // namespace

ModelScore ScoreByModel(const Records& records, const Registry& registry, absl::string_view cycle,
                        absl::string_view unit, const std::optional<Without>& without) {
  Sheet sheet;
  sheet.context = MakeContext(records, registry, cycle, unit);
  sheet.context.without = without;
  RaiseEverything(sheet);
  ApplyExemptions(sheet);
  ApplyClauseCaps(sheet);
  ApplyExclusiveGroups(sheet);

  ModelScore score;
  for (const scheme::v1::Category& category : sheet.context.scheme->categories()) {
    ModelCategory result;
    result.category = category.category();
    for (const Item& item : category.items()) {
      ModelItem scored = ScoreItem(sheet, item);
      Cover(sheet, item, scored);
      result.applicable += scored.applicable;
      result.score += scored.score;
      if (scored.covered) score.covered += scored.applicable;
      result.items.push_back(std::move(scored));
    }
    score.applicable += result.applicable;
    score.raw += result.score;
    score.categories.push_back(std::move(result));
  }
  score.bonus_blocks = ScoreBlocks(sheet, sheet.context.scheme->bonus_blocks());
  score.penalty_blocks = ScoreBlocks(sheet, sheet.context.scheme->penalty_blocks());
  for (const ModelBlock& block : score.bonus_blocks) score.bonus += block.counted;
  for (const ModelBlock& block : score.penalty_blocks) score.penalty += block.counted;
  ScoreDirectLines(sheet, score);
  score.vetoes = VetoesOf(sheet.context);
  Finish(sheet.context, score);
  score.provisional = AnyProvisional(score);
  score.questions = ReportQuestions(sheet.context);
  score.groups = GroupsOf(score, sheet.context);
  score.grade_held = GradeHeld(score, sheet.context);
  if (score.grade_held) score.grade.clear();
  ListUncounted(sheet.context, score);
  score.corrected = CorrectedPostings(records, sheet.context);
  return score;
}

}  // namespace assessment::model
