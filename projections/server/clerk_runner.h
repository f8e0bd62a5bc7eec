#ifndef PROJECTIONS_SERVER_CLERK_RUNNER_H_
#define PROJECTIONS_SERVER_CLERK_RUNNER_H_

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/civil.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/service/ledger_directory.h"
#include "projections/deadlines/clerk.h"

namespace assessment {

// Lets the clerk of every ledger work: once after the start, when a day has begun (in the ledgers'
// time zone), and when something was recorded that moves a deadline. The only place where deadlines
// meet a clock. Thread-safe.
class ClerkRunner {
 public:
  struct Options {
    // The ledgers that run now.
    std::function<std::vector<const LedgerHost*>()> ledgers;
    std::function<absl::StatusOr<const ProjectionHost*>(absl::string_view ledger)> projections;
    Clock* clock = nullptr;
    // How often it looks whether there is work.
    std::chrono::milliseconds period{1000};
  };

  // What `options` names outlives this. Begins at once.
  explicit ClerkRunner(Options options);
  // Stops.
  ~ClerkRunner();
  ClerkRunner(const ClerkRunner&) = delete;
  ClerkRunner& operator=(const ClerkRunner&) = delete;

  // Ends the work in hand and does no more. May be called again.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  // Works for one ledger now, up to a day that is not after today. Errors as Clerk::Run, and
  // REASON_TIME_IN_FUTURE.
  absl::StatusOr<Clerk::Report> RunNow(const LedgerHost& ledger,
                                       const std::optional<CivilDay>& until) const;

  struct Status {
    std::vector<DueStep> waiting;
    std::string alarm;  // Empty: nothing holds it up.
  };
  // What waits for one ledger today, and what its last work met.
  absl::StatusOr<Status> StatusOf(const LedgerHost& ledger) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // How far a ledger was looked at.
  struct Progress {
    CivilDay day;
    uint64_t size = 0;
    std::string alarm;
  };

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  void Visit(const LedgerHost& ledger) ABSL_LOCKS_EXCLUDED(mutex_);
  CivilDay Today() const { return DayOf(options_.clock->Now()); }
  // Why the clock cannot be trusted for this ledger; empty: it can.
  std::string ClockAlarm(const LedgerHost& ledger) const;
  absl::StatusOr<Clerk> ClerkOf(const LedgerHost& ledger) const;

  const Options options_;

  mutable Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, Progress> progress_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_CLERK_RUNNER_H_
