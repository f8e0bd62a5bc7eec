#include "projections/server/clerk_runner.h"

#include <future>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

constexpr std::chrono::seconds kWaitMax(10);

event::v1::Poster ClerkPoster() {
  event::v1::Poster poster;
  poster.set_principal(kClerkSource);
  poster.set_person_id(kClerkSource);
  return poster;
}

// Appends through the ledger's own sequencer and waits for the answer.
absl::StatusOr<ledger::v1::AppendResponse> AppendAndWait(Sequencer& sequencer,
                                                         const ledger::v1::AppendRequest& request) {
  ledger::v1::AppendResponse response;
  std::promise<absl::Status> answered;
  AppendCommand command;
  command.request = &request;
  command.response = &response;
  command.poster = ClerkPoster();
  command.done = [&answered](const absl::Status& status) { answered.set_value(status); };
  sequencer.Submit(std::move(command));
  RETURN_IF_ERROR(answered.get_future().get());
  return response;
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

std::string ClerkRunner::ClockAlarm(const LedgerHost& ledger) const {
  const CivilDay recorded = DayOf(ledger.log->DurableTail().record_time_micros);
  if (Today() >= recorded) return "";
  return absl::StrCat("the clock says ", FormatDay(Today()), " and the newest record is of ",
                      FormatDay(recorded), "; set the clock right");
}

absl::StatusOr<Clerk> ClerkRunner::ClerkOf(const LedgerHost& ledger) const {
  ASSIGN_OR_RETURN(const ProjectionHost* const host, options_.projections(ledger.name));
  Sequencer* const sequencer = ledger.sequencer.get();
  return Clerk(ledger.name, *host, [sequencer](const ledger::v1::AppendRequest& request) {
    return AppendAndWait(*sequencer, request);
  });
}

void ClerkRunner::Visit(const LedgerHost& ledger) {
  const absl::StatusOr<const ProjectionHost*> host = options_.projections(ledger.name);
  if (!host.ok()) return;
  const CivilDay today = Today();
  const uint64_t moved = (*host)->deadlines_moved_size();
  {
    MutexLock lock(mutex_);
    const auto known = progress_.find(ledger.name);
    if (known != progress_.end() && known->second.alarm.empty() && known->second.day == today &&
        known->second.size >= moved) {
      return;
    }
  }
  Progress progress{today, moved, ClockAlarm(ledger)};
  if (progress.alarm.empty()) {
    const absl::StatusOr<Clerk> clerk = ClerkOf(ledger);
    const absl::StatusOr<Clerk::Report> report =
        clerk.ok() ? clerk->Run(today, Soon()) : clerk.status();
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
                                                  const std::optional<CivilDay>& until) const {
  const CivilDay today = Today();
  if (until.has_value() && *until > today) {
    return FieldError(
        ledger::v1::REASON_TIME_IN_FUTURE, "until",
        absl::StrCat("found ", FormatDay(*until), ", expected a day not after ", FormatDay(today)));
  }
  ASSIGN_OR_RETURN(const Clerk clerk, ClerkOf(ledger));
  return clerk.Run(until.value_or(today), Soon());
}

absl::StatusOr<ClerkRunner::Status> ClerkRunner::StatusOf(const LedgerHost& ledger) const {
  Status status;
  ASSIGN_OR_RETURN(const Clerk clerk, ClerkOf(ledger));
  ASSIGN_OR_RETURN(status.waiting, clerk.Waiting(Today(), Soon()));
  MutexLock lock(mutex_);
  const auto known = progress_.find(ledger.name);
  if (known != progress_.end()) status.alarm = known->second.alarm;
  return status;
}

}  // namespace assessment
