#include "projections/server/clerk_runner.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/append_and_wait.h"

namespace assessment {
namespace {

constexpr std::chrono::seconds kWaitMax(10);
constexpr int64_t kMicrosOfMinute = int64_t{60} * 1'000'000;

event::v1::Poster ClerkPoster() {
  event::v1::Poster poster;
  poster.set_principal(kClerkSource);
  poster.set_person_id(kClerkSource);
  return poster;
}

Follower::TimePoint Soon() { return std::chrono::steady_clock::now() + kWaitMax; }

}  // namespace

ClerkRunner::ClerkRunner(Options options) : options_(std::move(options)) {
  MutexLock lock(stop_mutex_);
  thread_ = std::thread([this] { Run(); });
}

ClerkRunner::~ClerkRunner() { Stop(); }

void ClerkRunner::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    wake_.SignalAll();
  }
  MutexLock lock(stop_mutex_);
  if (thread_.joinable()) thread_.join();
}

void ClerkRunner::Run() {
  while (true) {
    for (const LedgerHost* ledger : options_.ledgers()) {
      {
        MutexLock lock(mutex_);
        if (stopping_) return;
      }
      Visit(*ledger);
    }
    MutexLock lock(mutex_);
    if (!stopping_) wake_.WaitFor(mutex_, options_.period);
    if (stopping_) return;
  }
}

std::string ClerkRunner::ClockAlarm(const LedgerHost& ledger) {
  // In this order a process that is held up in between sees the clock ahead once, not behind: that
  // is over with the next look.
  const int64_t passed = options_.passed_micros();
  const UnixMicros now = options_.clock->Now();
  const CivilDay today = DayOf(now);
  const CivilDay recorded = DayOf(ledger.log->DurableTail().record_time_micros);
  MutexLock lock(mutex_);
  if (today < recorded) {
    watch_.Forget();
    return absl::StrCat("the clock says ", FormatDay(today), " and the newest record is of ",
                        FormatDay(recorded), "; set the clock right");
  }
  watch_.Observe(now, passed);
  if (watch_.ahead_micros() == 0) return "";
  return absl::StrCat("the clock went ahead by ", watch_.ahead_micros() / kMicrosOfMinute,
                      " minutes while the server ran and says ", FormatDay(today),
                      "; set it right, or let the clerk work up to that day by name");
}

absl::StatusOr<Clerk> ClerkRunner::ClerkOf(const LedgerHost& ledger) const {
  ASSIGN_OR_RETURN(const ProjectionHost* const host, options_.projections(ledger.name));
  Sequencer* const sequencer = ledger.sequencer.get();
  return Clerk(ledger.name, *host, [sequencer](const ledger::v1::AppendRequest& request) {
    return AppendAndWait(*sequencer, request, ClerkPoster(), Route::kLedger);
  });
}

void ClerkRunner::Visit(const LedgerHost& ledger) {
  const absl::StatusOr<const ProjectionHost*> host = options_.projections(ledger.name);
  if (!host.ok()) return;
  // The clock is looked at on every visit: so it is noticed when it goes ahead, work or none.
  Progress progress{Today(), (*host)->deadlines_moved_size(), ClockAlarm(ledger)};
  {
    MutexLock lock(mutex_);
    const auto known = progress_.find(ledger.name);
    if (progress.alarm.empty() && known != progress_.end() && known->second.alarm.empty() &&
        known->second.day == progress.day && known->second.size >= progress.size) {
      return;
    }
  }
  if (progress.alarm.empty()) {
    const absl::StatusOr<Clerk> clerk = ClerkOf(ledger);
    const absl::StatusOr<Clerk::Report> report =
        clerk.ok() ? clerk->Run(progress.day, Soon()) : clerk.status();
    if (report.ok()) {
      progress.size = report->size;
    } else if (ReasonOf(report.status()) != ledger::v1::REASON_CLERK_STATE) {
      progress.alarm = std::string(report.status().message());
    }
  }
  MutexLock lock(mutex_);
  progress_[ledger.name] = std::move(progress);
}

absl::StatusOr<Clerk::Report> ClerkRunner::RunNow(const LedgerHost& ledger,
                                                  const std::optional<CivilDay>& until) {
  const int64_t passed = options_.passed_micros();
  const UnixMicros now = options_.clock->Now();
  const CivilDay today = DayOf(now);
  if (until.has_value() && *until > today) {
    return FieldError(
        ledger::v1::REASON_TIME_IN_FUTURE, "until",
        absl::StrCat("found ", FormatDay(*until), ", expected a day not after ", FormatDay(today)));
  }
  if (until.has_value()) {
    MutexLock lock(mutex_);
    if (*until == today) watch_.Trust(now, passed);
  } else if (const std::string alarm = ClockAlarm(ledger); !alarm.empty()) {
    return ReasonError(ledger::v1::REASON_CLERK_STATE, alarm);
  }
  ASSIGN_OR_RETURN(const Clerk clerk, ClerkOf(ledger));
  return clerk.Run(until.value_or(today), Soon());
}

absl::StatusOr<ClerkRunner::Status> ClerkRunner::StatusOf(const LedgerHost& ledger) const {
  Status status;
  ASSIGN_OR_RETURN(const Clerk clerk, ClerkOf(ledger));
  ASSIGN_OR_RETURN(status.waiting, clerk.Waiting(Today(), Soon()));
  status.alarm = AlarmOf(ledger.name);
  return status;
}

std::string ClerkRunner::AlarmOf(absl::string_view ledger) const {
  MutexLock lock(mutex_);
  const auto known = progress_.find(ledger);
  return known == progress_.end() ? "" : known->second.alarm;
}

}  // namespace assessment
