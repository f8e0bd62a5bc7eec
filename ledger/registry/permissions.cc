#include "ledger/registry/permissions.h"

namespace assessment {

const PrincipalGrants* Permissions::Find(absl::string_view principal) const {
  const auto found = principals.find(principal);
  if (found == principals.end() || found->second.grants.empty()) return nullptr;
  return &found->second;
}

void ApplyOpeningPermissions(const event::v1::LedgerOpened& opened, Permissions& permissions) {
  for (const event::v1::PermissionChanged& granted : opened.permissions()) {
    ApplyPermissionChange(0, granted, permissions);
  }
  permissions.by_grant = opened.access_policy() == event::v1::ACCESS_POLICY_BY_GRANT;
}

void ApplyPermissionChange(uint64_t position, const event::v1::PermissionChanged& changed,
                           Permissions& permissions) {
  permissions.by_grant = true;
  permissions.principals[changed.principal()] = {
      .person_id = changed.person_id(),
      .unit = changed.unit(),
      .grants = {changed.grants().begin(), changed.grants().end()},
      .reason = changed.reason(),
      .position = position};
}

}  // namespace assessment
