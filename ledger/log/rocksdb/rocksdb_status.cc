#include "ledger/log/rocksdb/rocksdb_status.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "ledger/log/damage.h"

namespace assessment {

absl::Status FromRocksDb(absl::string_view context, const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = absl::StrCat(context, ": ", status.ToString());
  if (status.IsCorruption()) return DamageError(message);
  if (status.IsNoSpace()) return absl::ResourceExhaustedError(message);
  if (status.IsNotFound() || status.IsPathNotFound()) return absl::NotFoundError(message);
  if (status.IsIOError()) return absl::UnavailableError(message);
  return absl::InternalError(message);
}

}  // namespace assessment
