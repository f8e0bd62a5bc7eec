// Who posts about whom. A principal of a unit posts nothing about that unit but its own statements
// (and the proposal to take one back): neither postings nor facts nor figures nor what concerns the
// cycles it is assessed in. What reaches the office from a unit, the office posts. Rules about
// different persons stand with corrections.

#include "absl/strings/str_cat.h"
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

// True when the poster's unit is concerned without being named: by its cycle or its accident.
bool ConcernsUnnamed(const Case& c) {
  const Registry& registry = c.state.registry();
  switch (c.content.kind_case()) {
    case EventContent::kCycleSchemeAdopted:
    case EventContent::kCycleUnitsChanged:
    case EventContent::kReviewOpened:
    case EventContent::kReviewClosed:
    case EventContent::kTeamFormed: {
      const CycleEntry* cycle = registry.FindCycle(c.facts.cycle);
      return cycle != nullptr && cycle->HasUnit(c.poster.unit());
    }
    case EventContent::kAccidentRuled: {
      const AccidentEntry* accident =
          c.state.in_force().FindAccident(c.content.accident_ruled().accident());
      if (accident == nullptr) return false;
      if (accident->county == c.poster.unit()) return true;
      for (const auto& attribution : accident->attributions) {
        if (attribution.unit == c.poster.unit()) return true;
      }
      return false;
    }
    default:
      return false;
  }
}

// The statement that a proposal would take back, when its poster is the unit that made it.
bool TakesBackOwnStatement(const Case& c) {
  if (!c.content.has_correction_proposed()) return false;
  const auto original = c.state.Lookup(c.content.correction_proposed().position());
  return original.ok() && (*original)->body.event().content().has_not_applicable_claimed() &&
         (*original)->body.event().content().not_applicable_claimed().unit() == c.poster.unit();
}

}  // namespace

void JudgePoster(const Case& c, Verdict& verdict) {
  const std::string& own = c.poster.unit();
  if (own.empty()) return;
  if (c.content.has_not_applicable_claimed()) {
    if (c.content.not_applicable_claimed().unit() == own) return;
    verdict.Refuse({.reason = ledger::v1::REASON_NOT_THE_UNIT,
                    .field = c.Field("unit"),
                    .found = Quoted(c.content.not_applicable_claimed().unit()),
                    .expected = absl::StrCat("the principal's own unit ", Quoted(own),
                                             ", or a principal of the office")});
    return;
  }
  if (TakesBackOwnStatement(c)) return;
  if (c.facts.units.contains(own) || ConcernsUnnamed(c)) RefuseOwnUnit(c, verdict);
}

}  // namespace assessment::admission
