#include "ledger/scheme/scope.h"

#include <algorithm>

namespace assessment {

using scheme::v1::Component;
using scheme::v1::Item;
using scheme::v1::Part;
using scheme::v1::Scheme;
using scheme::v1::Scope;

bool InScope(const Scope& scope, const ScopedUnit& unit) {
  const auto is_unit = [&unit](const std::string& named) { return named == unit.unit; };
  if (std::any_of(scope.except_units().begin(), scope.except_units().end(), is_unit)) return false;
  if (scope.units().empty() && scope.tags().empty()) return true;
  return std::any_of(scope.units().begin(), scope.units().end(), is_unit) ||
         std::any_of(scope.tags().begin(), scope.tags().end(),
                     [&unit](const std::string& tag) { return unit.tags.contains(tag); });
}

bool InScope(const ClauseRef& ref, const ScopedUnit& unit) {
  return (ref.item == nullptr || InScope(ref.item->scope(), unit)) &&
         (ref.component == nullptr || InScope(ref.component->scope(), unit)) &&
         (ref.part == nullptr || InScope(ref.part->scope(), unit)) &&
         (ref.block == nullptr || InScope(ref.block->scope(), unit)) &&
         InScope(ref.clause->scope(), unit);
}

MilliPoints ApplicablePoints(const Component& component, const ScopedUnit& unit) {
  if (!InScope(component.scope(), unit)) return 0;
  if (component.parts().empty()) return component.maximum_milli();
  MilliPoints sum = 0;
  for (const Part& part : component.parts()) {
    if (InScope(part.scope(), unit)) sum += part.maximum_milli();
  }
  return sum;
}

MilliPoints ApplicablePoints(const Item& item, const ScopedUnit& unit) {
  if (!InScope(item.scope(), unit)) return 0;
  if (item.components().empty()) return item.maximum_milli();
  MilliPoints sum = 0;
  for (const Component& component : item.components()) sum += ApplicablePoints(component, unit);
  return sum;
}

MilliPoints ApplicablePoints(const Scheme& scheme, const ScopedUnit& unit) {
  MilliPoints sum = 0;
  for (const auto& category : scheme.categories()) {
    for (const Item& item : category.items()) sum += ApplicablePoints(item, unit);
  }
  return sum;
}

}  // namespace assessment
