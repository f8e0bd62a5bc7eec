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

absl::Status DeadlinePassed() {
  return ReasonError(ledger::v1::REASON_DEADLINE_PASSED,
                     "the call's deadline passed while it waited; nothing was written");
}

// Turns the log's refusal to write into the reason that callers know.
absl::Status NotWritten(const absl::Status& cause) {
  switch (cause.code()) {
    case absl::StatusCode::kResourceExhausted:
      return ReasonError(ledger::v1::REASON_DISK_RESERVE, cause.message());
    case absl::StatusCode::kDataLoss:
      return ReasonErrorWithCode(absl::StatusCode::kDataLoss, ledger::v1::REASON_LEDGER_STOPPED,
                                 cause.message());
    default:
      return ReasonError(ledger::v1::REASON_LEDGER_STOPPED, cause.message());
  }
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
  RETURN_IF_ERROR(sequencer->Recover());
  sequencer->PublishStatus();
  MutexLock lock(sequencer->drain_mutex_);
  sequencer->thread_ = std::thread([raw = sequencer.get()] { raw->Run(); });
  return sequencer;
}

Sequencer::Sequencer(std::string ledger, EventLog& log, Options options)
    : ledger_(std::move(ledger)), log_(log), options_(std::move(options)) {}

Sequencer::~Sequencer() { Drain(); }

absl::Status Sequencer::Recover() {
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
  admission_ = std::make_unique<Admission>(ledger_, log_, options_.salts);
  RETURN_IF_ERROR(admission_->Replay());
  if (admission_->size() != tail.size) {
    return absl::DataLossError(absl::StrCat("ledger ", ledger_, ": replay reached size ",
                                            admission_->size(), " of ", tail.size));
  }
  durable_ = tail.size;
  PublishAccess();
  return absl::OkStatus();
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
  absl::Status refused;
  {
    MutexLock lock(mutex_);
    refused = PhaseStatus(phase_);
    if (refused.ok() && appends_.size() >= limits::kSequencerQueueMax) {
      refused = QueueFull(appends_.size());
    }
    if (refused.ok()) {
      appends_.push_back(Waiting{std::move(command), bytes});
      if (thread_waits_) work_.Signal();
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
      if (thread_waits_) work_.Signal();
      return;
    }
  }
  command.done(refused);
}

void Sequencer::Drain() {
  {
    MutexLock lock(mutex_);
    if (phase_ == Phase::kRunning) phase_ = Phase::kDraining;
    work_.Signal();
  }
  MutexLock lock(drain_mutex_);
  if (thread_.joinable()) thread_.join();
}

SequencerStatus Sequencer::status() const {
  MutexLock lock(mutex_);
  SequencerStatus status = published_;
  status.commands_waiting = appends_.size() + previews_.size();
  status.running = phase_ == Phase::kRunning;
  status.stopped_unknown = phase_ == Phase::kStoppedUnknown;
  return status;
}

SigningKeys Sequencer::signing_keys() const {
  MutexLock lock(mutex_);
  return signing_keys_;
}

AccessViewPtr Sequencer::access() const {
  MutexLock lock(mutex_);
  return access_;
}

void Sequencer::Run() {
  std::vector<Waiting> group;
  std::vector<PreviewCommand> previews;
  while (TakeWork(group, previews)) {
    for (PreviewCommand& preview : previews) AnswerPreview(preview);
    previews.clear();
    if (!group.empty()) ProcessGroup(group);
    group.clear();
  }
  absl::Status status;
  {
    MutexLock lock(mutex_);
    status = PhaseStatus(phase_);
  }
  AnswerWaiting(status);
}

bool Sequencer::TakeWork(std::vector<Waiting>& group, std::vector<PreviewCommand>& previews) {
  MutexLock lock(mutex_);
  while (phase_ == Phase::kRunning && appends_.empty() && previews_.empty()) {
    thread_waits_ = true;
    work_.Wait(mutex_);
    thread_waits_ = false;
  }
  if (phase_ != Phase::kRunning) return false;
  while (!previews_.empty() && previews.size() < kPreviewsBetweenGroupsMax) {
    previews.push_back(std::move(previews_.front()));
    previews_.pop_front();
  }
  size_t events = 0;
  size_t bytes = 0;
  while (!appends_.empty()) {
    const Waiting& next = appends_.front();
    events += static_cast<size_t>(next.command.request->events_size());
    bytes += next.bytes;
    // The first one is always taken: a request beyond the limits is judged alone, and refused.
    if (!group.empty() && (events > limits::kBatchEventsMax || bytes > limits::kBatchBytesMax)) {
      break;
    }
    group.push_back(std::move(appends_.front()));
    appends_.pop_front();
  }
  return true;
}

UnixMicros Sequencer::NextRecordTime() {
  const UnixMicros now = options_.clock->Now();
  const UnixMicros newest = admission_->record_time();
  if (now < newest) ++counts_.clock_behind;
  return std::max(now, newest + 1);
}

void Sequencer::AnswerPreview(PreviewCommand& command) {
  if (options_.clock->Now() > command.deadline) {
    command.done(DeadlinePassed());
    return;
  }
  PreviewAnswer answer;
  answer.decision = admission_->Preview(*command.request, command.poster, NextRecordTime());
  answer.size = durable_;
  command.done(std::move(answer));
}

