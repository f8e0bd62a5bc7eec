#include "ledger/service/operations_service.h"

#include <future>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/service/backup_call.h"
#include "ledger/service/unary_call.h"

namespace assessment {
namespace {

// One is made at a time; the others are told so.
constexpr size_t kBackupThreads = 2;
constexpr size_t kBackupCallsWaitingMax = 8;

absl::Status CheckOperator(const ledger::v1::Principal& principal, absl::string_view what) {
  if (principal.operator_() || principal.administrator()) return absl::OkStatus();
  return ReasonError(ledger::v1::REASON_PERMISSION_DENIED,
                     absl::StrCat("only operators and administrators may ", what));
}

// Waits for the checkpoint of a signer.
absl::StatusOr<std::string> CheckpointNow(CheckpointSigner& signer) {
  std::promise<absl::StatusOr<SignedCheckpoint>> promise;
  signer.Request([&promise](absl::StatusOr<SignedCheckpoint> checkpoint) {
    promise.set_value(std::move(checkpoint));
  });
  ASSIGN_OR_RETURN(SignedCheckpoint checkpoint, promise.get_future().get());
  return std::move(checkpoint.note);
}

}  // namespace

std::vector<BackupSigner> BackupSignersOf(const LedgerDirectory& directory) {
  std::vector<BackupSigner> signers;
  for (const LedgerHost* host : directory.List()) {
    BackupSigner& signer = signers.emplace_back();
    signer.ledger = host->name;
    signer.checkpoint = [host] { return CheckpointNow(*host->signer); };
    signer.sign = [host](const std::string& text) { return host->signer->SignText(text); };
    signer.verifier_keys = host->signer->earlier_verifier_keys();
    signer.verifier_keys.push_back(host->signer->verifier_key());
  }
  return signers;
}

OperationsService::OperationsService(const Options& options)
    : options_(options),
      authenticator_(*options.authenticator),
      backup_workers_(kBackupThreads, kBackupCallsWaitingMax) {}

void OperationsService::Stop() {
  if (options_.backups != nullptr) options_.backups->Stop();
  backup_workers_.Stop();
}

absl::StatusOr<BackupKeeper*> OperationsService::Backups() const {
  if (options_.backups != nullptr) return options_.backups;
  return absl::FailedPreconditionError(
      "this server keeps no backups: start it with --backups DIRECTORY");
}

grpc::ServerWriteReactor<ledger::v1::CreateBackupResponse>* OperationsService::CreateBackup(
    grpc::CallbackServerContext* context, const ledger::v1::CreateBackupRequest* request) {
  const absl::StatusOr<PrincipalPtr> caller = authenticator_.Authenticate(*context);
  absl::Status permitted = caller.status();
  if (permitted.ok()) permitted = CheckOperator(**caller, "make backups");
  const absl::StatusOr<BackupKeeper*> backups = Backups();
  if (permitted.ok()) permitted = backups.status();
  if (!permitted.ok()) return new RefusedBackupCall(permitted);
  auto* const call = new BackupCall();
  const absl::Status submitted =
      backup_workers_.Submit([call, keeper = *backups, keep_last = request->keep_last()] {
        call->End(keeper->Create(keep_last, [call](uint64_t copied, uint64_t total) {
          call->Report(copied, total);
          return true;
        }));
      });
  if (!submitted.ok()) call->End(submitted);
  return call;
}

grpc::ServerUnaryReactor* OperationsService::ListBackups(
    grpc::CallbackServerContext* context, const ledger::v1::ListBackupsRequest*,
    ledger::v1::ListBackupsResponse* response) {
  return AnswerByWorker(context, authenticator_, backup_workers_,
                        [this, response](const PrincipalPtr& caller) -> absl::Status {
                          RETURN_IF_ERROR(CheckOperator(*caller, "list backups"));
                          ASSIGN_OR_RETURN(BackupKeeper* const backups, Backups());
                          ASSIGN_OR_RETURN(std::vector<ledger::v1::Backup> list, backups->List());
                          for (ledger::v1::Backup& backup : list) {
                            *response->add_backups() = std::move(backup);
                          }
                          return absl::OkStatus();
                        });
}

grpc::ServerUnaryReactor* OperationsService::PruneBackups(
    grpc::CallbackServerContext* context, const ledger::v1::PruneBackupsRequest* request,
    ledger::v1::PruneBackupsResponse* response) {
  return AnswerByWorker(context, authenticator_, backup_workers_,
                        [this, request, response](const PrincipalPtr& caller) -> absl::Status {
                          RETURN_IF_ERROR(CheckOperator(*caller, "delete backups"));
                          ASSIGN_OR_RETURN(BackupKeeper* const backups, Backups());
                          ASSIGN_OR_RETURN(const std::vector<uint32_t> deleted,
                                           backups->Prune(request->keep_last()));
                          for (const uint32_t number : deleted) response->add_deleted(number);
                          return absl::OkStatus();
                        });
}

grpc::ServerUnaryReactor* OperationsService::StartScrub(grpc::CallbackServerContext* context,
                                                        const ledger::v1::StartScrubRequest*,
                                                        ledger::v1::StartScrubResponse* response) {
  return AnswerAtOnce(context, authenticator_,
                      [this, response](const PrincipalPtr& caller) -> absl::Status {
                        RETURN_IF_ERROR(CheckOperator(*caller, "start a scrub"));
                        response->set_started(options_.scrubber->Start());
                        return absl::OkStatus();
                      });
}

grpc::ServerUnaryReactor* OperationsService::GetScrubStatus(
    grpc::CallbackServerContext* context, const ledger::v1::GetScrubStatusRequest*,
    ledger::v1::GetScrubStatusResponse* response) {
  return AnswerAtOnce(context, authenticator_,
                      [this, response](const PrincipalPtr& caller) -> absl::Status {
                        RETURN_IF_ERROR(CheckOperator(*caller, "see the scrub"));
                        *response = options_.scrubber->Status();
                        return absl::OkStatus();
                      });
}

}  // namespace assessment
