#include "projections/scoring/accident_group.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "projections/scoring/final_score.h"

namespace assessment {
namespace {

using projections::v1::AccidentGroup;
using projections::v1::ClauseExplanation;
using projections::v1::LineExplanation;
using projections::v1::ScoreExplanation;
using projections::v1::VetoStatus;

// Adds the units that `stream` attributes the accident to.
void AddUnits(const std::string& accident, const EventStream& stream,
              std::set<std::string>& units) {
  std::multiset<std::pair<std::string, int>> attributions;
  for (const StreamEntry& entry : stream.entries()) {
    if (!entry.counts()) continue;
    if (entry.content->has_accident_attributed()) {
      const event::v1::AccidentAttributed& attributed = entry.content->accident_attributed();
      if (attributed.accident() != accident) continue;
      attributions.emplace(attributed.unit(), attributed.role());
    } else if (entry.content->has_attribution_withdrawn()) {
      const event::v1::AttributionWithdrawn& withdrawn = entry.content->attribution_withdrawn();
      if (withdrawn.accident() != accident) continue;
      const auto found = attributions.find({withdrawn.unit(), withdrawn.role()});
      if (found != attributions.end()) attributions.erase(found);
    }
  }
  for (const auto& [unit, role] : attributions) units.insert(unit);
}

// Units that an accident is attributed to, also under the name of a duplicate; `unit` included.
std::set<std::string> UnitsOf(const RuleContext& context, const UnitAccident& accident) {
  std::set<std::string> units = {context.input.unit};
  AddUnits(accident.accident, *accident.stream, units);
  for (const StreamEntry& entry : accident.stream->entries()) {
    if (!entry.counts() || !entry.content->has_accidents_merged()) continue;
    const std::string& duplicate = entry.content->accidents_merged().duplicate();
    const EventStream* stream = context.input.accident(duplicate);
    if (stream != nullptr && MergedInto(duplicate, *stream) == accident.accident) {
      AddUnits(duplicate, *stream, units);
    }
  }
  return units;
}

class Grouper {
 public:
  explicit Grouper(const RuleContext& context) : context_(context) {
    for (const UnitAccident& accident : context.postings.accidents) {
      known_.emplace(accident.accident, &accident);
    }
    for (const Concealment& concealment : context.postings.concealments) {
      known_.emplace(concealment.accident.accident, &concealment.accident);
    }
  }

  template <typename Clauses>
  void AddLines(const Clauses& clauses) {
    for (const ClauseExplanation& clause : clauses) {
      for (const LineExplanation& line : clause.lines()) {
        AccidentGroup* group = GroupOf(line.accident());
        if (group == nullptr) continue;
        projections::v1::AccidentLine& added = *group->add_lines();
        added.set_clause(clause.clause());
        added.set_position(line.position());
        added.set_state(line.state());
        added.set_charged_milli(line.charged_milli());
      }
    }
  }

  void AddVeto(const VetoStatus& veto) {
    if (!TakesEffect(veto)) return;
    for (const projections::v1::VetoAccident& accident : veto.accidents()) {
      AccidentGroup* group = GroupOf(accident.accident());
      if (group != nullptr) group->add_vetoes(veto.veto());
    }
  }

  void WriteTo(ScoreExplanation& score) {
    std::vector<const UnitAccident*> order;
    for (const auto& [id, group] : groups_) order.push_back(known_.at(id));
    std::sort(order.begin(), order.end(),
              [](const auto* a, const auto* b) { return EarlierAccident(*a, *b); });
    for (const UnitAccident* accident : order) {
      *score.add_accident_groups() = std::move(groups_.at(accident->accident));
    }
  }

 private:
  // Null for no accident, or for one that the unit has no part in (the subject of a finding).
  AccidentGroup* GroupOf(const std::string& id) {
    const auto known = known_.find(id);
    if (known == known_.end()) return nullptr;
    const auto [found, added] = groups_.try_emplace(id);
    AccidentGroup& group = found->second;
    if (added) Describe(*known->second, group);
    return &group;
  }

  void Describe(const UnitAccident& accident, AccidentGroup& group) const {
    group.set_accident(accident.accident);
    *group.mutable_occurred_on() = accident.report->occurred_at().date();
    group.set_grade(accident.grade);
    group.set_grade_by_casualties(accident.grade_by_casualties);
    group.set_responsibility(accident.responsibility);
    std::set<event::v1::AccidentRole> roles;
    for (const UnitAttribution& attribution : accident.attributions) roles.insert(attribution.role);
    for (const event::v1::AccidentRole role : roles) group.add_roles(role);
    for (const std::string& unit : UnitsOf(context_, accident)) group.add_units(unit);
  }

  const RuleContext& context_;
  std::map<std::string, const UnitAccident*> known_;
  std::map<std::string, AccidentGroup> groups_;
};

}  // namespace

void GroupByAccident(const RuleContext& context, ScoreExplanation& score) {
  Grouper grouper(context);
  for (const projections::v1::CategoryExplanation& category : score.categories()) {
    for (const projections::v1::ItemExplanation& item : category.items()) {
      grouper.AddLines(item.clauses());
    }
  }
  for (const projections::v1::BlockExplanation& block : score.bonus_blocks()) {
    grouper.AddLines(block.clauses());
  }
  for (const projections::v1::BlockExplanation& block : score.penalty_blocks()) {
    grouper.AddLines(block.clauses());
  }
  grouper.AddLines(score.direct_lines());
  for (const VetoStatus& veto : score.vetoes()) grouper.AddVeto(veto);
  grouper.WriteTo(score);
}

}  // namespace assessment
