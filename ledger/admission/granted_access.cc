#include "ledger/admission/granted_access.h"

#include <algorithm>

namespace assessment::admission {
namespace {

// What was issued to the unit is signed, all of it: what it reads then, it has signed.
bool SheetsSigned(const AdmittedState& state, const std::string& cycle, const std::string& unit) {
  const SheetsOfUnit& sheets = state.in_force().sheets().Of(cycle, unit);
  return !sheets.empty() && std::all_of(sheets.begin(), sheets.end(), [](const auto& sheet) {
    return sheet.second.signed_at.has_value();
  });
}

}  // namespace

AccessView GrantedAccess(const AdmittedState& state) {
  AccessView view;
  view.permissions = state.registry().permissions();
  for (const auto& [name, cycle] : state.registry().cycles()) {
    if (cycle.compiled != nullptr) view.schemes.emplace(name, cycle.compiled);
    if (!cycle.year_end.revisions().empty()) {
      view.published.insert(name);
      continue;
    }
    for (const std::string& unit : cycle.units) {
      if (cycle.year_end.notices().contains(unit) || SheetsSigned(state, name, unit)) {
        view.disclosed.insert({name, unit});
      }
    }
  }
  return view;
}

}  // namespace assessment::admission
