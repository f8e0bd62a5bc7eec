#ifndef LEDGER_SERVICE_TRACE_FILE_H_
#define LEDGER_SERVICE_TRACE_FILE_H_

// The list of traces of a fold, in a file of its own: read at the start, replaced now and then. It
// can be deleted at any time; the next start then folds the whole log.

#include <cstdint>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/log/trace_list.h"

namespace assessment {

// Thread-safe.
class TraceFile {
 public:
  // `subject` says whose fold and of which ledger the list is.
  TraceFile(std::string path, std::string subject)
      : path_(std::move(path)), subject_(std::move(subject)) {}

  // The list kept, when it is one of `log` that can be started from. Else why not: NOT_FOUND, none
  // is kept; FAILED_PRECONDITION, it was made by other rules or of another log; OUT_OF_RANGE, it is
  // ahead of the log; DATA_LOSS, it is damaged. Other errors are those of reading file and log.
  absl::StatusOr<TraceList> Load(const EventLog& log) ABSL_LOCKS_EXCLUDED(mutex_);

  // Size of the list kept; 0 when there is none that can be used.
  uint64_t kept_size() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Replaces the list, durably. On failure the former one stays; FAILED_PRECONDITION once it was
  // given up.
  absl::Status Keep(const TraceList& list) ABSL_LOCKS_EXCLUDED(mutex_);

  // Removes it for good: nothing is kept any more.
  absl::Status GiveUp() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const std::string path_;
  const std::string subject_;

  mutable Mutex mutex_;
  uint64_t kept_size_ ABSL_GUARDED_BY(mutex_) = 0;
  bool given_up_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_TRACE_FILE_H_
