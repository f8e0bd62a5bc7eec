#ifndef LEDGER_SERVICE_OPERATIONS_SERVICE_H_
#define LEDGER_SERVICE_OPERATIONS_SERVICE_H_

#include "assessment/ledger/v1/operations_service.grpc.pb.h"
#include "ledger/backup/backup_keeper.h"
#include "ledger/scrub/scrubber.h"
#include "ledger/service/authenticator.h"
#include "ledger/service/ledger_directory.h"
#include "ledger/service/worker_pool.h"

namespace assessment {

// What vouches for the ledgers of a directory in a backup.
std::vector<BackupSigner> BackupSignersOf(const LedgerDirectory& directory);

// assessment.ledger.v1.OperationsService over a BackupKeeper and a Scrubber.
class OperationsService final : public ledger::v1::OperationsService::CallbackService {
 public:
  struct Options {
    // All outlive the service.
    const Authenticator* authenticator = nullptr;
    Scrubber* scrubber = nullptr;
    // Null: the server has no directory for backups.
    BackupKeeper* backups = nullptr;
  };

  explicit OperationsService(const Options& options);

  // Ends a backup that is being made and waits for that; calls after it are refused.
  void Stop();

  grpc::ServerWriteReactor<ledger::v1::CreateBackupResponse>* CreateBackup(
      grpc::CallbackServerContext* context,
      const ledger::v1::CreateBackupRequest* request) override;
  grpc::ServerUnaryReactor* ListBackups(grpc::CallbackServerContext* context,
                                        const ledger::v1::ListBackupsRequest* request,
                                        ledger::v1::ListBackupsResponse* response) override;
  grpc::ServerUnaryReactor* PruneBackups(grpc::CallbackServerContext* context,
                                         const ledger::v1::PruneBackupsRequest* request,
                                         ledger::v1::PruneBackupsResponse* response) override;
  grpc::ServerUnaryReactor* StartScrub(grpc::CallbackServerContext* context,
                                       const ledger::v1::StartScrubRequest* request,
                                       ledger::v1::StartScrubResponse* response) override;
  grpc::ServerUnaryReactor* GetScrubStatus(grpc::CallbackServerContext* context,
                                           const ledger::v1::GetScrubStatusRequest* request,
                                           ledger::v1::GetScrubStatusResponse* response) override;

 private:
  // FAILED_PRECONDITION when the server keeps no backups.
  absl::StatusOr<BackupKeeper*> Backups() const;

  const Options options_;
  const Authenticator& authenticator_;
  // A backup takes as long as it is large: it must not hold a thread that reads wait for.
  WorkerPool backup_workers_;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_OPERATIONS_SERVICE_H_
