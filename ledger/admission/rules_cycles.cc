// Cycles, their phases and teams, and where a clause posting is addressed.

#include <algorithm>

#include "absl/container/btree_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

// Units that must be registered and assessed in the cycle.
void RequireInCycle(const Case& c, absl::string_view field,
                    const google::protobuf::RepeatedPtrField<std::string>& units,
                    const CycleEntry& cycle, Verdict& verdict) {
  for (int i = 0; i < units.size(); ++i) {
    const std::string entry = absl::StrCat(field, "[", i, "]");
    if (RequireUnit(c, entry, units[i], verdict) == nullptr || cycle.HasUnit(units[i])) continue;
    RefuseNotInCycle(c.Field(entry), cycle, units[i], verdict);
  }
}

// Cycles that others are composed of are none of these themselves, so a score is made of scores one
// level deep.
void JudgeComposedOf(const Case& c, const event::v1::CycleOpened& opened, Verdict& verdict) {
  for (int i = 0; i < opened.composed_of_size(); ++i) {
    const std::string& id = opened.composed_of(i).cycle();
    const std::string field = c.Field(absl::StrCat("composed_of[", i, "].cycle"));
    const CycleEntry* cycle = c.state.registry().FindCycle(id);
    if (cycle == nullptr) {
      verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CYCLE,
                      .field = field,
                      .found = Quoted(id),
                      .expected = "a cycle of this ledger; open it first",
                      .needs = {CycleName(id)}});
    } else if (!cycle->opened.composed_of().empty()) {
      verdict.Refuse({.reason = ledger::v1::REASON_FIELD_INVALID,
                      .field = field,
                      .found = absl::StrCat(Quoted(id), " is composed of others"),
                      .expected = "a cycle that is not composed itself"});
    }
  }
}

// A composite scheme combines exactly the parts that the cycle is composed of; any other scheme
// none.
void JudgeComposition(const Case& c, const event::v1::CycleOpened& opened,
                      const SchemeEntry& scheme, Verdict& verdict) {
  absl::btree_set<std::string> expected;
  for (const auto& part : scheme.scheme->proto().composite().parts()) expected.insert(part.part());
  absl::btree_set<std::string> found;
  for (const auto& composed : opened.composed_of()) found.insert(composed.part());
  if (found == expected) return;
  const auto parts = [](const absl::btree_set<std::string>& names) {
    return names.empty() ? std::string("no parts")
                         : absl::StrCat("parts ", absl::StrJoin(names, ", "));
  };
  verdict.Refuse(
      {.reason = ledger::v1::REASON_FIELD_INVALID,
       .field = c.Field("scheme"),
       .found = absl::StrCat("a scheme of ", parts(expected), " for a cycle of ", parts(found)),
       .expected = "a scheme that combines what the cycle is composed of"});
}

void JudgeCycleOpened(const Case& c, Verdict& verdict) {
  const event::v1::CycleOpened& opened = c.content.cycle_opened();
  if (c.state.registry().FindCycle(opened.cycle()) != nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_CYCLE,
                    .field = c.Field("cycle"),
                    .found = absl::StrCat(Quoted(opened.cycle()), " is open"),
                    .expected = "an identifier that no cycle has"});
  }
  for (int i = 0; i < opened.units_size(); ++i) {
    RequireUnit(c, absl::StrCat("units[", i, "]"), opened.units(i), verdict);
  }
  JudgeComposedOf(c, opened, verdict);
  if (!opened.has_scheme()) return;
  const SchemeEntry* scheme = RequireScheme(c, opened.scheme(), verdict);
  if (scheme != nullptr) JudgeComposition(c, opened, *scheme, verdict);
}

void JudgeSchemeAdopted(const Case& c, Verdict& verdict) {
  const event::v1::CycleSchemeAdopted& adopted = c.content.cycle_scheme_adopted();
  const CycleEntry* cycle = RequireCycle(c, adopted.cycle(), verdict);
  if (cycle != nullptr) JudgeNotFrozen(c, *cycle, "", verdict);
  const SchemeEntry* scheme = RequireScheme(c, adopted.scheme(), verdict);
  if (cycle != nullptr && scheme != nullptr) {
    JudgeComposition(c, cycle->opened, *scheme, verdict);
  }
}

void JudgeCycleUnitsChanged(const Case& c, Verdict& verdict) {
  const event::v1::CycleUnitsChanged& changed = c.content.cycle_units_changed();
  const CycleEntry* cycle = RequireCycle(c, changed.cycle(), verdict);
  if (cycle == nullptr) return;
  JudgeNotFrozen(c, *cycle, "", verdict);
  RequireInCycle(c, "removed", changed.removed(), *cycle, verdict);
  for (int i = 0; i < changed.added_size(); ++i) {
    const std::string entry = absl::StrCat("added[", i, "]");
    const std::string& unit = changed.added(i);
    if (RequireUnit(c, entry, unit, verdict) == nullptr || !cycle->HasUnit(unit)) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_DUPLICATE_UNIT,
                    .field = c.Field(entry),
                    .found = absl::StrCat(Quoted(unit), " is in the cycle"),
                    .expected = "a unit that is not in the cycle yet"});
  }
}

void JudgePhaseMove(const Case& c, const std::string& id, ledger::v1::CyclePhase from,
                    Verdict& verdict) {
  const CycleEntry* cycle = RequireCycle(c, id, verdict);
  if (cycle == nullptr || cycle->phase == from) return;
  verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                  .field = c.Field("cycle"),
                  .found = ledger::v1::CyclePhase_Name(cycle->phase),
                  .expected = ledger::v1::CyclePhase_Name(from),
                  .needs = {CyclePhaseName(id)}});
}

