#include "ledger/service/trace_file.h"

#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"

namespace assessment {

std::optional<TraceList> TraceFile::Load() {
  MutexLock lock(mutex_);
  const absl::StatusOr<std::string> bytes = ReadPrivateFile(path_);
  if (!bytes.ok()) return std::nullopt;
  absl::StatusOr<TraceList> list = DecodeTraceList(subject_, *bytes);
  if (!list.ok()) return std::nullopt;
  kept_size_ = list->size;
  return *std::move(list);
}

uint64_t TraceFile::kept_size() const {
  MutexLock lock(mutex_);
  return kept_size_;
}

absl::Status TraceFile::Keep(const TraceList& list) {
  MutexLock lock(mutex_);
  if (given_up_) return absl::FailedPreconditionError(absl::StrCat(path_, " was given up"));
  RETURN_IF_ERROR(ReplacePrivateFile(path_, EncodeTraceList(subject_, list)));
  kept_size_ = list.size;
  return absl::OkStatus();
}

absl::Status TraceFile::GiveUp() {
  MutexLock lock(mutex_);
  given_up_ = true;
  kept_size_ = 0;
  if (unlink(path_.c_str()) == 0 || errno == ENOENT) return absl::OkStatus();
  return absl::InternalError(absl::StrCat("cannot remove ", path_));
}

}  // namespace assessment
