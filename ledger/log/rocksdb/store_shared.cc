#include "ledger/log/rocksdb/store_shared.h"

#include "absl/strings/str_cat.h"
#include "assessment/ledger/v1/errors.pb.h"
#include "ledger/log/rocksdb/store_meta.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

void StoreShared::Poison(const absl::Status& cause) {
  MutexLock lock(mutex_);
  if (!poison_.ok()) return;
  poison_ = ReasonErrorWithCode(
      absl::StatusCode::kUnavailable, ledger::v1::REASON_LEDGER_STOPPED,
      absl::StrCat("a write failed, what is on disk is unknown until the store is opened anew: ",
                   cause.message()));
}

absl::Status StoreShared::CheckKnown() const {
  MutexLock lock(mutex_);
  return poison_;
}

rocksdb::Status StoreShared::WriteDurably(rocksdb::WriteBatch& batch, uint32_t newest_event_type) {
  rocksdb::WriteOptions durable;
  durable.sync = true;
  {
    MutexLock lock(meta_mutex_);
    if (newest_event_type > newest_event_type_) {
      // Held over the write, so that no other ledger writes a smaller type behind this one.
      const rocksdb::Status put = PutStoreMeta(*database_, newest_event_type, batch);
      if (!put.ok()) return put;
      const rocksdb::Status written = database_->db().Write(durable, &batch);
      if (written.ok()) newest_event_type_ = newest_event_type;
      return written;
    }
  }
  return database_->db().Write(durable, &batch);
}

}  // namespace assessment
