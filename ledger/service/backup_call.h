#ifndef LEDGER_SERVICE_BACKUP_CALL_H_
#define LEDGER_SERVICE_BACKUP_CALL_H_

#include <optional>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/operations_service.pb.h"
#include "grpcpp/support/server_callback.h"
#include "ledger/base/mutex.h"

namespace assessment {

// One call of CreateBackup: whoever makes the backup says how far it is and how it ended; the call
// passes that on as fast as the caller takes it, and leaves out what is outdated. Deletes itself
// when the call is over and it was told how the backup ended.
class BackupCall : public grpc::ServerWriteReactor<ledger::v1::CreateBackupResponse> {
 public:
  // Says how far it is; dropped while a message is under way.
  void Report(uint64_t bytes_copied, uint64_t bytes_of_store) ABSL_LOCKS_EXCLUDED(mutex_);

  // Says how it ended: with the backup, or why there is none. Called once, last.
  void End(const absl::StatusOr<ledger::v1::Backup>& backup) ABSL_LOCKS_EXCLUDED(mutex_);

  void OnWriteDone(bool ok) override ABSL_LOCKS_EXCLUDED(mutex_);
  void OnDone() override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // Writes the backup, or ends the call, once nothing is under way.
  void Continue() ABSL_LOCKS_EXCLUDED(mutex_);

  Mutex mutex_;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  // The caller is gone: nothing can be written.
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  // The backup still to be written, and the status to finish with.
  std::optional<ledger::v1::Backup> backup_ ABSL_GUARDED_BY(mutex_);
  std::optional<absl::Status> end_ ABSL_GUARDED_BY(mutex_);
  // Stays as it is while a write is under way.
  ledger::v1::CreateBackupResponse message_;
};

// A call of CreateBackup that is refused at once.
class RefusedBackupCall : public grpc::ServerWriteReactor<ledger::v1::CreateBackupResponse> {
 public:
  explicit RefusedBackupCall(const absl::Status& status);
  void OnDone() override;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_BACKUP_CALL_H_
