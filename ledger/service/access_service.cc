#include "ledger/service/access_service.h"

#include <google/protobuf/util/message_differencer.h>

#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/append_and_wait.h"
#include "ledger/service/bound_permissions.h"
#include "ledger/service/ledger_caller.h"
#include "ledger/service/unary_call.h"

namespace assessment {

namespace {

bool SameGrants(const PrincipalGrants& present, const event::v1::PermissionChanged& wanted) {
  event::v1::PermissionChanged stated;
  stated.set_principal(wanted.principal());
  stated.set_person_id(present.person_id);
  stated.set_unit(present.unit);
  *stated.mutable_grants() = {present.grants.begin(), present.grants.end()};
  stated.set_reason(wanted.reason());  // Why it was granted does not change what is.
  return google::protobuf::util::MessageDifferencer::Equals(stated, wanted);
}

absl::StatusOr<ledger::v1::AppendRequest> ChangeOf(const std::string& ledger,
                                                   event::v1::PermissionChanged changed,
                                                   Clock& clock) {
  ledger::v1::AppendRequest request;
  event::v1::Event& event = *request.add_events();
  ASSIGN_OR_RETURN(event, LedgersOwnEvent(ledger, "permissions-", clock));
  *event.mutable_content()->mutable_permission_changed() = std::move(changed);
  return request;
}

}  // namespace

AccessService::AccessService(const Options& options)
    : principals_(*options.principals),
      directory_(*options.directory),
      authenticator_(*options.authenticator),
      workers_(*options.workers),
      clock_(*options.clock) {}

grpc::ServerUnaryReactor* AccessService::WhoAmI(grpc::CallbackServerContext* context,
                                                const ledger::v1::WhoAmIRequest*,
                                                ledger::v1::WhoAmIResponse* response) {
  return AnswerAtOnce(context, authenticator_, [this, response](const PrincipalPtr& caller) {
    *response->mutable_principal() = *caller;
    for (const LedgerHost* host : directory_.List()) {
      const AccessViewPtr access = host->sequencer->access();
      const PrincipalGrants* granted = access->permissions.Find(caller->principal());
      if (granted == nullptr) continue;
      ledger::v1::LedgerGrants& grants = *response->add_ledgers();
      grants.set_ledger(host->name);
      *grants.mutable_grants() = {granted->grants.begin(), granted->grants.end()};
    }
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

grpc::ServerUnaryReactor* AccessService::RotateToken(grpc::CallbackServerContext* context,
                                                     const ledger::v1::RotateTokenRequest* request,
                                                     ledger::v1::RotateTokenResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& caller) {
                          return Rotate(*caller, *request, *response);
                        });
}

absl::Status AccessService::Rotate(const ledger::v1::Principal& caller,
                                   const ledger::v1::RotateTokenRequest& request,
                                   ledger::v1::RotateTokenResponse& response) {
  const std::string& name = request.principal().empty() ? caller.principal() : request.principal();
  PrincipalStore::Rotation rotation;
  rotation.keep_present_seconds = request.keep_present_seconds();
  if (name != caller.principal()) {
    RETURN_IF_ERROR(CheckAdministrator(caller, "make tokens of others"));
    rotation.expiry = request.expiry_time_micros();
  } else if (caller.administrator()) {
    rotation.expiry = request.expiry_time_micros();
  } else if (request.expiry_time_micros() != 0) {
    return FieldError(ledger::v1::REASON_PERMISSION_DENIED, "expiry_time_micros",
                      "only administrators move an expiry; leave it out");
  }
  ASSIGN_OR_RETURN(const PrincipalStore::Created created, principals_.Rotate(name, rotation));
  *response.mutable_principal() = *created.principal;
  response.set_token(created.token);
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* AccessService::SetPermissions(
    grpc::CallbackServerContext* context, const ledger::v1::SetPermissionsRequest* request,
    ledger::v1::SetPermissionsResponse* response) {
  return AnswerByWorker(context, authenticator_, workers_,
                        [this, request, response](const PrincipalPtr& caller) {
                          return Grant(*caller, *request, *response);
                        });
}

absl::Status AccessService::Grant(const ledger::v1::Principal& caller,
                                  const ledger::v1::SetPermissionsRequest& request,
                                  ledger::v1::SetPermissionsResponse& response) {
  RETURN_IF_ERROR(CheckAdministrator(caller, "grant"));
  ASSIGN_OR_RETURN(const LedgerHost* const host, directory_.Find(request.ledger()));
  ASSIGN_OR_RETURN(event::v1::PermissionChanged changed,
                   BoundPermission(principals_, caller, "permissions", request.permissions()));
  MutexLock lock(grant_mutex_);
  const AccessViewPtr access = host->sequencer->access();
  const auto present = access->permissions.principals.find(changed.principal());
  if (present != access->permissions.principals.end() && SameGrants(present->second, changed)) {
    if (present->second.position > 0) response.set_position(present->second.position);
    return absl::OkStatus();
  }
  ASSIGN_OR_RETURN(const ledger::v1::AppendRequest append,
                   ChangeOf(host->name, std::move(changed), clock_));
  ASSIGN_OR_RETURN(const ledger::v1::AppendResponse answer,
                   AppendAndWait(*host->sequencer, append, PosterOf(caller), Route::kLedger));
  if (answer.has_refused()) {
    const ledger::v1::Refusal& refusal = answer.refused().refusals(0);
    return FieldError(refusal.reason(), refusal.field(),
                      absl::StrCat("found ", refusal.found(), ", expected ", refusal.expected()));
  }
  response.set_position(answer.accepted().receipts(0).position());
  return absl::OkStatus();
}

grpc::ServerUnaryReactor* AccessService::ListPermissions(
    grpc::CallbackServerContext* context, const ledger::v1::ListPermissionsRequest* request,
    ledger::v1::ListPermissionsResponse* response) {
  return AnswerAtOnce(context, authenticator_,
                      [this, request, response](const PrincipalPtr& caller) {
                        return ListGrants(*caller, *request, *response);
                      });
}

absl::Status AccessService::ListGrants(const ledger::v1::Principal& caller,
                                       const ledger::v1::ListPermissionsRequest& request,
                                       ledger::v1::ListPermissionsResponse& response) const {
  const LedgerHost* host = nullptr;
  if (caller.administrator()) {
    ASSIGN_OR_RETURN(host, directory_.Find(request.ledger()));
  } else {
    ASSIGN_OR_RETURN(const LedgerCaller entered, EnterLedger(directory_, caller, request.ledger()));
    if (!entered.reader.Has({event::v1::ROLE_OFFICE, event::v1::ROLE_AUDITOR})) {
      return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                         "only administrators, the office and auditors list permissions");
    }
    host = entered.host;
  }
  const AccessViewPtr access = host->sequencer->access();
  for (const auto& [name, granted] : access->permissions.principals) {
    if (granted.grants.empty()) continue;
    ledger::v1::PrincipalPermissions& entry = *response.add_permissions();
    entry.set_principal(name);
    *entry.mutable_grants() = {granted.grants.begin(), granted.grants.end()};
    entry.set_reason(granted.reason);
  }
  return absl::OkStatus();
}

}  // namespace assessment
