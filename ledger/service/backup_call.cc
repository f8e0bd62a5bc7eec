#include "ledger/service/backup_call.h"

#include <utility>

#include "ledger/service/grpc_status.h"

namespace assessment {

void BackupCall::Report(uint64_t bytes_copied, uint64_t bytes_of_store) {
  {
    MutexLock lock(mutex_);
    if (writing_ || broken_) return;
    writing_ = true;
    ledger::v1::BackupProgress& progress = *message_.mutable_progress();
    progress.set_bytes_copied(bytes_copied);
    progress.set_bytes_of_store(bytes_of_store);
  }
  StartWrite(&message_);
}

void BackupCall::End(const absl::StatusOr<ledger::v1::Backup>& backup) {
  {
    MutexLock lock(mutex_);
    if (backup.ok()) backup_ = *backup;
    end_ = backup.status();
    if (writing_) return;
    writing_ = true;
  }
  Continue();
}

void BackupCall::OnWriteDone(bool ok) {
  {
    MutexLock lock(mutex_);
    broken_ = broken_ || !ok;
    if (!end_.has_value()) {
      writing_ = false;
      return;
    }
  }
  Continue();
}

void BackupCall::Continue() {
  bool write = false;
  absl::Status end;
  {
    MutexLock lock(mutex_);
    write = backup_.has_value() && !broken_;
    if (write) {
      *message_.mutable_backup() = *std::move(backup_);
      backup_.reset();
    }
    end = *end_;
  }
  if (write) {
    StartWrite(&message_);
  } else {
    Finish(ToGrpcStatus(end));
  }
}

void BackupCall::OnDone() { delete this; }

RefusedBackupCall::RefusedBackupCall(const absl::Status& status) { Finish(ToGrpcStatus(status)); }

void RefusedBackupCall::OnDone() { delete this; }

}  // namespace assessment
