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
#include "absl/strings/string_view.h"
#include "ledger/base/civil.h"
#include "ledger/base/clock.h"
#include "ledger/base/mutex.h"
#include "ledger/service/ledger_directory.h"
#include "projections/deadlines/clerk.h"
#include "projections/deadlines/clock_watch.h"

namespace assessment {

// Lets the clerk of every ledger work: once after the start, when a day has begun (in the ledgers'
// time zone), and when something was recorded that moves a deadline. The only place where deadlines
// meet a clock, so it writes nothing by itself while the clock is behind the newest record of any
// ledger, or went ahead of the time that passed: until it is set right, or somebody says that the
// day is the one it says (RunNow). Thread-safe.
class ClerkRunner {
 public:
  struct Options {
    // The ledgers that run now.
    std::function<std::vector<const LedgerHost*>()> ledgers;
    std::function<absl::StatusOr<const ProjectionHost*>(absl::string_view ledger)> projections;
    Clock* clock = nullptr;
    // What has passed, to hold against the clock; see PassedMicros.
    std::function<int64_t()> passed_micros = PassedMicros;
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

  // Works for one ledger now, up to a day that is not after today; unset: today. Naming today takes
  // the clock for right. Errors as Clerk::Run, REASON_TIME_IN_FUTURE, and REASON_CLERK_STATE when
  // no day is named while the clock is in doubt.
  absl::StatusOr<Clerk::Report> RunNow(const LedgerHost& ledger,
                                       const std::optional<CivilDay>& until)
      ABSL_LOCKS_EXCLUDED(mutex_);

  struct Status {
    std::vector<DueStep> waiting;
    std::string alarm;  // Empty: nothing holds it up.
  };
  // What waits for one ledger today, and what its last work met.
  absl::StatusOr<Status> StatusOf(const LedgerHost& ledger) const ABSL_LOCKS_EXCLUDED(mutex_);

  // What the last work for a ledger met, without asking anew; empty: nothing holds it up.
  std::string AlarmOf(absl::string_view ledger) const ABSL_LOCKS_EXCLUDED(mutex_);

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
  // Looks at the clock, and says why it cannot be trusted for this ledger; empty: it can.
  std::string ClockAlarm(const LedgerHost& ledger) ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Clerk> ClerkOf(const LedgerHost& ledger) const;

  const Options options_;

  mutable Mutex mutex_;
  CondVar wake_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<std::string, Progress, std::less<>> progress_ ABSL_GUARDED_BY(mutex_);
  ClockWatch watch_ ABSL_GUARDED_BY(mutex_);

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_SERVER_CLERK_RUNNER_H_
