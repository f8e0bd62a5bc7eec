#include "ledger/service/checkpoint_signer.h"

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/background_priority.h"
#include "ledger/base/check.h"
#include "ledger/base/private_file.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/merkle.h"
#include "ledger/reason/reason_status.h"
#include "ledger/sequencer/log_node_reader.h"

namespace assessment {
namespace {

absl::Status SignerStopped() {
  return ReasonError(ledger::v1::REASON_SHUTTING_DOWN, "the server drains; retry");
}

absl::StatusOr<Hash> StoredRootAt(const EventLog& log, uint64_t size) {
  LogNodeReader nodes(log);
  ASSIGN_OR_RETURN(const Frontier frontier, Frontier::Load(size, nodes));
  return frontier.Root();
}

absl::Status CheckRoot(absl::string_view what, uint64_t size, const Hash& expected,
                       const Hash& found) {
  if (found == expected) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat(what, " at size ", size, ": expected ",
                                          HashToHex(expected), ", found ", HashToHex(found)));
}

}  // namespace

absl::StatusOr<std::unique_ptr<CheckpointSigner>> CheckpointSigner::Start(
    const std::string& origin, const EventLog& log, const std::string& file_prefix,
    SigningKeyRing keys, RecordVisitor also) {
  CHECK(!keys.signers.empty());
  ASSIGN_OR_RETURN(LastCheckpoint last, ReadLastCheckpoint(file_prefix, log, keys.Verifiers()));
  std::unique_ptr<CheckpointSigner> signer(
      new CheckpointSigner(origin, log, file_prefix, std::move(keys), std::move(also)));
  signer->last_ =
      SignedCheckpoint{std::move(last.note), last.checkpoint.size, last.checkpoint.root};
  MutexLock lock(signer->stop_mutex_);
  signer->thread_ = std::thread([raw = signer.get()] { raw->Run(); });
  return signer;
}

CheckpointSigner::CheckpointSigner(std::string origin, const EventLog& log,
                                   const std::string& file_prefix, SigningKeyRing keys,
                                   RecordVisitor also)
    : origin_(std::move(origin)),
      log_(log),
      checkpoint_path_(file_prefix + ".checkpoint"),
      keys_(std::move(keys)),
      also_(std::move(also)) {}

CheckpointSigner::~CheckpointSigner() { Stop(); }

std::string CheckpointSigner::verifier_key() const {
  return EncodeVerifierKey(keys_.signers.back().verifier());
}

std::vector<std::string> CheckpointSigner::earlier_verifier_keys() const {
  std::vector<std::string> earlier;
  for (size_t i = 0; i + 1 < keys_.signers.size(); ++i) {
    earlier.push_back(EncodeVerifierKey(keys_.signers[i].verifier()));
  }
  return earlier;
}

absl::StatusOr<std::vector<NoteSignature>> CheckpointSigner::SignText(
    const std::string& text) const {
  if (absl::StartsWith(text, origin_ + "\n")) {
    return absl::InvalidArgumentError("the text begins as a checkpoint of the log does");
  }
  std::vector<NoteSignature> signatures;
  for (const SignerKey& key : keys_.signers) {
    ASSIGN_OR_RETURN(Note note, SignNote(text, key));
    signatures.push_back(std::move(note.signatures.front()));
  }
  return signatures;
}

void CheckpointSigner::Request(Callback done) {
  absl::Status refused;
  {
    MutexLock lock(mutex_);
    refused = stopping_ ? SignerStopped() : health_;
    if (refused.ok()) {
      requests_.push_back(std::move(done));
      changed_.Signal();
      return;
    }
  }
  done(refused);
}

void CheckpointSigner::Stop() {
  {
    MutexLock lock(mutex_);
    stopping_ = true;
    changed_.Signal();
  }
  MutexLock lock(stop_mutex_);
  if (thread_.joinable()) thread_.join();
}

absl::Status CheckpointSigner::health() const {
  MutexLock lock(mutex_);
  return health_;
}

bool CheckpointSigner::Stopping() const {
  MutexLock lock(mutex_);
  return stopping_;
}

absl::Status CheckpointSigner::Fail(const absl::Status& cause) {
  const absl::Status failure = ReasonErrorWithCode(
      absl::StatusCode::kDataLoss, ledger::v1::REASON_LEDGER_STOPPED, cause.message());
  MutexLock lock(mutex_);
  health_ = failure;
  return failure;
}

void CheckpointSigner::Run() {
  absl::Status ready;
  // On a thread of its own: this one signs afterwards, for who waits.
  RunInBackground([this, &ready] { ready = DeriveRoot(); });
  also_ = nullptr;
  if (!ready.ok() && !absl::IsCancelled(ready)) ready = Fail(ready);
  for (;;) {
    std::vector<Callback> requests;
    bool stopping;
    {
      MutexLock lock(mutex_);
      while (!stopping_ && requests_.empty()) changed_.Wait(mutex_);
      requests.swap(requests_);
      stopping = stopping_;
    }
    if (ready.ok() && !stopping) ready = SignDurable();
    for (const Callback& done : requests) {
      if (stopping) {
        done(SignerStopped());
      } else if (ready.ok()) {
        done(last_);
      } else {
        done(ready);
      }
    }
    if (stopping) return;
    // A file that could not be written may be written next time; a contradiction stays one.
    if (!absl::IsDataLoss(ready)) ready = absl::OkStatus();
  }
}

absl::Status CheckpointSigner::DeriveRoot() {
  const uint64_t size = log_.DurableTail().size;
  Frontier frontier;
  const absl::Status read =
      log_.Read(0, size, [&](uint64_t position, const Record& record) -> absl::Status {
        constexpr uint64_t kLookEvery = 4096;
        if (position % kLookEvery == 0 && Stopping()) return absl::CancelledError("stopping");
        if (also_ != nullptr) RETURN_IF_ERROR(also_(position, record));
        frontier.Append(LeafHash(record.header_bytes));
        if (frontier.size() != last_.size) return absl::OkStatus();
        return CheckRoot("the root signed before", last_.size, last_.root, frontier.Root());
      });
  RETURN_IF_ERROR(read);
  ASSIGN_OR_RETURN(const Hash stored, StoredRootAt(log_, size));
  return CheckRoot("the root derived from the stored headers", size, stored, frontier.Root());
}

absl::Status CheckpointSigner::SignDurable() {
  const EventLog::Tail tail = log_.DurableTail();
  if (!last_.note.empty()) {
    if (tail.size < last_.size) {
      return Fail(absl::DataLossError(
          absl::StrCat("size ", tail.size, " is below the size ", last_.size, " signed before")));
    }
    if (tail.size == last_.size && tail.root == last_.root) return absl::OkStatus();
    ASSIGN_OR_RETURN(const Hash stored, StoredRootAt(log_, last_.size));
    const absl::Status same = CheckRoot("the root signed before", last_.size, last_.root, stored);
    if (!same.ok()) return Fail(same);
  }
  ASSIGN_OR_RETURN(std::string note,
                   SignCheckpoint(Checkpoint{origin_, tail.size, tail.root}, keys_.signers));
  // Kept before it is given away: whatever anybody holds, the next start knows of.
  RETURN_IF_ERROR(ReplacePrivateFile(checkpoint_path_, note));
  last_ = SignedCheckpoint{std::move(note), tail.size, tail.root};
  return absl::OkStatus();
}

}  // namespace assessment
