#include "ledger/sequencer/group_committer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/clock.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle.h"
#include "ledger/reason/reason_status.h"

namespace assessment {

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

GroupCommitter::GroupCommitter(EventLog& log, AccessViewPtr access, SigningKeys signing_keys,
                               std::vector<uint64_t> traces, Events events)
    : log_(log),
      events_(std::move(events)),
      access_(std::move(access)),
      signing_keys_(std::move(signing_keys)) {
  const EventLog::Tail tail = log.DurableTail();
  published_.size = tail.size;
  traces_ = {tail.size, tail.root, std::move(traces)};
  thread_ = std::thread([this] { Run(); });
}

GroupCommitter::~GroupCommitter() {
  {
    MutexLock lock(mutex_);
    ending_ = true;
    changed_.Signal();
  }
  thread_.join();
}

void GroupCommitter::Take(JudgedGroup group) {
  MutexLock lock(mutex_);
  CHECK(free_);
  free_ = false;
  next_ = std::move(group);
  changed_.Signal();
}

bool GroupCommitter::Free() const {
  MutexLock lock(mutex_);
  return free_;
}

GroupCommitter::State GroupCommitter::state() const {
  MutexLock lock(mutex_);
  return state_;
}

void GroupCommitter::Resume() {
  MutexLock lock(mutex_);
  CHECK(free_);
  CHECK(state_ == State::kNotCommitted);
  state_ = State::kGood;
  failure_ = absl::OkStatus();
}

SequencerStatus GroupCommitter::status() const {
  MutexLock lock(mutex_);
  return published_;
}

SigningKeys GroupCommitter::signing_keys() const {
  MutexLock lock(mutex_);
  return signing_keys_;
}

AccessViewPtr GroupCommitter::access() const {
  MutexLock lock(mutex_);
  return access_;
}

void GroupCommitter::TakeHere(JudgedGroup group) {
  {
    MutexLock lock(mutex_);
    CHECK(free_);
    free_ = false;
  }
  Finish(std::move(group));
}

TraceList GroupCommitter::traces() const {
  MutexLock lock(mutex_);
  return traces_;
}

void GroupCommitter::Run() {
  while (std::optional<JudgedGroup> group = AwaitGroup()) {
    Finish(*std::move(group));
    events_.on_free();
  }
}

void GroupCommitter::Finish(JudgedGroup group) {
  const bool was_known = state() != State::kUnknown;
  const absl::Status failure = Commit(group);
  const bool unknown = was_known && state() == State::kUnknown;
  if (unknown) events_.before_unknown();
  Answer(group, failure);
  if (unknown) events_.after_unknown();
  MutexLock lock(mutex_);
  free_ = true;
}

std::optional<JudgedGroup> GroupCommitter::AwaitGroup() {
  MutexLock lock(mutex_);
  while (!next_.has_value() && !ending_) changed_.Wait(mutex_);
  return std::exchange(next_, std::nullopt);
}

absl::Status GroupCommitter::Commit(const JudgedGroup& group) {
  {
    MutexLock lock(mutex_);
    published_.batches_refused += group.batches_refused;
    published_.commands_dropped_late += group.commands_dropped_late;
    published_.clock_behind += group.clock_behind;
    if (state_ != State::kGood) return failure_;
  }
  if (group.entries.empty()) return absl::OkStatus();
  const int64_t before = PassedMicros();
  const CommitResult result = log_.Commit(group.entries, group.first_position, group.root_after);
  const auto commit_micros = static_cast<uint64_t>(PassedMicros() - before);
  switch (result.outcome) {
    case CommitOutcome::kNotCommitted:
      return Fail(State::kNotCommitted, NotWritten(result.status));
    case CommitOutcome::kUnknown:
      return Fail(State::kUnknown,
                  ReasonError(ledger::v1::REASON_LEDGER_STOPPED,
                              absl::StrCat("the write's outcome is unknown; retry with the same "
                                           "key after the restart: ",
                                           result.status.message())));
    case CommitOutcome::kCommitted:
      break;
  }
  // Before the answers: whoever was answered may look and find itself counted, or let in.
  MutexLock lock(mutex_);
  published_.size = group.first_position + group.entries.size();
  published_.events_appended += group.entries.size();
  ++published_.groups_committed;
  published_.events_of_group.Add(group.entries.size());
  published_.commit_micros.Add(commit_micros);
  traces_.size = published_.size;
  traces_.root = group.root_after;
  traces_.positions.insert(traces_.positions.end(), group.traces.begin(), group.traces.end());
  if (group.access != nullptr) access_ = group.access;
  if (group.signing_keys.has_value()) signing_keys_ = *group.signing_keys;
  return absl::OkStatus();
}

absl::Status GroupCommitter::Fail(State state, absl::Status answer) {
  MutexLock lock(mutex_);
  state_ = state;
  failure_ = std::move(answer);
  return failure_;
}

void GroupCommitter::Answer(JudgedGroup& group, const absl::Status& failure) {
  for (Settled& settled : group.settled) {
    ledger::v1::AppendResponse& response = *settled.command.response;
    if (settled.status.ok()) settled.status = failure;
    if (settled.status.ok() && settled.reads_receipts) {
      settled.status = ReadReceipts(*response.mutable_accepted());
    }
    if (!settled.status.ok()) {
      response.Clear();
    } else if (response.has_accepted()) {
      response.mutable_accepted()->set_size(group.first_position + group.entries.size());
    }
    settled.command.done(settled.status);
  }
}

absl::Status GroupCommitter::ReadReceipts(ledger::v1::Accepted& accepted) const {
  for (ledger::v1::Receipt& receipt : *accepted.mutable_receipts()) {
    if (!receipt.leaf_hash().empty()) continue;
    const absl::StatusOr<Record> record = log_.Get(receipt.position());
    if (!record.ok()) return NotWritten(record.status());
    event::v1::RecordHeader header;
    if (!header.ParseFromString(record->header_bytes)) {
      return NotWritten(absl::DataLossError(
          absl::StrCat("the header at position ", receipt.position(), " does not parse")));
    }
    receipt.set_record_time_micros(header.record_time_micros());
    receipt.set_leaf_hash(HashBytes(LeafHash(record->header_bytes)));
  }
  return absl::OkStatus();
}

}  // namespace assessment