void Sequencer::ProcessGroup(std::vector<Waiting>& group) {
  const Frontier before = frontier_;
  const absl::Status writable = log_.CheckWritable();
  for (Waiting& waiting : group) {
    AppendCommand& command = waiting.command;
    absl::Status status;
    if (options_.clock->Now() > command.deadline) {
      ++counts_.commands_dropped_late;
      status = DeadlinePassed();
    } else if (!writable.ok()) {
      status = NotWritten(writable);
    } else {
      status = Judge(command);
    }
    settled_.push_back(Settled{std::move(command), std::move(status)});
  }
  if (entries_.empty()) {
    FinishGroup(absl::OkStatus());
    return;
  }
  const int64_t before_commit = PassedMicros();
  const CommitResult result = log_.Commit(entries_, durable_, frontier_.Root());
  const int64_t commit_micros = PassedMicros() - before_commit;
  switch (result.outcome) {
    case CommitOutcome::kCommitted:
      durable_ += entries_.size();
      counts_.events_appended += entries_.size();
      ++counts_.groups_committed;
      counts_.events_of_group.Add(entries_.size());
      counts_.commit_micros.Add(static_cast<uint64_t>(commit_micros));
      if (std::any_of(entries_.begin(), entries_.end(), [](const CommitEntry& entry) {
            return ChangesAccess(entry.header.event_type());
          })) {
        PublishAccess();
      }
      FinishGroup(absl::OkStatus());
      return;
    case CommitOutcome::kNotCommitted: {
      // The state has advanced over records that do not exist: it is made anew from those that do.
      frontier_ = before;
      FinishGroup(NotWritten(result.status));
      const absl::Status recovered = Recover();
      if (!recovered.ok()) StopUnknown(recovered);
      return;
    }
    case CommitOutcome::kUnknown:
      StopUnknown(result.status);
      return;
  }
}

absl::Status Sequencer::Judge(AppendCommand& command) {
  const UnixMicros record_time = NextRecordTime();
  BatchDecision decision =
      admission_->Judge(*command.request, command.poster, record_time, command.route);
  command.response->Clear();
  if (!decision.refusals.empty()) {
    ++counts_.batches_refused;
    ledger::v1::Refused* refused = command.response->mutable_refused();
    for (ledger::v1::Refusal& refusal : decision.refusals) {
      *refused->add_refusals() = std::move(refusal);
    }
    return absl::OkStatus();
  }
  for (CommitEntry& entry : decision.entries) {
    const Hash leaf = LeafHash(entry.record.header_bytes);
    frontier_.Append(leaf);
    leaves_.push_back(leaf);
    entries_.push_back(std::move(entry));
  }
  return FillAccepted(decision, *command.response->mutable_accepted());
}

absl::Status Sequencer::FillAccepted(const BatchDecision& decision,
                                     ledger::v1::Accepted& accepted) {
  for (const AdmittedEvent& event : decision.events) {
    ledger::v1::Receipt* receipt = accepted.add_receipts();
    receipt->set_position(event.position);
    receipt->set_already_known(event.already_known);
    if (event.position >= durable_) {
      const size_t index = event.position - durable_;
      CHECK(index < entries_.size());
      receipt->set_record_time_micros(entries_[index].header.record_time_micros());
      receipt->set_leaf_hash(HashBytes(leaves_[index]));
      continue;
    }
    const absl::StatusOr<Record> record = log_.Get(event.position);
    if (!record.ok()) return NotWritten(record.status());
    event::v1::RecordHeader header;
    if (!header.ParseFromString(record->header_bytes)) {
      return NotWritten(absl::DataLossError(
          absl::StrCat("the header at position ", event.position, " does not parse")));
    }
    receipt->set_record_time_micros(header.record_time_micros());
    receipt->set_leaf_hash(HashBytes(LeafHash(record->header_bytes)));
  }
  return absl::OkStatus();
}

void Sequencer::FinishGroup(const absl::Status& failure) {
  entries_.clear();
  leaves_.clear();
  // Before the answers: whoever was answered may look at the status and find itself counted.
  PublishStatus();
  for (Settled& settled : settled_) {
    if (settled.status.ok()) settled.status = failure;
    if (!settled.status.ok()) {
      settled.command.response->Clear();
    } else if (settled.command.response->has_accepted()) {
      settled.command.response->mutable_accepted()->set_size(durable_);
    }
    settled.command.done(settled.status);
  }
  settled_.clear();
}

void Sequencer::StopUnknown(const absl::Status& cause) {
  {
    MutexLock lock(mutex_);
    phase_ = Phase::kStoppedUnknown;
  }
  FinishGroup(ReasonError(ledger::v1::REASON_LEDGER_STOPPED,
                          absl::StrCat("the write's outcome is unknown; retry with the same key "
                                       "after the restart: ",
                                       cause.message())));
  if (options_.on_stopped_unknown) options_.on_stopped_unknown();
}

void Sequencer::PublishStatus() {
  const SigningKeys& keys = admission_->registry().signing_keys();
  MutexLock lock(mutex_);
  counts_.size = durable_;
  published_ = counts_;
  // The state may be ahead, over records of a group that was not committed.
  if (keys.position.has_value() && *keys.position < durable_ &&
      keys.position != signing_keys_.position) {
    signing_keys_ = keys;
  }
}

void Sequencer::PublishAccess() {
  auto access = std::make_shared<const AccessView>(admission_->access());
  MutexLock lock(mutex_);
  access_ = std::move(access);
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
