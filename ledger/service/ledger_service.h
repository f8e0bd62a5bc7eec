#ifndef LEDGER_SERVICE_LEDGER_SERVICE_H_
#define LEDGER_SERVICE_LEDGER_SERVICE_H_

#include <string>

#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.grpc.pb.h"
#include "ledger/access/principal_store.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/call_limits.h"
#include "ledger/service/ledger_directory.h"
#include "ledger/service/previewer.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// assessment.ledger.v1.LedgerService. An append goes straight to the ledger's sequencer and is
// finished by its callback; what reads the log is run by workers.
class LedgerService final : public ledger::v1::LedgerService::CallbackService {
 public:
  struct Options {
    LedgerDirectory* directory = nullptr;
    const PrincipalStore* principals = nullptr;
    const Authenticator* authenticator = nullptr;
    WorkerPool* workers = nullptr;
    Previewer* previewer = nullptr;
  };

  // Everything in `options` outlives the service.
  explicit LedgerService(const Options& options);

  grpc::ServerUnaryReactor* ListLedgers(grpc::CallbackServerContext* context,
                                        const ledger::v1::ListLedgersRequest* request,
                                        ledger::v1::ListLedgersResponse* response) override;
  grpc::ServerUnaryReactor* OpenLedger(grpc::CallbackServerContext* context,
                                       const ledger::v1::OpenLedgerRequest* request,
                                       ledger::v1::OpenLedgerResponse* response) override;
  grpc::ServerUnaryReactor* Append(grpc::CallbackServerContext* context,
                                   const ledger::v1::AppendRequest* request,
                                   ledger::v1::AppendResponse* response) override;
  grpc::ServerUnaryReactor* Preview(grpc::CallbackServerContext* context,
                                    const ledger::v1::PreviewRequest* request,
                                    ledger::v1::PreviewResponse* response) override;
  grpc::ServerUnaryReactor* Read(grpc::CallbackServerContext* context,
                                 const ledger::v1::ReadRequest* request,
                                 ledger::v1::ReadResponse* response) override;
  grpc::ServerWriteReactor<ledger::v1::SubscribeResponse>* Subscribe(
      grpc::CallbackServerContext* context, const ledger::v1::SubscribeRequest* request) override;
  grpc::ServerUnaryReactor* GetCheckpoint(grpc::CallbackServerContext* context,
                                          const ledger::v1::GetCheckpointRequest* request,
                                          ledger::v1::GetCheckpointResponse* response) override;
  grpc::ServerUnaryReactor* GetInclusionProof(
      grpc::CallbackServerContext* context, const ledger::v1::GetInclusionProofRequest* request,
      ledger::v1::GetInclusionProofResponse* response) override;
  grpc::ServerUnaryReactor* GetConsistencyProof(
      grpc::CallbackServerContext* context, const ledger::v1::GetConsistencyProofRequest* request,
      ledger::v1::GetConsistencyProofResponse* response) override;

 private:
  // Who appends or previews, and where; `host` is null when the batch is refused.
  struct BatchCall {
    PrincipalPtr caller;
    const LedgerHost* host = nullptr;
  };

  // The common start of Append and Preview. When it gives a host, the call counts against the limit
  // of commands in flight until it leaves.
  absl::StatusOr<BatchCall> EnterBatch(
      const grpc::CallbackServerContext& context,
      const google::protobuf::RepeatedPtrField<event::v1::Event>& events,
      ledger::v1::Refusal& refusal);
  // The common start of calls that wait for the signer.
  absl::StatusOr<const LedgerHost*> EnterRead(const grpc::CallbackServerContext& context,
                                              const std::string& ledger) const;

  LedgerDirectory& directory_;
  const PrincipalStore& principals_;
  WorkerPool& workers_;
  Previewer& previewer_;
  const Authenticator& authenticator_;
  CallLimits command_limits_;
  CallLimits subscription_limits_;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_LEDGER_SERVICE_H_
