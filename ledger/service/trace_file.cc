#include "ledger/service/trace_file.h"

#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/sequencer/log_node_reader.h"

namespace assessment {

absl::StatusOr<TraceList> TraceFile::Load(const EventLog& log) {
  MutexLock lock(mutex_);
  ASSIGN_OR_RETURN(const std::string bytes, ReadPrivateFile(path_));
  ASSIGN_OR_RETURN(TraceList list, DecodeTraceList(subject_, bytes));
  const uint64_t size = log.DurableTail().size;
  if (list.size > size) {
    return absl::OutOfRangeError(absl::StrCat("list of traces: found one of size ", list.size,
                                              ", the log has reached ", size));
  }
  ASSIGN_OR_RETURN(const bool is_of_log, IsOfLog(list, log));
  if (!is_of_log) {
    return absl::FailedPreconditionError(
        absl::StrCat("list of traces: its root is not that of the log at size ", list.size));
  }
  kept_size_ = list.size;
  return list;
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
