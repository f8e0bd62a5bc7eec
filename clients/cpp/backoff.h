#ifndef CLIENTS_CPP_BACKOFF_H_
#define CLIENTS_CPP_BACKOFF_H_

// How long to wait before trying again: twice as long each time, with jitter so that clients that
// failed together do not return together.

#include <chrono>
#include <cstdint>
#include <random>

namespace assessment {

struct RetryPolicy {
  // Calls in all, the first included; 1: never again. At least 1.
  int attempts_max = 8;
  // Longest wait before the second call; each later one is twice as long.
  std::chrono::milliseconds first_wait{50};
  // No wait is longer.
  std::chrono::milliseconds longest_wait{5000};
};

class Backoff {
 public:
  // Equal seeds give equal waits.
  Backoff(const RetryPolicy& policy, uint64_t seed) : policy_(policy), random_(seed) {}

  // The wait before the next try: between half of and all of min(longest_wait, first_wait * 2^n)
  // after n earlier waits.
  std::chrono::milliseconds Next();

  // Starts anew after a success.
  void Reset() { waits_ = 0; }

 private:
  RetryPolicy policy_;
  std::mt19937_64 random_;
  int waits_ = 0;
};

}  // namespace assessment

#endif  // CLIENTS_CPP_BACKOFF_H_
