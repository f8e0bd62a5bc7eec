#ifndef CLIENTS_BENCH_BLOCKING_CALLER_H_
#define CLIENTS_BENCH_BLOCKING_CALLER_H_

#include <cstdint>
#include <functional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "clients/bench/caller.h"
#include "ledger/base/mutex.h"

namespace assessment::bench {

// A caller of what can only be waited for: its calls are made on a thread of its own.
class BlockingCaller final : public Caller {
 public:
  // Makes a call, whose number counts from 0, and waits for what becomes of it.
  using Call = std::function<absl::Status(uint64_t call)>;

  explicit BlockingCaller(Call call);
  // While no call is in flight.
  ~BlockingCaller() override;
  BlockingCaller(const BlockingCaller&) = delete;
  BlockingCaller& operator=(const BlockingCaller&) = delete;

  void Begin(const OnAnswer& on_answer) override ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void MakeCalls() ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for the next Begin; null: none will come.
  const OnAnswer* NextBegun() ABSL_LOCKS_EXCLUDED(mutex_);

  const Call call_;
  Mutex mutex_;
  CondVar changed_;
  const OnAnswer* begun_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool ends_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace assessment::bench

#endif  // CLIENTS_BENCH_BLOCKING_CALLER_H_
