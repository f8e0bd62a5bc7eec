#include "ledger/permission/grant_scope.h"

#include <algorithm>
#include <utility>

#include "ledger/permission/role_table.h"

namespace assessment {
namespace {

using event::v1::EventContent;
using event::v1::Grant;

template <typename List, typename Value>
bool Holds(const List& bounds, const Value& value) {
  return bounds.empty() || std::find(bounds.begin(), bounds.end(), value) != bounds.end();
}

// One of the ids of a target is among the bounds.
bool HoldsTarget(const Grant& grant, const std::vector<std::string>& target) {
  return grant.items().empty() ||
         std::any_of(target.begin(), target.end(),
                     [&grant](const std::string& id) { return Holds(grant.items(), id); });
}

const scheme::v1::Category* CategoryOf(const scheme::v1::Scheme& scheme, absl::string_view item) {
  for (const scheme::v1::Category& category : scheme.categories()) {
    for (const scheme::v1::Item& candidate : category.items()) {
      if (candidate.item() == item) return &category;
    }
  }
  return nullptr;
}

}  // namespace

std::vector<std::string> TargetsOf(const EventContent& content) {
  const auto all = [](const auto& ids) { return std::vector<std::string>(ids.begin(), ids.end()); };
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      return {content.finding_recorded().clause()};
    case EventContent::kItemReviewed:
      return all(content.item_reviewed().items());
    case EventContent::kPointsJudged:
      return {content.points_judged().clause()};
    case EventContent::kDeductionDecided:
      return {content.deduction_decided().clause()};
    case EventContent::kExemptionGranted:
      return {content.exemption_granted().clause()};
    case EventContent::kNotApplicableRuled:
      return all(content.not_applicable_ruled().targets());
    case EventContent::kNoStatementFound:
      return all(content.no_statement_found().targets());
    case EventContent::kSheetIssued:
      return all(content.sheet_issued().items());
    default:
      return {};
  }
}

std::vector<std::string> WithEnclosing(const CompiledScheme* scheme, absl::string_view id) {
  std::vector<std::string> ids = {std::string(id)};
  if (scheme == nullptr) return ids;
  const scheme::v1::Item* item = scheme->FindItem(id);
  if (item == nullptr) {
    if (const ClauseRef* clause = scheme->FindClause(id)) {
      item = clause->item;
      if (clause->component != nullptr) ids.push_back(clause->component->component());
    } else {
      item = scheme->FindComponent(id).item;
    }
    if (item == nullptr) return ids;
    ids.push_back(item->item());
  }
  const scheme::v1::Category* category = CategoryOf(scheme->proto(), item->item());
  if (category != nullptr) ids.push_back(category->category());
  return ids;
}

bool CoversUnit(const Grant& grant, absl::string_view unit) { return Holds(grant.units(), unit); }

bool CoversCycle(const Grant& grant, absl::string_view cycle) {
  return cycle.empty() || Holds(grant.cycles(), cycle);
}

GrantedThing ThingOf(const EventContent& content, absl::string_view source, absl::string_view cycle,
                     absl::btree_set<std::string> units, const CompiledScheme* scheme) {
  GrantedThing thing;
  thing.type = static_cast<event::v1::EventType>(content.kind_case());
  thing.source = std::string(source);
  thing.cycle = std::string(cycle);
  thing.units = std::move(units);
  for (const std::string& target : TargetsOf(content)) {
    thing.targets.push_back(WithEnclosing(scheme, target));
  }
  return thing;
}

bool CoversPosting(const Grant& grant, const GrantedThing& thing) {
  return (grant.source().empty() || grant.source() == thing.source) &&
         CoversPostingFromSomeSource(grant, thing);
}

bool CoversPostingFromSomeSource(const Grant& grant, const GrantedThing& thing) {
  return MayPost(grant.role(), thing.type) && CoversCycle(grant, thing.cycle) &&
         Holds(grant.event_types(), static_cast<uint32_t>(thing.type)) &&
         std::all_of(thing.units.begin(), thing.units.end(),
                     [&](const std::string& unit) { return CoversUnit(grant, unit); }) &&
         std::all_of(thing.targets.begin(), thing.targets.end(),
                     [&](const auto& target) { return HoldsTarget(grant, target); });
}

bool CoversReading(const Grant& grant, const GrantedThing& thing) {
  const bool a_unit = grant.units().empty() ||
                      std::any_of(thing.units.begin(), thing.units.end(),
                                  [&](const std::string& unit) { return CoversUnit(grant, unit); });
  const bool a_target = thing.targets.empty() ||
                        std::any_of(thing.targets.begin(), thing.targets.end(),
                                    [&](const auto& target) { return HoldsTarget(grant, target); });
  return a_unit && a_target && CoversCycle(grant, thing.cycle);
}

}  // namespace assessment
