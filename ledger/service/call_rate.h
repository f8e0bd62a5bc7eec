#ifndef LEDGER_SERVICE_CALL_RATE_H_
#define LEDGER_SERVICE_CALL_RATE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"

namespace assessment {

// How many calls a principal may begin in a second, so that one caller cannot keep the machine busy
// with calls alone. Counted by whole seconds of the clock. Thread-safe.
class CallRate {
 public:
  // At least 1 a second. `clock` outlives this.
  CallRate(size_t calls_per_second_max, Clock& clock);

  // Counts one call; REASON_RATE_EXCEEDED when the principal has begun the most in this second.
  absl::Status Count(absl::string_view principal);

 private:
  struct Second {
    int64_t second = 0;
    size_t calls = 0;
  };
  // Principals fall into parts with a lock each: every call passes here.
  struct Part {
    Mutex mutex;
    absl::flat_hash_map<std::string, Second> principals ABSL_GUARDED_BY(mutex);
  };

  const size_t calls_per_second_max_;
  Clock& clock_;
  std::array<Part, 16> parts_;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_CALL_RATE_H_
