#ifndef LEDGER_SERVICE_ACCESS_SERVICE_H_
#define LEDGER_SERVICE_ACCESS_SERVICE_H_

#include "assessment/ledger/v1/access_service.grpc.pb.h"
#include "ledger/access/principal_store.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// assessment.ledger.v1.AccessService over a PrincipalStore.
class AccessService final : public ledger::v1::AccessService::CallbackService {
 public:
  // Both outlive the service.
  AccessService(PrincipalStore& principals, WorkerPool& workers);

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

 private:
  PrincipalStore& principals_;
  WorkerPool& workers_;
  const Authenticator authenticator_;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_ACCESS_SERVICE_H_
