// What units hand in: reports on their year and evidence. It charges nothing and is taken in every
// phase.

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"
#include "ledger/base/points.h"

namespace assessment::admission {
namespace {

// The cycle, which assesses the unit.
const CycleEntry* RequireAssessed(const Case& c, const std::string& cycle, const std::string& unit,
                                  Verdict& verdict) {
  const UnitEntry* registered = RequireUnit(c, "unit", unit, verdict);
  const CycleEntry* entry = RequireCycle(c, cycle, verdict);
  if (entry == nullptr || registered == nullptr || entry->HasUnit(unit)) return entry;
  verdict.Refuse({.reason = ledger::v1::REASON_UNIT_NOT_IN_CYCLE,
                  .field = c.Field("unit"),
                  .found = Quoted(unit),
                  .expected = absl::StrCat("a unit assessed in cycle ", cycle),
                  .needs = {CycleUnitName(cycle, unit)}});
  return entry;
}

const CompiledScheme* AdoptedBy(const Case& c, const CycleEntry& cycle, Verdict& verdict) {
  if (cycle.compiled != nullptr) return cycle.compiled.get();
  const std::string& id = cycle.opened.cycle();
  verdict.Refuse({.reason = ledger::v1::REASON_CYCLE_WITHOUT_SCHEME,
                  .field = c.Field("cycle"),
                  .found = absl::StrCat(Quoted(id), " has adopted no scheme"),
                  .expected = "a cycle with an adopted scheme; adopt one first",
                  .needs = {CycleSchemeName(id)}});
  return nullptr;
}

void JudgeSelfReport(const Case& c, Verdict& verdict) {
  const event::v1::SelfReportFiled& filed = c.content.self_report_filed();
  const CycleEntry* cycle = RequireAssessed(c, filed.cycle(), filed.unit(), verdict);
  if (cycle == nullptr || filed.items().empty()) return;
  const CompiledScheme* scheme = AdoptedBy(c, *cycle, verdict);
  if (scheme == nullptr) return;
  for (int i = 0; i < filed.items_size(); ++i) {
    const event::v1::SelfAssessment& said = filed.items(i);
    const scheme::v1::Item* item =
        RequireItem(c, *scheme, absl::StrCat("items[", i, "].item"), said.item(), verdict);
    if (item == nullptr || !said.has_points_milli()) continue;
    if (0 <= said.points_milli() && said.points_milli() <= item->maximum_milli()) continue;
    verdict.Refuse({.reason = ledger::v1::REASON_POINTS_OUT_OF_BOUNDS,
                    .field = c.Field(absl::StrCat("items[", i, "].points_milli")),
                    .found = FormatPoints(said.points_milli()),
                    .expected = absl::StrCat("0 to ", FormatPoints(item->maximum_milli()),
                                             " points, the maximum of item ", said.item())});
  }
}

void JudgeEvidenceSubmitted(const Case& c, Verdict& verdict) {
  const event::v1::EvidenceSubmitted& submitted = c.content.evidence_submitted();
  const CompiledScheme* scheme = RequireAdopted(c, submitted.cycle(), submitted.unit(), verdict);
  if (scheme == nullptr) return;
  for (int i = 0; i < submitted.items_size(); ++i) {
    RequireItem(c, *scheme, absl::StrCat("items[", i, "]"), submitted.items(i), verdict);
  }
}

}  // namespace

void JudgeSubmissions(const Case& c, Verdict& verdict) {
  if (c.content.has_self_report_filed()) {
    JudgeSelfReport(c, verdict);
  } else if (c.content.has_evidence_submitted()) {
    JudgeEvidenceSubmitted(c, verdict);
  }
}

const CompiledScheme* RequireAdopted(const Case& c, const std::string& cycle,
                                     const std::string& unit, Verdict& verdict) {
  const CycleEntry* entry = RequireAssessed(c, cycle, unit, verdict);
  return entry == nullptr ? nullptr : AdoptedBy(c, *entry, verdict);
}

const scheme::v1::Item* RequireItem(const Case& c, const CompiledScheme& scheme,
                                    absl::string_view field, const std::string& item,
                                    Verdict& verdict) {
  const scheme::v1::Item* found = scheme.FindItem(item);
  if (found == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_CLAUSE,
                    .field = c.Field(field),
                    .found = Quoted(item),
                    .expected = "an item of the adopted scheme"});
  }
  return found;
}

}  // namespace assessment::admission
