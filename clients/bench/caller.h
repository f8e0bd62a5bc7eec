#ifndef CLIENTS_BENCH_CALLER_H_
#define CLIENTS_BENCH_CALLER_H_

#include <functional>

#include "absl/status/status.h"

namespace assessment::bench {

// One client of a load: makes one call after another, one in flight at most.
class Caller {
 public:
  // Takes what became of a call.
  using OnAnswer = std::function<void(const absl::Status&)>;

  virtual ~Caller() = default;

  // Begins the next call and does not wait for it. `on_answer`, which outlives the call, runs once,
  // on another thread, maybe before this returns, and may begin the call after it.
  virtual void Begin(const OnAnswer& on_answer) = 0;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_CALLER_H_
