#include "ledger/admission/rules.h"

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/event_kind.h"

namespace assessment::admission {

std::string Case::Field(absl::string_view field) const {
  return absl::StrCat(path, ".", KindName(content), ".", field);
}

std::string Case::EnvelopeField(absl::string_view field) const {
  return absl::StrCat(path, ".", field);
}

void JudgeContent(const Case& c, Verdict& verdict) {
  JudgeEnvelope(c, verdict);
  JudgePoster(c, verdict);
  JudgeRegistry(c, verdict);
  JudgeUnits(c, verdict);
  JudgeCycles(c, verdict);
  JudgeClauses(c, verdict);
  JudgeStatements(c, verdict);
  JudgeAccidents(c, verdict);
  JudgeAccidentCourse(c, verdict);
  JudgeMatters(c, verdict);
  JudgeHonours(c, verdict);
  JudgeSubmissions(c, verdict);
  JudgeRulings(c, verdict);
  JudgeSheets(c, verdict);
  JudgeYearEnd(c, verdict);
  JudgeStanding(c, verdict);
  JudgeErasure(c, verdict);
  JudgeCorrections(c, verdict);
}

const UnitEntry* RequireUnit(const Case& c, absl::string_view field, const std::string& unit,
                             Verdict& verdict) {
  const Registry& registry = c.state.registry();
  if (const UnitEntry* entry = registry.FindUnit(unit)) return entry;
  // Names and aliases address units for people; events hold identifiers, or histories would part.
  const UnitEntry* meant = registry.ResolveUnit(unit);
  verdict.Refuse(
      {.reason = ledger::v1::REASON_UNKNOWN_UNIT,
       .field = c.Field(field),
       .found = Quoted(unit),
       .expected = meant == nullptr
                       ? "the identifier of a registered unit; register it first"
                       : absl::StrCat("the identifier ", Quoted(meant->unit), " of ", meant->name),
       .needs = {UnitName(unit)}});
  return nullptr;
}

const CycleEntry* RequireCycle(const Case& c, const std::string& cycle, Verdict& verdict) {
  const CycleEntry* entry = c.state.registry().FindCycle(cycle);
  if (entry == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CYCLE,
                    .field = c.Field("cycle"),
                    .found = Quoted(cycle),
                    .expected = "a cycle of this ledger; open it first",
                    .needs = {CycleName(cycle)}});
  }
  return entry;
}

const SchemeEntry* RequireScheme(const Case& c, const event::v1::SchemeReference& reference,
                                 Verdict& verdict) {
  const SchemeEntry* entry = c.state.registry().FindScheme(reference.scheme(), reference.version());
  if (entry == nullptr) {
    verdict.Refuse(
        {.reason = ledger::v1::REASON_UNKNOWN_SCHEME,
         .field = c.Field("scheme"),
         .found = absl::StrCat(Quoted(reference.scheme()), " version ", reference.version()),
         .expected = "a published scheme version; publish it first",
         .needs = {SchemeName(reference.scheme(), reference.version())}});
  }
  return entry;
}

void RefuseUnreadable(absl::string_view field, const absl::Status& status, Verdict& verdict) {
  verdict.Refuse({.reason = ledger::v1::REASON_LEDGER_STOPPED,
                  .field = std::string(field),
                  .found = std::string(status.message()),
                  .expected = "a log that can be read; the operator acts"});
}

}  // namespace assessment::admission
