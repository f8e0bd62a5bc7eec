#include "projections/service/query_names.h"

#include "ledger/registry/registry.h"

namespace assessment {

std::string IdentifierOf(const LedgerView& view, absl::string_view text) {
  const UnitEntry* unit = view.registry().ResolveUnit(text);
  return unit == nullptr ? std::string(text) : unit->unit;
}

bool IsPublished(const LedgerView& view, absl::string_view cycle) {
  const CycleEntry* entry = view.registry().FindCycle(cycle);
  return entry != nullptr && !entry->year_end.revisions().empty();
}

}  // namespace assessment
