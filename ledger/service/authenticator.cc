#include "ledger/service/authenticator.h"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "grpc/grpc_security_constants.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

namespace {

// The subject alternative names of the client certificate; nothing when there is none, or it was
// not checked.
std::vector<std::string> CertificateNames(const grpc::ServerContextBase& context) {
  const std::shared_ptr<const grpc::AuthContext> peer = context.auth_context();
  if (peer == nullptr || !peer->IsPeerAuthenticated()) return {};
  std::vector<std::string> names;
  for (const grpc::string_ref& name : peer->FindPropertyValues(GRPC_X509_SAN_PROPERTY_NAME)) {
    names.emplace_back(name.data(), name.size());
  }
  return names;
}

}  // namespace

absl::StatusOr<PrincipalPtr> Authenticator::Authenticate(
    const grpc::ServerContextBase& context) const {
  constexpr absl::string_view kScheme = "Bearer ";
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find("authorization");
  PrincipalPtr principal;
  if (found != metadata.end()) {
    absl::string_view value(found->second.data(), found->second.size());
    if (!absl::StartsWithIgnoreCase(value, kScheme)) value = "";
    ASSIGN_OR_RETURN(
        principal, principals_.Authenticate(value.substr(std::min(value.size(), kScheme.size()))));
  } else {
    ASSIGN_OR_RETURN(principal, principals_.AuthenticateCertificate(CertificateNames(context)));
  }
  RETURN_IF_ERROR(rate_.Count(principal->principal()));
  return principal;
}

absl::Status CheckAdministrator(const ledger::v1::Principal& principal, absl::string_view what) {
  if (principal.administrator()) return absl::OkStatus();
  return ReasonError(
      ledger::v1::REASON_PERMISSION_DENIED,
      absl::StrCat("only administrators may ", what, "; \"", principal.principal(), "\" is none"));
}

event::v1::Poster PosterOf(const ledger::v1::Principal& principal) {
  event::v1::Poster poster;
  poster.set_principal(principal.principal());
  poster.set_person_id(principal.person_id());
  poster.set_unit(principal.unit());
  return poster;
}

}  // namespace assessment
