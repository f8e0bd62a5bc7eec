#ifndef LEDGER_SERVICE_AUTHENTICATOR_H_
#define LEDGER_SERVICE_AUTHENTICATOR_H_

// Who is calling: the bearer token of a call, or the client certificate of its connection, looked
// up among the principals. Every method of every service asks this first.

#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "grpcpp/server_context.h"
#include "ledger/access/principal_store.h"
#include "ledger/service/call_rate.h"

namespace assessment {

class Authenticator {
 public:
  // Both outlive this.
  Authenticator(const PrincipalStore& principals, CallRate& rate)
      : principals_(principals), rate_(rate) {}

  // The principal of the metadata "authorization: Bearer <token>"; where that is not sent, of a
  // client certificate that the connection was opened with: a token that is wrong is never made
  // good by a certificate. REASON_UNAUTHENTICATED; REASON_RATE_EXCEEDED when the principal called
  // too often within a second.
  absl::StatusOr<PrincipalPtr> Authenticate(const grpc::ServerContextBase& context) const;

  const PrincipalStore& principals() const { return principals_; }

 private:
  const PrincipalStore& principals_;
  CallRate& rate_;
};

// REASON_PERMISSION_DENIED unless the principal is an administrator; `what` completes the sentence
// "only administrators may ...".
absl::Status CheckAdministrator(const ledger::v1::Principal& principal, absl::string_view what);

// The principal as records name it.
event::v1::Poster PosterOf(const ledger::v1::Principal& principal);

}  // namespace assessment

#endif  // LEDGER_SERVICE_AUTHENTICATOR_H_
