#ifndef LEDGER_REGISTRY_PERMISSIONS_H_
#define LEDGER_REGISTRY_PERMISSIONS_H_

// Who may do what in a ledger, as its log states it: the fold over the grants of the opening and
// PermissionChanged.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "assessment/event/v1/access.pb.h"
#include "assessment/event/v1/registry.pb.h"

namespace assessment {

// What one principal may do.
struct PrincipalGrants {
  std::string person_id;
  std::string unit;
  std::vector<event::v1::Grant> grants;
  std::string reason;
  uint64_t position = 0;  // Of the PermissionChanged, or of the opening: 0.
};

struct Permissions {
  // False as long as the ledger goes by ACCESS_POLICY_UNSPECIFIED: grants bind nobody yet.
  bool by_grant = false;
  // Everybody of whom anything was ever said; without grants: all was taken away again.
  std::map<std::string, PrincipalGrants, std::less<>> principals;

  // Null when it has no grant.
  const PrincipalGrants* Find(absl::string_view principal) const;
};

// Fold the opening and a change.
void ApplyOpeningPermissions(const event::v1::LedgerOpened& opened, Permissions& permissions);
void ApplyPermissionChange(uint64_t position, const event::v1::PermissionChanged& changed,
                           Permissions& permissions);

}  // namespace assessment

#endif  // LEDGER_REGISTRY_PERMISSIONS_H_
