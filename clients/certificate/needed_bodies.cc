#include "clients/certificate/needed_bodies.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "projections/views/touched.h"

namespace assessment::certificate {
namespace {

using event::v1::RecordHeader;

template <typename Names, typename Set>
bool NamesOneOf(const Names& names, const Set& set) {
  return std::any_of(names.begin(), names.end(),
                     [&](const std::string& name) { return set.contains(name); });
}

// Accidents and matters, told apart.
struct Things {
  std::set<std::string> accidents;
  std::set<std::string> matters;

  // True when that was new.
  bool Add(const RecordHeader& header) {
    const size_t before = accidents.size() + matters.size();
    accidents.insert(header.accidents().begin(), header.accidents().end());
    matters.insert(header.matters().begin(), header.matters().end());
    return accidents.size() + matters.size() != before;
  }
  bool NamedBy(const RecordHeader& header) const {
    return NamesOneOf(header.accidents(), accidents) || NamesOneOf(header.matters(), matters);
  }
};

}  // namespace

std::set<uint64_t> NeededBodies(const ParsedHeaders& headers, const Scope& scope) {
  std::set<uint64_t> needed;
  std::vector<uint64_t> others;
  Things things;
  for (uint64_t position = 0; position < headers.size(); ++position) {
    const RecordHeader& header = headers[position];
    const bool names_unit = NamesOneOf(header.units(), scope.units);
    const bool of_scope = header.cycle().empty() ? names_unit
                                                 : scope.cycles.contains(header.cycle()) &&
                                                       (scope.whole_cycles || names_unit);
    if (of_scope || IsRegistryEvent(header)) {
      needed.insert(position);
      things.Add(header);
    } else if (scope.whole_cycles || header.cycle().empty() || names_unit) {
      others.push_back(position);
    }
  }
  // Mergers lead from one accident to the next, so this ends when nothing new is named.
  for (bool grown = true; grown;) {
    grown = false;
    std::vector<uint64_t> left;
    for (const uint64_t position : others) {
      if (!things.NamedBy(headers[position])) {
        left.push_back(position);
        continue;
      }
      needed.insert(position);
      grown |= things.Add(headers[position]);
    }
    others = std::move(left);
  }
  return needed;
}

}  // namespace assessment::certificate
