#ifndef LEDGER_PERMISSION_ACCESS_VIEW_H_
#define LEDGER_PERMISSION_ACCESS_VIEW_H_

// What decides who may read what, as it stands after the durable log: permissions, what was
// disclosed to units, what was published. A plain value, replaced whole when it changes.

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/registry/permissions.h"
#include "ledger/scheme/compiled_scheme.h"

namespace assessment {

struct AccessView {
  Permissions permissions;
  // Cycles and units of which the unit may read the postings: every sheet part that was issued is
  // signed, or the result was notified, or it was published.
  std::set<std::pair<std::string, std::string>> disclosed;
  // Cycles with published results.
  std::set<std::string, std::less<>> published;
  // Adopted scheme by cycle, for bounds by item.
  std::map<std::string, std::shared_ptr<const CompiledScheme>, std::less<>> schemes;

  bool IsDisclosed(absl::string_view cycle, absl::string_view unit) const;
  // Null when the cycle adopted none.
  const CompiledScheme* SchemeOf(absl::string_view cycle) const;
};

using AccessViewPtr = std::shared_ptr<const AccessView>;

// Whether an event of this type may change the view.
bool ChangesAccess(event::v1::EventType type);

}  // namespace assessment

#endif  // LEDGER_PERMISSION_ACCESS_VIEW_H_
