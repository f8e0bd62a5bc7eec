#ifndef LEDGER_LOG_MEMORY_LOG_STORE_H_
#define LEDGER_LOG_MEMORY_LOG_STORE_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"

namespace assessment {

// The obvious store: everything in memory, gone with the object. For tests and simulation, and the
// model that the one on disk is compared with. Thread-safe.
class MemoryLogStore : public LogStore {
 public:
  MemoryLogStore();
  ~MemoryLogStore() override;

  std::vector<std::string> Ledgers() const override ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<EventLog*> Find(absl::string_view ledger) const override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<EventLog*> Create(absl::string_view ledger) override ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Close() override;

 private:
  mutable Mutex mutex_;
  std::map<std::string, std::unique_ptr<EventLog>, std::less<>> logs_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // LEDGER_LOG_MEMORY_LOG_STORE_H_
