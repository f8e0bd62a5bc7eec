#include "ledger/sequencer/sequencer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/limits.h"
#include "ledger/base/status_macros.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/log_node_reader.h"

namespace assessment {
namespace {

// Previews judged between two groups at most, so that they cannot hold up appends for long.
constexpr size_t kPreviewsBetweenGroupsMax = 4;

// Events that must wait to wake the thread while the log is busy: until then they lose nothing by
// waiting, and waking for each would cost more than judging it.
constexpr size_t kEventsWorthWaking = 32;

absl::Status DeadlinePassed() {
  return ReasonError(ledger::v1::REASON_DEADLINE_PASSED,
                     "the call's deadline passed while it waited; nothing was written");
}

absl::Status QueueFull(size_t waiting) {
  return ReasonError(ledger::v1::REASON_QUEUE_FULL,
                     absl::StrCat(waiting, " commands wait, the most; wait and retry"));
}

}  // namespace

absl::StatusOr<std::unique_ptr<Sequencer>> Sequencer::Start(const std::string& ledger,
                                                            EventLog& log, Options options) {
  CHECK(options.clock != nullptr);
  CHECK(options.salts != nullptr);
  std::unique_ptr<Sequencer> sequencer(new Sequencer(ledger, log, std::move(options)));
  RETURN_IF_ERROR(sequencer->Recover(std::exchange(sequencer->options_.traces, std::nullopt)));
  sequencer->StartCommitter();
  MutexLock lock(sequencer->drain_mutex_);
  sequencer->thread_ = std::thread([raw = sequencer.get()] { raw->Run(); });
  return sequencer;
}

Sequencer::Sequencer(std::string ledger, EventLog& log, Options options)
    : ledger_(std::move(ledger)), log_(log), options_(std::move(options)) {}

Sequencer::~Sequencer() { Drain(); }

absl::Status Sequencer::Replay(const std::optional<TraceList>& traces) {
  if (traces.has_value()) {
    // A list is never needed: one whose root cannot be read is as good as none.
    if (IsOfLog(*traces, log_).value_or(false)) {
      admission_ = std::make_unique<Admission>(ledger_, log_, options_.salts);
      if (admission_->ReplayFrom(*traces).ok()) {
        started_from_traces_ = true;
        return absl::OkStatus();
      }
    }
  }
  started_from_traces_ = false;
  admission_ = std::make_unique<Admission>(ledger_, log_, options_.salts);
  return admission_->Replay();
}

absl::Status Sequencer::Recover(const std::optional<TraceList>& traces) {
  const EventLog::Tail tail = log_.DurableTail();
  if (tail.size == 0) {
    return absl::FailedPreconditionError(
        absl::StrCat("ledger ", ledger_, " holds no opening record"));
  }
  LogNodeReader nodes(log_);
  ASSIGN_OR_RETURN(frontier_, Frontier::Load(tail.size, nodes));
  if (frontier_.Root() != tail.root) {
    return absl::DataLossError(absl::StrCat(
        "ledger ", ledger_, ", size ", tail.size, ": the stored subtrees give the root ",
        HashToHex(frontier_.Root()), ", the durable root is ", HashToHex(tail.root)));
  }
  RETURN_IF_ERROR(Replay(traces));
  if (admission_->size() != tail.size) {
    return absl::DataLossError(absl::StrCat("ledger ", ledger_, ": replay reached size ",
                                            admission_->size(), " of ", tail.size));
  }
  OpenGroup();  // Nothing was judged yet.
  return absl::OkStatus();
}

void Sequencer::StartCommitter() {
  GroupCommitter::Events events;
  events.on_free = [this] { Wake(); };
  events.before_unknown = [this] {
    MutexLock lock(mutex_);
    phase_ = Phase::kStoppedUnknown;
  };
  events.after_unknown = [this] {
    if (options_.on_stopped_unknown) options_.on_stopped_unknown();
  };
  committer_ = std::make_unique<GroupCommitter>(
      log_, std::make_shared<const AccessView>(admission_->access()),
      admission_->registry().signing_keys(), admission_->replayed_traces(), std::move(events));
}

absl::Status Sequencer::PhaseStatus(Phase phase) {
  switch (phase) {
    case Phase::kRunning:
      return absl::OkStatus();
    case Phase::kDraining:
      return ReasonError(ledger::v1::REASON_SHUTTING_DOWN,
                         "the server drains; nothing was written; retry with the same key");
    case Phase::kStoppedUnknown:
      return ReasonError(ledger::v1::REASON_LEDGER_STOPPED,
                         "the ledger stopped after a write whose outcome is unknown; retry with "
                         "the same key after the restart");
  }
  return absl::InternalError("no such phase");
}

void Sequencer::Submit(AppendCommand command) {
  // Sized here, on the caller's thread, to keep the work off the one that everybody waits for.
  const size_t bytes = command.request->ByteSizeLong();
  const auto events = static_cast<size_t>(command.request->events_size());
  absl::Status refused;
  {
    MutexLock lock(mutex_);
    refused = PhaseStatus(phase_);
    if (refused.ok() && appends_.size() >= limits::kSequencerQueueMax) {
      refused = QueueFull(appends_.size());
    }
    if (refused.ok()) {
      appends_.push_back(Waiting{std::move(command), bytes});
      events_waiting_ += events;
      if (events_waiting_ >= wakes_at_) WakeLocked();
      return;
    }
  }
  command.done(refused);
}

void Sequencer::Submit(PreviewCommand command) {
  absl::Status refused;
  {
    MutexLock lock(mutex_);
    refused = PhaseStatus(phase_);
    if (refused.ok() && previews_.size() >= limits::kPreviewQueueMax) {
      refused = QueueFull(previews_.size());
    }
    if (refused.ok()) {
      previews_.push_back(std::move(command));
      WakeLocked();
      return;
    }
  }
  command.done(refused);
}

void Sequencer::Drain() {
  {
    MutexLock lock(mutex_);
    if (phase_ == Phase::kRunning) phase_ = Phase::kDraining;
    WakeLocked();
  }
  MutexLock lock(drain_mutex_);
  if (thread_.joinable()) thread_.join();
}

SequencerStatus Sequencer::status() const {
  MutexLock lock(mutex_);
  SequencerStatus status = committer_->status();
  status.commands_waiting = appends_.size() + previews_.size();
  status.running = phase_ == Phase::kRunning;
  status.stopped_unknown = phase_ == Phase::kStoppedUnknown;
  return status;
}

void Sequencer::Wake() {
  MutexLock lock(mutex_);
  WakeLocked();
}

void Sequencer::WakeLocked() {
  if (!thread_waits_) return;
  thread_waits_ = false;
  work_.Signal();
}

void Sequencer::Run() {
  std::vector<Waiting> appends;
  std::vector<PreviewCommand> previews;
  bool ended = false;
  while (!ended) {
    switch (AwaitTurn(appends, previews)) {
      case Turn::kJudge:
        JudgeAll(appends);
        break;
      case Turn::kPreview:
        for (PreviewCommand& preview : previews) AnswerPreview(preview);
        break;
      case Turn::kHandOver:
        HandOver();
        break;
      case Turn::kRecover:
        Renew();
        break;
      case Turn::kEnd:
        ended = true;
        break;
    }
    appends.clear();
    previews.clear();
  }
  absl::Status status;
  {
    MutexLock lock(mutex_);
    status = PhaseStatus(phase_);
  }
  AnswerWaiting(status);
}

Sequencer::Turn Sequencer::AwaitTurn(std::vector<Waiting>& appends,
                                     std::vector<PreviewCommand>& previews) {
  MutexLock lock(mutex_);
  std::optional<Turn> turn;
  while (true) {
    const bool free = committer_->Free();
    turn = NextTurn(free, committer_->state());
    if (turn.has_value()) break;
    // Nothing else than a command can be waited for when the log is free, also one of no events.
    wakes_at_ = free ? 0 : events_waiting_ + kEventsWorthWaking;
    thread_waits_ = true;
    while (thread_waits_) work_.Wait(mutex_);
  }
  if (*turn == Turn::kPreview) {
    previewed_ = true;
    while (!previews_.empty() && previews.size() < kPreviewsBetweenGroupsMax) {
      previews.push_back(std::move(previews_.front()));
      previews_.pop_front();
    }
  }
  if (*turn == Turn::kJudge) {
    previewed_ = false;
    while (!appends_.empty() && FitsOpenGroup(appends_.front())) {
      const auto events = static_cast<size_t>(appends_.front().command.request->events_size());
      open_.events += events;
      events_waiting_ -= events;
      open_.bytes += appends_.front().bytes;
      appends.push_back(std::move(appends_.front()));
      appends_.pop_front();
    }
  }
  return *turn;
}

std::optional<Sequencer::Turn> Sequencer::NextTurn(bool committer_free,
                                                   GroupCommitter::State state) const {
  const bool something_judged = !open_.settled.empty();
  if (committer_free && something_judged) return Turn::kHandOver;
  const bool nothing_on_its_way = committer_free && !something_judged;
  if (phase_ != Phase::kRunning) {
    return nothing_on_its_way ? std::optional(Turn::kEnd) : std::nullopt;
  }
  if (state != GroupCommitter::State::kGood) {
    return nothing_on_its_way ? std::optional(Turn::kRecover) : std::nullopt;
  }
  // Previews and appends take turns, so that neither holds up the other.
  if (!previews_.empty() && (!previewed_ || appends_.empty())) {
    return nothing_on_its_way ? std::optional(Turn::kPreview) : std::nullopt;
  }
  if (!appends_.empty() && FitsOpenGroup(appends_.front())) return Turn::kJudge;
  return std::nullopt;
}

bool Sequencer::FitsOpenGroup(const Waiting& next) const {
  // The first one always does: a request beyond the limits is judged alone, and refused.
  if (open_.events == 0 && open_.bytes == 0) return true;
  return open_.events + static_cast<size_t>(next.command.request->events_size()) <=
             limits::kBatchEventsMax &&
         open_.bytes + next.bytes <= limits::kBatchBytesMax;
}

UnixMicros Sequencer::NextRecordTime() {
  const UnixMicros now = options_.clock->Now();
  const UnixMicros newest = admission_->record_time();
  if (now < newest) ++open_.clock_behind;
  return std::max(now, newest + 1);
}

void Sequencer::AnswerPreview(PreviewCommand& command) {
  if (options_.clock->Now() > command.deadline) {
    command.done(DeadlinePassed());
    return;
  }
  PreviewAnswer answer;
  answer.decision = admission_->Preview(*command.request, command.poster, NextRecordTime());
  answer.size = admission_->size();
  command.done(std::move(answer));
}

void Sequencer::JudgeAll(std::vector<Waiting>& appends) {
  const absl::Status writable = log_.CheckWritable();
  for (Waiting& waiting : appends) {
    AppendCommand& command = waiting.command;
    absl::Status status;
    bool reads_receipts = false;
    if (options_.clock->Now() > command.deadline) {
      ++open_.commands_dropped_late;
      status = DeadlinePassed();
    } else if (!writable.ok()) {
      status = NotWritten(writable);
    } else {
      reads_receipts = Judge(command);
    }
    open_.settled.push_back({std::move(command), std::move(status), reads_receipts});
  }
}

bool Sequencer::Judge(AppendCommand& command) {
  const UnixMicros record_time = NextRecordTime();
  BatchDecision decision =
      admission_->Judge(*command.request, command.poster, record_time, command.route);
  command.response->Clear();
  if (!decision.refusals.empty()) {
    ++open_.batches_refused;
    ledger::v1::Refused* refused = command.response->mutable_refused();
    for (ledger::v1::Refusal& refusal : decision.refusals) {
      *refused->add_refusals() = std::move(refusal);
    }
    return false;
  }
  for (CommitEntry& entry : decision.entries) {
    const Hash leaf = LeafHash(entry.record.header_bytes);
    frontier_.Append(leaf);
    open_.leaves.push_back(leaf);
    open_.entries.push_back(std::move(entry));
  }
  open_.traces.insert(open_.traces.end(), decision.traces.begin(), decision.traces.end());
  return FillAccepted(decision, *command.response->mutable_accepted());
}

bool Sequencer::FillAccepted(const BatchDecision& decision, ledger::v1::Accepted& accepted) const {
  bool reads_receipts = false;
  for (const AdmittedEvent& event : decision.events) {
    ledger::v1::Receipt* receipt = accepted.add_receipts();
    receipt->set_position(event.position);
    receipt->set_already_known(event.already_known);
    if (event.position < open_.first_position) {
      reads_receipts = true;
      continue;
    }
    const size_t index = event.position - open_.first_position;
    CHECK(index < open_.entries.size());
    receipt->set_record_time_micros(open_.entries[index].header.record_time_micros());
    receipt->set_leaf_hash(HashBytes(open_.leaves[index]));
  }
  return reads_receipts;
}

JudgedGroup Sequencer::OpenGroup() {
  JudgedGroup group = std::exchange(open_, JudgedGroup());
  open_.first_position = admission_->size();
  return group;
}

void Sequencer::HandOver() {
  open_.root_after = frontier_.Root();
  // As after this group: what is judged later is not in it.
  if (std::any_of(open_.entries.begin(), open_.entries.end(), [](const CommitEntry& entry) {
        return ChangesAccess(entry.header.event_type());
      })) {
    open_.access = std::make_shared<const AccessView>(admission_->access());
  }
  const SigningKeys& keys = admission_->registry().signing_keys();
  if (keys.position.has_value() && *keys.position >= open_.first_position) {
    open_.signing_keys = keys;
  }
  JudgedGroup group = OpenGroup();
  bool alone = group.settled.size() == 1;
  if (alone) {
    MutexLock lock(mutex_);
    alone = appends_.empty();
  }
  if (alone) {
    committer_->TakeHere(std::move(group));
  } else {
    committer_->Take(std::move(group));
  }
}

void Sequencer::Renew() {
  const absl::Status recovered = Recover(committer_->traces());
  if (recovered.ok()) {
    committer_->Resume();
    return;
  }
  {
    MutexLock lock(mutex_);
    phase_ = Phase::kStoppedUnknown;
  }
  if (options_.on_stopped_unknown) options_.on_stopped_unknown();
}

void Sequencer::AnswerWaiting(const absl::Status& status) {
  std::deque<Waiting> appends;
  std::deque<PreviewCommand> previews;
  {
    MutexLock lock(mutex_);
    appends.swap(appends_);
    previews.swap(previews_);
  }
  for (Waiting& waiting : appends) waiting.command.done(status);
  for (PreviewCommand& preview : previews) preview.done(status);
}

}  // namespace assessment
