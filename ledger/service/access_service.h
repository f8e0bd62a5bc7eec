#ifndef LEDGER_SERVICE_ACCESS_SERVICE_H_
#define LEDGER_SERVICE_ACCESS_SERVICE_H_

#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "ledger/access/principal_store.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/ledger_directory.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// assessment.ledger.v1.AccessService over a PrincipalStore.
class AccessService final : public ledger::v1::AccessService::CallbackService {
 public:
  // Both outlive the service.
  struct Options {
    PrincipalStore* principals = nullptr;
    LedgerDirectory* directory = nullptr;
    const Authenticator* authenticator = nullptr;
    WorkerPool* workers = nullptr;
    Clock* clock = nullptr;
  };

  // Everything in `options` outlives the service.
  explicit AccessService(const Options& options);

  grpc::ServerUnaryReactor* WhoAmI(grpc::CallbackServerContext* context,
                                   const ledger::v1::WhoAmIRequest* request,
                                   ledger::v1::WhoAmIResponse* response) override;
  grpc::ServerUnaryReactor* CreatePrincipal(grpc::CallbackServerContext* context,
                                            const ledger::v1::CreatePrincipalRequest* request,
                                            ledger::v1::CreatePrincipalResponse* response) override;
  grpc::ServerUnaryReactor* RevokePrincipal(grpc::CallbackServerContext* context,
                                            const ledger::v1::RevokePrincipalRequest* request,
                                            ledger::v1::RevokePrincipalResponse* response) override;
  grpc::ServerUnaryReactor* ListPrincipals(grpc::CallbackServerContext* context,
                                           const ledger::v1::ListPrincipalsRequest* request,
                                           ledger::v1::ListPrincipalsResponse* response) override;
  grpc::ServerUnaryReactor* RotateToken(grpc::CallbackServerContext* context,
                                        const ledger::v1::RotateTokenRequest* request,
                                        ledger::v1::RotateTokenResponse* response) override;
  grpc::ServerUnaryReactor* SetPermissions(grpc::CallbackServerContext* context,
                                           const ledger::v1::SetPermissionsRequest* request,
                                           ledger::v1::SetPermissionsResponse* response) override;
  grpc::ServerUnaryReactor* ListPermissions(grpc::CallbackServerContext* context,
                                            const ledger::v1::ListPermissionsRequest* request,
                                            ledger::v1::ListPermissionsResponse* response) override;

 private:
  absl::Status Rotate(const ledger::v1::Principal& caller,
                      const ledger::v1::RotateTokenRequest& request,
                      ledger::v1::RotateTokenResponse& response);
  absl::Status Grant(const ledger::v1::Principal& caller,
                     const ledger::v1::SetPermissionsRequest& request,
                     ledger::v1::SetPermissionsResponse& response)
      ABSL_LOCKS_EXCLUDED(grant_mutex_);
  absl::Status ListGrants(const ledger::v1::Principal& caller,
                          const ledger::v1::ListPermissionsRequest& request,
                          ledger::v1::ListPermissionsResponse& response) const;

  PrincipalStore& principals_;
  LedgerDirectory& directory_;
  const Authenticator& authenticator_;
  WorkerPool& workers_;
  Clock& clock_;
  // Held while permissions are compared and changed, so that the same again is seen as that.
  Mutex grant_mutex_;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_ACCESS_SERVICE_H_
