#include "projections/runner/follower.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/parallel.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"

namespace assessment {
namespace {

// How soon a stop is noticed while the log does not grow.
constexpr std::chrono::milliseconds kStopNoticed{50};
// Records between two looks at whether to stop, and between two wake-ups of those who wait.
constexpr uint64_t kRecordsPerTurn = 4096;
// Records that one thread reads and parses at a time while the projections are behind.
constexpr uint64_t kRecordsPerPart = 512;

// Neighbouring records in order: those before `status`, which is OK when they are all.
struct RecordPart {
  std::vector<std::shared_ptr<const ParsedRecord>> records;
  absl::Status status;
};

// The records from `from` up to `to`. Reading and parsing cost more than most projections do with a
// record, and need no order: all threads do it.
std::vector<RecordPart> ReadParts(const EventLog& log, uint64_t from, uint64_t to) {
  std::vector<RecordPart> parts((to - from + kRecordsPerPart - 1) / kRecordsPerPart);
  RunTasks(parts.size(), ThreadsOfMachine(), [&](size_t, size_t task) {
    RecordPart& part = parts[task];
    const uint64_t begin = from + task * kRecordsPerPart;
    const uint64_t end = std::min(to, begin + kRecordsPerPart);
    part.records.reserve(end - begin);
    part.status = log.Read(begin, end, [&part](uint64_t, const Record& record) -> absl::Status {
      ASSIGN_OR_RETURN(ParsedRecord parsed, ParseCheckedRecord(record));
      part.records.push_back(std::make_shared<const ParsedRecord>(std::move(parsed)));
      return absl::OkStatus();
    });
  });
  return parts;
}

absl::Status Stale(absl::string_view name, uint64_t size, const absl::Status& why) {
  return ReasonError(ledger::v1::REASON_PROJECTION_STALE,
                     absl::StrCat("projection ", name, " stopped at size ", size, ": ",
                                  why.message(), "; the operator must look at it"));
}

}  // namespace

Follower::Follower(const EventLog& log, std::vector<Projection*> projections,
                   BeforeApply before_apply)
    : log_(log),
      projections_(std::move(projections)),
      before_apply_(std::move(before_apply)),
      statuses_(projections_.size()) {
  for (size_t i = 0; i < projections_.size(); ++i) {
    CHECK(projections_[i]->size() == 0);
    for (const Projection* base : projections_[i]->rests_on()) {
      const auto end = projections_.begin() + static_cast<ptrdiff_t>(i);
      CHECK(std::find(projections_.begin(), end, base) != end);
    }
    going_.push_back(i);
  }
}

Follower::~Follower() { Stop(); }

void Follower::StartFrom(TraceList traces) {
  MutexLock lock(stop_mutex_);
  CHECK(!thread_.joinable());
  thread_ = std::thread([this, traces = std::move(traces)] { Run(traces); });
}

void Follower::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    progress_.SignalAll();
  }
  MutexLock lock(stop_mutex_);
  if (thread_.joinable()) thread_.join();
}

bool Follower::Stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

void Follower::Run(const TraceList& traces) {
  if (!ApplyTraces(traces)) return;
  uint64_t applied = traces.size;
  while (!Stopping()) {
    const uint64_t size = log_.WaitForGrowth(applied, kStopNoticed);
    if (size == applied) continue;
    const uint64_t turn_end = std::min(size, applied + kRecordsPerTurn);
    if (!ApplyRange(applied, turn_end)) return;
    applied = turn_end;
  }
}

bool Follower::ApplyTraces(const TraceList& traces) {
  const std::vector<uint64_t>& positions = traces.positions;
  absl::Status applied;
  for (size_t begin = 0; begin < positions.size() && applied.ok();) {
    // Neighbours are read together.
    size_t end = begin + 1;
    while (end < positions.size() && positions[end] == positions[end - 1] + 1) ++end;
    applied = log_.Read(positions[begin], positions[begin] + (end - begin),
                        [this](uint64_t, const Record& record) -> absl::Status {
                          ASSIGN_OR_RETURN(ParsedRecord parsed, ParseCheckedRecord(record));
                          const auto shared =
                              std::make_shared<const ParsedRecord>(std::move(parsed));
                          for (Projection* projection : projections_) {
                            RETURN_IF_ERROR(projection->ApplyTrace(shared));
                          }
                          return absl::OkStatus();
                        });
    begin = end;
    if (Stopping()) return false;
  }
  if (!applied.ok()) {
    StopAll(applied);
    return false;
  }
  for (Projection* projection : projections_) projection->PassOver(traces.size);
  MutexLock lock(mutex_);
  traces_ = traces;
  progress_.SignalAll();
  return true;
}

