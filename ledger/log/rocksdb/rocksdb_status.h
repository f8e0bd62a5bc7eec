#ifndef LEDGER_LOG_ROCKSDB_ROCKSDB_STATUS_H_
#define LEDGER_LOG_ROCKSDB_ROCKSDB_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "rocksdb/slice.h"
#include "rocksdb/status.h"

namespace assessment {

// The one translation of the database's statuses: corruption is DATA_LOSS (REASON_LEDGER_STOPPED),
// a full disk RESOURCE_EXHAUSTED, other trouble with files UNAVAILABLE, a file or row that is not
// there NOT_FOUND, anything else INTERNAL. `context` says what was being done and to what.
absl::Status FromRocksDb(absl::string_view context, const rocksdb::Status& status);

inline rocksdb::Slice ToSlice(absl::string_view bytes) { return {bytes.data(), bytes.size()}; }
inline absl::string_view ToView(const rocksdb::Slice& slice) {
  return absl::string_view(slice.data(), slice.size());
}

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_ROCKSDB_STATUS_H_
