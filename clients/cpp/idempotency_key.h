#ifndef CLIENTS_CPP_IDEMPOTENCY_KEY_H_
#define CLIENTS_CPP_IDEMPOTENCY_KEY_H_

// Keys that make a retry safe. Make one for each event that is meant, keep it beside the event, and
// send the same one however often the call is tried.

#include <cstdint>
#include <random>
#include <string>

#include "absl/base/thread_annotations.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"

namespace assessment {

// Makes UUIDs of version 7 (RFC 9562), each greater than the one before, also within one
// millisecond and when the clock runs backwards: ordered keys are what the ledger stores fastest.
// Thread-safe.
class OrderedKeys {
 public:
  // `clock` outlives this. `seed` makes the random bits, 62 a key: give different seeds to
  // different processes.
  OrderedKeys(Clock& clock, uint64_t seed) : clock_(clock), random_(seed) {}

  // 36 characters, lower case: "0190163d-8694-739b-aea5-966c26f8ad91".
  std::string Next() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Clock& clock_;
  Mutex mutex_;
  std::mt19937_64 random_ ABSL_GUARDED_BY(mutex_);
  // Milliseconds since 1970 and a counter of 12 bits below them, as one number that only grows.
  uint64_t last_ ABSL_GUARDED_BY(mutex_) = 0;
};

// The next key of this process, seeded by the machine's entropy. Thread-safe.
std::string NewIdempotencyKey();

}  // namespace assessment

#endif  // CLIENTS_CPP_IDEMPOTENCY_KEY_H_
