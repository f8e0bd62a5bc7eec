#include "ledger/service/access_service.h"

#include "ledger/base/status_macros.h"
#include "ledger/service/unary_call.h"

namespace assessment {

AccessService::AccessService(PrincipalStore& principals, WorkerPool& workers)
    : principals_(principals), workers_(workers), authenticator_(principals) {}

grpc::ServerUnaryReactor* AccessService::WhoAmI(grpc::CallbackServerContext* context,
                                                const ledger::v1::WhoAmIRequest*,
                                                ledger::v1::WhoAmIResponse* response) {
  return AnswerAtOnce(context, authenticator_, [response](const PrincipalPtr& caller) {
    *response->mutable_principal() = *caller;
    return absl::OkStatus();
  });
}

grpc::ServerUnaryReactor* AccessService::CreatePrincipal(
    grpc::CallbackServerContext* context, const ledger::v1::CreatePrincipalRequest* request,
    ledger::v1::CreatePrincipalResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& caller) -> absl::Status {
                          RETURN_IF_ERROR(CheckAdministrator(*caller, "make principals"));
                          ASSIGN_OR_RETURN(PrincipalStore::Created created,
                                           principals_.Create(request->principal()));
                          *response->mutable_principal() = *created.principal;
                          response->set_token(created.token);
                          return absl::OkStatus();
                        });
}

grpc::ServerUnaryReactor* AccessService::RevokePrincipal(
    grpc::CallbackServerContext* context, const ledger::v1::RevokePrincipalRequest* request,
    ledger::v1::RevokePrincipalResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& caller) -> absl::Status {
                          RETURN_IF_ERROR(CheckAdministrator(*caller, "revoke principals"));
                          ASSIGN_OR_RETURN(const PrincipalPtr revoked,
                                           principals_.Revoke(request->principal()));
                          *response->mutable_principal() = *revoked;
                          return absl::OkStatus();
                        });
}

grpc::ServerUnaryReactor* AccessService::ListPrincipals(
    grpc::CallbackServerContext* context, const ledger::v1::ListPrincipalsRequest*,
    ledger::v1::ListPrincipalsResponse* response) {
  return AnswerAtOnce(context, authenticator_,
                      [this, response](const PrincipalPtr& caller) -> absl::Status {
                        RETURN_IF_ERROR(CheckAdministrator(*caller, "list principals"));
                        for (const PrincipalPtr& principal : principals_.List()) {
                          *response->add_principals() = *principal;
                        }
                        return absl::OkStatus();
                      });
}

}  // namespace assessment
