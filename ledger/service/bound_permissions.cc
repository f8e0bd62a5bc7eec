#include "ledger/service/bound_permissions.h"

#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/permission/grant_form.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

absl::StatusOr<event::v1::PermissionChanged> BoundPermission(
    const PrincipalStore& principals, const ledger::v1::Principal& administrator,
    absl::string_view path, const ledger::v1::PrincipalPermissions& wanted) {
  const std::string field = absl::StrCat(path, ".principal");
  if (wanted.principal().empty()) {
    return FieldError(ledger::v1::REASON_FIELD_MISSING, field, "is required");
  }
  const PrincipalPtr principal = principals.Find(wanted.principal());
  if (principal == nullptr || (principal->revoked() && !wanted.grants().empty())) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, field,
                      absl::StrCat("found \"", wanted.principal(),
                                   "\", expected a principal that is there and not revoked"));
  }
  if (principal->administrator() || principal->operator_()) {
    return FieldError(ledger::v1::REASON_FIELD_INVALID, field,
                      absl::StrCat("found \"", wanted.principal(),
                                   "\", which operates the server, expected a principal that "
                                   "does not: they read no content and post nothing"));
  }
  if (principal->person_id() == administrator.person_id()) {
    return FieldError(ledger::v1::REASON_PERMISSION_DENIED, field,
                      "is of the administrator's own person; another administrator grants it");
  }
  event::v1::PermissionChanged changed;
  changed.set_principal(principal->principal());
  changed.set_person_id(principal->person_id());
  changed.set_unit(principal->unit());
  *changed.mutable_grants() = wanted.grants();
  changed.set_reason(wanted.reason());
  const std::optional<GrantFault> fault = FindGrantFault(changed);
  if (fault.has_value()) {
    return FieldError(fault->reason, absl::StrCat(path, ".", fault->field),
                      absl::StrCat("found ", fault->found, ", expected ", fault->expected));
  }
  return changed;
}

absl::StatusOr<std::vector<event::v1::PermissionChanged>> BoundPermissions(
    const PrincipalStore& principals, const ledger::v1::Principal& administrator,
    absl::string_view path,
    const google::protobuf::RepeatedPtrField<ledger::v1::PrincipalPermissions>& wanted) {
  std::vector<event::v1::PermissionChanged> bound;
  std::set<std::string> seen;
  for (int i = 0; i < wanted.size(); ++i) {
    const std::string entry = absl::StrCat(path, "[", i, "]");
    ASSIGN_OR_RETURN(event::v1::PermissionChanged changed,
                     BoundPermission(principals, administrator, entry, wanted[i]));
    if (!seen.insert(changed.principal()).second) {
      return FieldError(
          ledger::v1::REASON_FIELD_INVALID, absl::StrCat(entry, ".principal"),
          absl::StrCat("found \"", changed.principal(), "\" twice, expected each once"));
    }
    bound.push_back(std::move(changed));
  }
  return bound;
}

}  // namespace assessment
