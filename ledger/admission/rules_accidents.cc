// Accidents name registered units; the rest of their rules is about one another: see
// rules_standing.

#include "absl/strings/str_cat.h"
#include "ledger/admission/dependencies.h"
#include "ledger/admission/rules.h"

namespace assessment::admission {

void JudgeAccidents(const Case& c, Verdict& verdict) {
  if (c.content.has_accident_reported()) {
    RequireUnit(c, "county", c.content.accident_reported().county(), verdict);
  } else if (c.content.has_accident_attributed()) {
    RequireUnit(c, "unit", c.content.accident_attributed().unit(), verdict);
  }
}

const AccidentEntry* RequireReported(const Case& c, absl::string_view field,
                                     const std::string& accident, Verdict& verdict) {
  const AccidentEntry* entry = c.state.in_force().FindAccident(accident);
  if (entry == nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_UNKNOWN_ACCIDENT,
                    .field = c.Field(field),
                    .found = Quoted(accident),
                    .expected = "a reported accident; report it first",
                    .needs = {AccidentName(accident)}});
  }
  return entry;
}

const AccidentEntry* RequireAccident(const Case& c, absl::string_view field,
                                     const std::string& accident, Verdict& verdict) {
  const AccidentEntry* entry = RequireReported(c, field, accident, verdict);
  if (entry == nullptr) return nullptr;
  // What a correction restores may have come before the merger, and then stands as it stood.
  const AccidentEntry::MergerTurn* merger = entry->MergedBefore(c.position);
  if (merger != nullptr) {
    verdict.Refuse({.reason = ledger::v1::REASON_ACCIDENT_MERGED,
                    .field = c.Field(field),
                    .found = absl::StrCat(Quoted(accident), " was merged into ",
                                          Quoted(merger->other), " at position ", merger->position),
                    .expected = absl::StrCat("accident ", Quoted(merger->other)),
                    .positions = {merger->position},
                    .needs = {MergerName(accident)}});
  }
  return entry;
}

}  // namespace assessment::admission
