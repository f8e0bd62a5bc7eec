#ifndef LEDGER_PERMISSION_GRANT_FORM_H_
#define LEDGER_PERMISSION_GRANT_FORM_H_

#include <optional>
#include <string>

#include "assessment/event/v1/access.pb.h"
#include "assessment/ledger/v1/errors.pb.h"

namespace assessment {

// What is wrong with a change of permissions.
struct GrantFault {
  // REASON_FIELD_MISSING, REASON_FIELD_INVALID or REASON_TOO_LONG.
  ledger::v1::Reason reason = ledger::v1::REASON_FIELD_INVALID;
  std::string field;  // Of PermissionChanged, for example "grants[0].source".
  std::string found;
  std::string expected;
};

// The form of a change of permissions, without any state; nothing when it holds. Principal, person
// and reason are stated. Every grant names a role; its lists are identifiers without repetition;
// the types are such as the role posts. A reporter's grant names types and source; a unit's grant
// belongs to a principal of a unit and bounds no units. Who is of an assessed unit may hold every
// role: about the own unit the rules of posters forbid all of them the same.
std::optional<GrantFault> FindGrantFault(const event::v1::PermissionChanged& changed);

}  // namespace assessment

#endif  // LEDGER_PERMISSION_GRANT_FORM_H_
