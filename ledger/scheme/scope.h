#ifndef LEDGER_SCHEME_SCOPE_H_
#define LEDGER_SCHEME_SCOPE_H_

// What of a scheme concerns a unit by the scheme's own scopes. Statements of units come on top, in
// the engine.

#include <string>

#include "absl/container/btree_set.h"
#include "absl/strings/string_view.h"
#include "ledger/base/points.h"
#include "ledger/scheme/compiled_scheme.h"

namespace assessment {

// A unit as scopes see it: its identifier and the tags in force on the day that matters.
struct ScopedUnit {
  std::string unit;
  absl::btree_set<std::string> tags;
};

// True when `scope` holds the unit (see scheme.proto, Scope).
bool InScope(const scheme::v1::Scope& scope, const ScopedUnit& unit);

// True when item, component, part and clause of `ref` all hold the unit (block scope for blocks).
bool InScope(const ClauseRef& ref, const ScopedUnit& unit);

// Points of a component that the unit can reach: 0 out of scope; the sum of its parts in scope when
// it has parts.
MilliPoints ApplicablePoints(const scheme::v1::Component& component, const ScopedUnit& unit);

// Points of an item that the unit can reach: 0 out of scope; the sum of its components' when it has
// components.
MilliPoints ApplicablePoints(const scheme::v1::Item& item, const ScopedUnit& unit);

// Sum over all items: the applicable maximum before any statement.
MilliPoints ApplicablePoints(const scheme::v1::Scheme& scheme, const ScopedUnit& unit);

}  // namespace assessment

#endif  // LEDGER_SCHEME_SCOPE_H_
