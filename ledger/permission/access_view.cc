#include "ledger/permission/access_view.h"

namespace assessment {

bool AccessView::IsDisclosed(absl::string_view cycle, absl::string_view unit) const {
  return published.contains(cycle) || disclosed.contains({std::string(cycle), std::string(unit)});
}

const CompiledScheme* AccessView::SchemeOf(absl::string_view cycle) const {
  const auto found = schemes.find(cycle);
  return found == schemes.end() ? nullptr : found->second.get();
}

bool ChangesAccess(event::v1::EventType type) {
  switch (type) {
    case event::v1::EVENT_TYPE_LEDGER_OPENED:
    case event::v1::EVENT_TYPE_PERMISSION_CHANGED:
    case event::v1::EVENT_TYPE_CYCLE_OPENED:
    case event::v1::EVENT_TYPE_CYCLE_SCHEME_ADOPTED:
    case event::v1::EVENT_TYPE_RESULT_NOTIFIED:
    case event::v1::EVENT_TYPE_RESULTS_PUBLISHED:
    case event::v1::EVENT_TYPE_SHEET_ISSUED:
    case event::v1::EVENT_TYPE_SHEET_SIGNED:
    case event::v1::EVENT_TYPE_SHEET_REOPENED:
      return true;
    default:
      return false;
  }
}

}  // namespace assessment
