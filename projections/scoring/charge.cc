#include "projections/scoring/charge.h"

#include <algorithm>
#include <utility>

#include "projections/scoring/exclusive_groups.h"

namespace assessment {
namespace {

using projections::v1::APPLICABILITY_UNSTATED_ZERO;

// A line with the clause it stands in.
struct PlacedLine {
  Line* line;
  const ClauseRef* clause;
};

// Lines of several clauses in the order in which they charge; within equal order by reading order.
std::vector<PlacedLine> InOrder(std::vector<ClauseLines>& clauses, bool awards) {
  std::vector<PlacedLine> placed;
  for (ClauseLines& clause : clauses) {
    if (clause.clause->clause->has_award() != awards) continue;
    for (Line& line : clause.lines) placed.push_back({&line, clause.clause});
  }
  std::stable_sort(placed.begin(), placed.end(), [](const PlacedLine& a, const PlacedLine& b) {
    return a.line->order < b.line->order;
  });
  return placed;
}

// Takes what is left of a share into the rooms, innermost first, and charges what fits all of them.
MilliPoints Charge(Line& line, Share& share, std::initializer_list<Room*> rooms) {
  for (Room* room : rooms) room->Absorb(line, share);
  for (Room* room : rooms) room->Take(line, share);
  share.charged_milli = share.left_milli;
  return std::exchange(share.left_milli, 0);
}

void ChargeLines(const RuleContext& context, const scheme::v1::Item& item, ChargedItem& result) {
  const TargetApplicability item_state = context.applicability.Of(item);
  Room item_room("item", item.item(), result.applicable_milli);
  std::map<std::string, Room> component_rooms;
  for (const scheme::v1::Component& component : item.components()) {
    const TargetApplicability state = context.applicability.Of(item, component);
    Room& room = component_rooms
                     .emplace(component.component(),
                              Room("component", component.component(), state.applicable_milli))
                     .first->second;
    MilliPoints& charged = result.charged_by_component[component.component()];
    if (state.state == APPLICABILITY_UNSTATED_ZERO &&
        item_state.state != APPLICABILITY_UNSTATED_ZERO) {
      room.UseUp(state.applicable_milli, state.position);
      item_room.UseUp(state.applicable_milli, std::nullopt);
      charged = state.applicable_milli;
      result.charged_milli += charged;
    }
  }
  if (item_state.state == APPLICABILITY_UNSTATED_ZERO) {
    item_room.UseUp(result.applicable_milli, item_state.position);
    result.charged_milli = result.applicable_milli;
  }
  for (const PlacedLine& placed : InOrder(result.clauses, /*awards=*/false)) {
    Line& line = *placed.line;
    for (Share& share : line.shares) {
      if (placed.clause->component != nullptr && !line.empties_item) {
        const std::string& component = placed.clause->component->component();
        const MilliPoints charged =
            Charge(line, share, {&component_rooms.at(component), &item_room});
        result.charged_by_component[component] += charged;
        result.charged_milli += charged;
      } else {
        result.charged_milli += Charge(line, share, {&item_room});
      }
    }
  }
}

// Awards come after the floor and give back at most up to the ceiling (S1.3 of the members' rubric,
// R27); in an item that scores 0 there is no room for any.
void GiveAwards(const scheme::v1::Item& item, bool scores_zero, ChargedItem& result) {
  for (const PlacedLine& placed : InOrder(result.clauses, /*awards=*/true)) {
    const scheme::v1::AwardKind& award = placed.clause->clause->award();
    const MilliPoints ceiling =
        award.has_ceiling_milli() ? award.ceiling_milli() : result.applicable_milli;
    Room room("item", item.item(),
              scores_zero ? 0 : std::max<MilliPoints>(0, ceiling - result.score_milli));
    for (Share& share : placed.line->shares) {
      const MilliPoints given = Charge(*placed.line, share, {&room});
      result.awarded_milli += given;
      result.score_milli += given;
    }
  }
}

ChargedBlock ChargeClauses(const RuleContext& context, ClausePlace place,
                           const scheme::v1::Block* block, const Exclusion* exclusion) {
  ChargedBlock result;
  for (const ClauseRef& clause : context.scheme.clauses()) {
    if (clause.place != place || clause.block != block || !context.applicability.Concerns(clause)) {
      continue;
    }
    result.clauses.push_back(BuildLines(context, clause, exclusion));
  }
  SuppressExcluded(context.scheme, result.clauses);
  std::optional<MilliPoints> cap;
  if (block != nullptr && block->has_cap_milli()) cap = block->cap_milli();
  Room room("block", block == nullptr ? absl::string_view() : block->block(), cap);
  for (const bool awards : {false, true}) {
    for (const PlacedLine& placed : InOrder(result.clauses, awards)) {
      for (Share& share : placed.line->shares) {
        result.raised_milli += share.left_milli;
        result.counted_milli += Charge(*placed.line, share, {&room});
      }
    }
  }
  return result;
}

}  // namespace

ChargedItem ChargeItem(const RuleContext& context, const scheme::v1::Item& item,
                       const Exclusion* exclusion) {
  ChargedItem result;
  result.applicable_milli = context.applicability.Of(item).applicable_milli;
  for (const scheme::v1::Clause& clause : item.clauses()) {
    const ClauseRef& ref = *context.scheme.FindClause(clause.clause());
    if (context.applicability.Concerns(ref)) {
      result.clauses.push_back(BuildLines(context, ref, exclusion));
    }
  }
  SuppressExcluded(context.scheme, result.clauses);
  ChargeLines(context, item, result);
  result.score_milli = std::max<MilliPoints>(0, result.applicable_milli - result.charged_milli);
  GiveAwards(item, context.applicability.Of(item).state == APPLICABILITY_UNSTATED_ZERO, result);
  return result;
}

ChargedBlock ChargeBlock(const RuleContext& context, const scheme::v1::Block& block,
                         const Exclusion* exclusion) {
  for (const scheme::v1::Block& bonus : context.scheme.proto().bonus_blocks()) {
    if (&bonus == &block) return ChargeClauses(context, ClausePlace::kBonus, &block, exclusion);
  }
  return ChargeClauses(context, ClausePlace::kPenalty, &block, exclusion);
}

ChargedBlock ChargeDirectLines(const RuleContext& context, const Exclusion* exclusion) {
  return ChargeClauses(context, ClausePlace::kDirect, nullptr, exclusion);
}

}  // namespace assessment
