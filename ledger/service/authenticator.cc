#include "ledger/service/authenticator.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

absl::StatusOr<PrincipalPtr> Authenticator::Authenticate(
    const grpc::ServerContextBase& context) const {
  constexpr absl::string_view kScheme = "Bearer ";
  const auto& metadata = context.client_metadata();
  const auto found = metadata.find("authorization");
  absl::string_view token;
  if (found != metadata.end()) {
    const absl::string_view value(found->second.data(), found->second.size());
    if (absl::StartsWithIgnoreCase(value, kScheme)) token = value.substr(kScheme.size());
  }
  return principals_.Authenticate(token);
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
