#include "projections/views/ledger_view.h"

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

absl::Status Missing(absl::string_view field) {
  return FieldError(ledger::v1::REASON_FIELD_MISSING, field, "found nothing, expected a value");
}

absl::Status NotThere(const LedgerView& view, absl::string_view field, absl::string_view value,
                      absl::string_view expected) {
  return FieldError(ledger::v1::REASON_NOT_FOUND, field,
                    absl::StrCat("found \"", value, "\", expected ", expected, " at size ",
                                 view.size(), " of ledger ", view.ledger()));
}

}  // namespace

PartReading LedgerView::Part(absl::string_view cycle) const {
  PartReading part{.view = this, .cycle = registry().FindCycle(cycle)};
  if (part.cycle != nullptr) part.fold = part.cycle->year_end.frozen();
  return part;
}

absl::StatusOr<const CycleEntry*> FindCycle(const LedgerView& view, absl::string_view cycle) {
  if (cycle.empty()) return Missing("cycle");
  const CycleEntry* entry = view.registry().FindCycle(cycle);
  if (entry == nullptr) return NotThere(view, "cycle", cycle, "a cycle that is open");
  return entry;
}

absl::StatusOr<const CycleEntry*> FindScoredCycle(const LedgerView& view, absl::string_view cycle) {
  ASSIGN_OR_RETURN(const CycleEntry* const entry, FindCycle(view, cycle));
  if (entry->compiled == nullptr) {
    return FieldError(ledger::v1::REASON_CYCLE_WITHOUT_SCHEME, "cycle",
                      absl::StrCat("\"", cycle, "\" has adopted no scheme at size ", view.size(),
                                   "; adopt one, then ask for scores"));
  }
  return entry;
}

absl::StatusOr<const UnitEntry*> FindUnit(const LedgerView& view, absl::string_view text) {
  if (text.empty()) return Missing("unit");
  const UnitEntry* entry = view.registry().ResolveUnit(text);
  if (entry == nullptr) {
    return NotThere(view, "unit", text, "identifier, name or alias of a unit registered");
  }
  return entry;
}

absl::StatusOr<const UnitEntry*> FindUnitOf(const LedgerView& view, const CycleEntry& cycle,
                                            absl::string_view text) {
  ASSIGN_OR_RETURN(const UnitEntry* const entry, FindUnit(view, text));
  if (!cycle.HasUnit(entry->unit)) {
    return FieldError(ledger::v1::REASON_UNIT_NOT_IN_CYCLE, "unit",
                      absl::StrCat("\"", text, "\" is not assessed in cycle \"",
                                   cycle.opened.cycle(), "\" at size ", view.size()));
  }
  return entry;
}

}  // namespace assessment
