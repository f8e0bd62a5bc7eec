#ifndef LEDGER_SERVICE_CALL_LIMITS_H_
#define LEDGER_SERVICE_CALL_LIMITS_H_

#include <cstddef>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/base/mutex.h"

namespace assessment {

// How many calls of a kind may be open at once, in all and by one principal, so that one caller
// cannot take the whole server. Thread-safe.
class CallLimits {
 public:
  CallLimits(size_t calls_max, size_t calls_per_principal_max);

  // Counts one call in; REASON_QUEUE_FULL when there is no room: then it is not counted.
  absl::Status Enter(absl::string_view principal) ABSL_LOCKS_EXCLUDED(mutex_);

  // Counts out a call that was counted in.
  void Leave(absl::string_view principal) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const size_t calls_max_;
  const size_t calls_per_principal_max_;
  Mutex mutex_;
  size_t calls_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::flat_hash_map<std::string, size_t> by_principal_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_CALL_LIMITS_H_
