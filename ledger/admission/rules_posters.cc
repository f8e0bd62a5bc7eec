// Who posts about whom, whatever was granted. A principal of a unit posts nothing about that unit
// but what it hands in itself (and the proposal to take that back): neither postings nor facts nor
// figures nor what concerns the cycles it is assessed in, the accidents it is part of, the matters
// it was asked for. What reaches the office from a unit, the office posts. Rules about different
// persons stand with corrections.

#include "absl/strings/str_cat.h"
#include "ledger/admission/event_kind.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {
namespace {

using event::v1::EventContent;

void RefuseOwnUnit(const Case& c, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_OWN_UNIT,
                  .field = c.EnvelopeField("kind"),
                  .found = absl::StrCat("principal ", Quoted(c.poster.principal()), " of unit ",
                                        Quoted(c.poster.unit())),
                  .expected = "a principal of the office or of another body"});
}

// True when the unit is part of an accident, or of one that was merged into it.
bool IsPartOf(const InForce& in_force, const std::string& id, absl::string_view unit) {
  const AccidentEntry* accident = in_force.FindAccident(id);
  if (accident == nullptr) return false;
  if (accident->Concerns(unit)) return true;
  for (const AccidentEntry::MergerTurn& turn : accident->as_target) {
    const AccidentEntry* duplicate = in_force.FindAccident(turn.other);
    if (duplicate != nullptr && duplicate->Concerns(unit)) return true;
  }
  return false;
}

// True when the poster's unit is concerned without being named: by its cycle, an accident or a
// matter. Clause postings concern the unit that they name.
bool ConcernsUnnamed(const Case& c) {
  switch (c.content.kind_case()) {
    case EventContent::kCycleSchemeAdopted:
    case EventContent::kCycleUnitsChanged:
    case EventContent::kReviewOpened:
    case EventContent::kReviewClosed:
    case EventContent::kTeamFormed: {
      const CycleEntry* cycle = c.state.registry().FindCycle(c.facts.cycle);
      return cycle != nullptr && cycle->HasUnit(c.poster.unit());
    }
    default:
      break;
  }
  if (IsClausePosting(c.content)) return false;
  const InForce& in_force = c.state.in_force();
  for (const std::string& accident : c.facts.accidents) {
    if (IsPartOf(in_force, accident, c.poster.unit())) return true;
  }
  for (const std::string& id : c.facts.matters) {
    const MatterEntry* matter = in_force.FindMatter(id);
    if (matter != nullptr && matter->Concerns(c.poster.unit())) return true;
  }
  return false;
}

// True when a proposal would take back what its poster's unit handed in itself.
bool TakesBackItsOwn(const Case& c) {
  if (!c.content.has_correction_proposed()) return false;
  const auto original = c.state.Lookup(c.content.correction_proposed().position());
  if (!original.ok()) return false;
  const EventContent& content = (*original)->body.event().content();
  return IsUnitsOwn(content) && FactsOf(content).units.contains(c.poster.unit());
}

}  // namespace

void JudgePoster(const Case& c, Verdict& verdict) {
  const std::string& own = c.poster.unit();
  if (own.empty()) return;
  if (IsUnitsOwn(c.content)) {
    if (c.facts.units.contains(own) || ActsAs(c, kOfficeRoles)) return;
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_THE_UNIT,
                    .field = c.Field("unit"),
                    .found = Quoted(c.facts.units.empty() ? "" : *c.facts.units.begin()),
                    .expected = absl::StrCat("the principal's own unit ", Quoted(own),
                                             ", or a principal of the office")});
    return;
  }
  if (IsOfficeOnly(c.content) && IsOtherBody(c)) RefuseOtherBody(c, verdict);
  if (TakesBackItsOwn(c)) return;
  if (c.facts.units.contains(own) || ConcernsUnnamed(c)) RefuseOwnUnit(c, verdict);
}

bool IsOtherBody(const Case& c) {
  return !c.state.registry().permissions().by_grant && !c.poster.unit().empty();
}

void RefuseOtherBody(const Case& c, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_PERMISSION_DENIED,
                  .field = c.EnvelopeField("kind"),
                  .found = absl::StrCat("principal ", Quoted(c.poster.principal()), " of unit ",
                                        Quoted(c.poster.unit())),
                  .expected = "a principal of the office"});
}

}  // namespace assessment::admission