void JudgeTeamFormed(const Case& c, Verdict& verdict) {
  const event::v1::TeamFormed& formed = c.content.team_formed();
  const CycleEntry* cycle = RequireCycle(c, formed.cycle(), verdict);
  if (cycle == nullptr) return;
  JudgeNotFrozen(c, *cycle, "", verdict);
  RequireInCycle(c, "units", formed.units(), *cycle, verdict);
  if (formed.items().empty()) return;
  if (cycle->compiled == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_WITHOUT_SCHEME,
                    .field = c.Field("items"),
                    .found = "items, and no adopted scheme",
                    .expected = "no items before a scheme is adopted",
                    .needs = {CycleSchemeName(formed.cycle())}});
    return;
  }
  for (int i = 0; i < formed.items_size(); ++i) {
    if (cycle->compiled->FindItem(formed.items(i)) != nullptr) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field(absl::StrCat("items[", i, "]")),
                    .found = Quoted(formed.items(i)),
                    .expected = "an item of the adopted scheme"});
  }
}

// True when the person leads or is in a team of the cycle that covers the unit.
bool IsInTeam(const CycleEntry& cycle, absl::string_view unit, const std::string& person) {
  return std::any_of(cycle.teams.begin(), cycle.teams.end(), [&](const auto& entry) {
    const event::v1::TeamFormed& team = entry.second;
    if (!Covers(team, unit)) return false;
    return team.leader().person_id() == person ||
           std::any_of(team.members().begin(), team.members().end(),
                       [&](const auto& member) { return member.person_id() == person; });
  });
}

}  // namespace

void JudgeCycles(const Case& c, Verdict& verdict) {
  switch (c.content.kind_case()) {
    case EventContent::kCycleOpened:
      return JudgeCycleOpened(c, verdict);
    case EventContent::kCycleSchemeAdopted:
      return JudgeSchemeAdopted(c, verdict);
    case EventContent::kCycleUnitsChanged:
      return JudgeCycleUnitsChanged(c, verdict);
    case EventContent::kReviewOpened:
      return JudgePhaseMove(c, c.content.review_opened().cycle(), ledger::v1::CYCLE_PHASE_OPEN,
                            verdict);
    case EventContent::kReviewClosed:
      return JudgePhaseMove(c, c.content.review_closed().cycle(), ledger::v1::CYCLE_PHASE_REVIEW,
                            verdict);
    case EventContent::kTeamFormed:
      return JudgeTeamFormed(c, verdict);
    default:
      return;
  }
}

void RefuseNotInCycle(std::string field, const CycleEntry& cycle, const std::string& unit,
                      Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_UNIT_NOT_IN_CYCLE,
                  .field = std::move(field),
                  .found = Quoted(unit),
                  .expected = absl::StrCat("a unit assessed in cycle ", cycle.opened.cycle()),
                  .needs = {CycleUnitName(cycle.opened.cycle(), unit)}});
}

bool Covers(const event::v1::TeamFormed& team, absl::string_view unit) {
  return team.units().empty() ||
         std::find(team.units().begin(), team.units().end(), unit) != team.units().end();
}

void JudgeReview(const Case& c, const CycleEntry& cycle, absl::string_view unit, Verdict& verdict) {
  JudgeNotFrozen(c, cycle, unit, verdict);
  if (cycle.phase != ledger::v1::CYCLE_PHASE_REVIEW || ActsAs(c, kOfficeRoles)) return;
  if (c.poster.unit() == unit) {
    // A unit's own statement: the one posting that no team makes.
    verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_PHASE_REFUSES,
                    .field = c.EnvelopeField("kind"),
                    .found = ledger::v1::CyclePhase_Name(cycle.phase),
                    .expected = "a statement handed to the office, which posts it in REVIEW"});
    return;
  }
  for (int i = 0; i < c.content.decided_by_size(); ++i) {
    const std::string& person = c.content.decided_by(i).person_id();
    if (IsInTeam(cycle, unit, person)) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_IN_TEAM,
                    .field = c.EnvelopeField(absl::StrCat("decided_by[", i, "]")),
                    .found = Quoted(person),
                    .expected = absl::StrCat("a member of a team of cycle ", cycle.opened.cycle(),
                                             " for unit ", unit, ": the cycle is in REVIEW"),
                    .needs = {TeamMemberName(cycle.opened.cycle(), person)}});
  }
}

Address JudgeAddress(const Case& c, const std::string& cycle, const std::string& unit,
                     Verdict& verdict) {
  Address address;
  const UnitEntry* registered = RequireUnit(c, "unit", unit, verdict);
  address.cycle = RequireCycle(c, cycle, verdict);
  if (address.cycle == nullptr) return address;
  address.scheme = address.cycle->compiled.get();
  if (address.scheme == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_WITHOUT_SCHEME,
                    .field = c.Field("cycle"),
                    .found = absl::StrCat(Quoted(cycle), " has adopted no scheme"),
                    .expected = "a cycle with an adopted scheme; adopt one first",
                    .needs = {CycleSchemeName(cycle)}});
  }
  if (registered == nullptr) return address;
  if (address.cycle->HasUnit(unit)) {
    address.unit = c.state.registry().ScopedUnitFor(*address.cycle, unit);
  } else {
    RefuseNotInCycle(c.Field("unit"), *address.cycle, unit, verdict);
  }
  JudgeReview(c, *address.cycle, unit, verdict);
  return address;
}

}  // namespace assessment::admission
