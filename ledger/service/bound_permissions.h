#ifndef LEDGER_SERVICE_BOUND_PERMISSIONS_H_
#define LEDGER_SERVICE_BOUND_PERMISSIONS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/access.pb.h"
#include "assessment/ledger/v1/access_service.pb.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "ledger/access/principal_store.h"

namespace assessment {

// What `administrator` wants to grant, as the log will state it: with the person and the unit that
// each principal is bound to. REASON_FIELD_MISSING, REASON_FIELD_INVALID or REASON_TOO_LONG name
// the field below `path`: a principal that is not known, revoked, an administrator or an operator,
// or there twice; a grant that no role has. REASON_PERMISSION_DENIED for a principal of the
// administrator's own person: nobody grants to himself.
absl::StatusOr<std::vector<event::v1::PermissionChanged>> BoundPermissions(
    const PrincipalStore& principals, const ledger::v1::Principal& administrator,
    absl::string_view path,
    const google::protobuf::RepeatedPtrField<ledger::v1::PrincipalPermissions>& wanted);

// The same for one, `path` being its own.
absl::StatusOr<event::v1::PermissionChanged> BoundPermission(
    const PrincipalStore& principals, const ledger::v1::Principal& administrator,
    absl::string_view path, const ledger::v1::PrincipalPermissions& wanted);

}  // namespace assessment

#endif  // LEDGER_SERVICE_BOUND_PERMISSIONS_H_