bool Follower::ApplyRange(uint64_t from, uint64_t to) {
  absl::Status read;
  for (const RecordPart& part : ReadParts(log_, from, to)) {
    for (const std::shared_ptr<const ParsedRecord>& record : part.records) ApplyToEach(record);
    read = part.status;
    if (!read.ok()) break;
  }
  if (!read.ok()) StopAll(read);
  MutexLock lock(mutex_);
  traces_.size = to;
  traces_.positions.insert(traces_.positions.end(), new_traces_.begin(), new_traces_.end());
  new_traces_.clear();
  progress_.SignalAll();
  return !going_.empty() && !failed_;
}

void Follower::ApplyToEach(const std::shared_ptr<const ParsedRecord>& record) {
  if (std::any_of(going_.begin(), going_.end(),
                  [&](size_t index) { return projections_[index]->LeavesTrace(*record); })) {
    new_traces_.push_back(record->header.position());
  }
  for (auto next = going_.begin(); next != going_.end();) {
    Projection& projection = *projections_[*next];
    absl::Status applied;
    for (const Projection* base : projection.rests_on()) {
      // A base that failed has not counted this record, and what rests on it must not either.
      if (base->size() <= record->header.position()) {
        applied = absl::FailedPreconditionError(
            absl::StrCat("it rests on projection ", base->name(), ", which stopped"));
      }
    }
    if (applied.ok() && before_apply_ != nullptr) {
      applied = before_apply_(projection, record->header.position());
    }
    if (applied.ok()) applied = projection.Apply(record);
    if (applied.ok()) {
      ++next;
      continue;
    }
    {
      MutexLock lock(mutex_);
      statuses_[*next] =
          absl::Status(applied.code(), absl::StrCat("position ", record->header.position(), " (",
                                                    EventType_Name(record->header.event_type()),
                                                    "): ", applied.message()));
    }
    next = going_.erase(next);
  }
}

void Follower::StopAll(const absl::Status& status) {
  MutexLock lock(mutex_);
  for (const size_t index : going_) statuses_[index] = status;
  going_.clear();
}

void Follower::Fail(const absl::Status& why) {
  MutexLock lock(mutex_);
  failed_ = true;
  for (absl::Status& status : statuses_) status.Update(why);
  progress_.SignalAll();
}

TraceList Follower::Traces() const {
  MutexLock lock(mutex_);
  for (const Projection* projection : projections_) {
    if (!StatusOf(*projection).ok()) return {};
  }
  return traces_;
}

absl::Status Follower::StatusOf(const Projection& projection) const {
  for (const Projection* base : projection.rests_on()) RETURN_IF_ERROR(StatusOf(*base));
  const auto found = std::find(projections_.begin(), projections_.end(), &projection);
  CHECK(found != projections_.end());
  const absl::Status& stopped = statuses_[static_cast<size_t>(found - projections_.begin())];
  const absl::Status status = stopped.ok() ? projection.health() : stopped;
  return status.ok() ? status : Stale(projection.name(), projection.size(), status);
}

std::vector<Follower::State> Follower::States() const {
  MutexLock lock(mutex_);
  std::vector<State> states;
  for (const Projection* projection : projections_) {
    states.push_back({std::string(projection->name()), projection->size(), StatusOf(*projection)});
  }
  return states;
}

absl::Status Follower::CheckServing(const Projection& projection) const {
  MutexLock lock(mutex_);
  return StatusOf(projection);
}

absl::Status Follower::WaitForSize(const Projection& projection, uint64_t size,
                                   TimePoint deadline) const {
  MutexLock lock(mutex_);
  while (true) {
    RETURN_IF_ERROR(StatusOf(projection));
    const uint64_t reached = projection.size();
    if (reached >= size) return absl::OkStatus();
    if (stopping_) {
      return ReasonError(ledger::v1::REASON_SHUTTING_DOWN, "the projections are being stopped");
    }
    const auto left = deadline - std::chrono::steady_clock::now();
    if (left <= std::chrono::steady_clock::duration::zero()) {
      return ReasonError(ledger::v1::REASON_DEADLINE_PASSED,
                         absl::StrCat("projection ", projection.name(), " has reached size ",
                                      reached, " of ", size, " so far; ask again later"));
    }
    // Bounded, so that a projection that finds out by itself that it cannot go on is noticed.
    progress_.WaitFor(mutex_, std::min(std::chrono::duration_cast<std::chrono::microseconds>(left),
                                       std::chrono::microseconds(kStopNoticed)));
  }
}

}  // namespace assessment
