#ifndef LEDGER_SERVICE_CHECKPOINT_SIGNER_H_
#define LEDGER_SERVICE_CHECKPOINT_SIGNER_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/note.h"
#include "ledger/proof/sha256.h"
#include "ledger/service/signing_key_ring.h"

namespace assessment {

// A checkpoint as signed.
struct SignedCheckpoint {
  std::string note;  // C2SP tlog-checkpoint.
  uint64_t size = 0;
  Hash root;
};

// Signs the durable size and root of one ledger with its Ed25519 keys (one, or several while one
// hands over to the next), and never anything that
// contradicts what it signed before: the last signed checkpoint is kept durably, and a log that is
// shorter or has another root at that size is not signed for. After a start the root is first
// derived anew from the stored headers, in the background and with low priority: signing waits for
// that, appends and reads do not.
//
// File PREFIX.checkpoint, mode 0600: the last signed note, written and synced before it is handed
// out. Thread-safe.
class CheckpointSigner {
 public:
  using Callback = std::function<void(absl::StatusOr<SignedCheckpoint>)>;

  // Reads the last checkpoint and starts deriving the root. `keys` are those of SettleSigningKeys,
  // `log`, which is not empty, outlives the signer. `also` is shown every record that the root is
  // derived from, in order, on a thread of low priority; an error of it is what keeps the signer
  // from signing. It may be empty. As ReadLastCheckpoint.
  static absl::StatusOr<std::unique_ptr<CheckpointSigner>> Start(const std::string& origin,
                                                                 const EventLog& log,
                                                                 const std::string& file_prefix,
                                                                 SigningKeyRing keys,
                                                                 RecordVisitor also = nullptr);

  // Stops.
  ~CheckpointSigner();
  CheckpointSigner(const CheckpointSigner&) = delete;
  CheckpointSigner& operator=(const CheckpointSigner&) = delete;

  // Gives the signed checkpoint of the durable size as of now or a little later, on the signer's
  // thread. REASON_LEDGER_STOPPED (DATA_LOSS) when the log contradicts its headers or what was
  // signed before; REASON_SHUTTING_DOWN once stopped.
  void Request(Callback done) ABSL_LOCKS_EXCLUDED(mutex_);

  // Answers what waits and ends the thread. May be called again; not from a callback.
  void Stop() ABSL_LOCKS_EXCLUDED(mutex_);

  // Of the newest key: "name+hex8(key id)+base64(type || public key)".
  std::string verifier_key() const;

  // Of the keys that sign beside it, the oldest first.
  std::vector<std::string> earlier_verifier_keys() const;

  // Signs another text than a checkpoint with the same keys, the newest last. INVALID_ARGUMENT for
  // a text whose first line is the log's origin, which a checkpoint alone may begin with, or that
  // cannot stand in a note.
  absl::StatusOr<std::vector<NoteSignature>> SignText(const std::string& text) const;

  // Of the newest SigningKeyChanged; unset: the first key signs still.
  const std::optional<uint64_t>& signing_key_position() const { return keys_.position; }

  // OK while it can sign; otherwise why not (found when the root was derived, or since).
  absl::Status health() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  CheckpointSigner(std::string origin, const EventLog& log, const std::string& file_prefix,
                   SigningKeyRing keys, RecordVisitor also);

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // Hashes every stored header and compares with the log's root, and with the last one signed.
  absl::Status DeriveRoot() ABSL_LOCKS_EXCLUDED(mutex_);
  // Signs the durable size, unless that is the last one signed.
  absl::Status SignDurable();
  bool Stopping() const ABSL_LOCKS_EXCLUDED(mutex_);
  // Notes why nothing is signed any more, and returns it with its reason.
  absl::Status Fail(const absl::Status& cause) ABSL_LOCKS_EXCLUDED(mutex_);

  const std::string origin_;
  const EventLog& log_;
  const std::string checkpoint_path_;
  const SigningKeyRing keys_;

  mutable Mutex mutex_;
  CondVar changed_;
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status health_ ABSL_GUARDED_BY(mutex_);
  std::vector<Callback> requests_ ABSL_GUARDED_BY(mutex_);

  // Of the signer's thread alone, and of the one that derives the root while it waits for that.
  RecordVisitor also_;     // Empty once the root is derived.
  SignedCheckpoint last_;  // Empty note: none yet.

  Mutex stop_mutex_;
  std::thread thread_ ABSL_GUARDED_BY(stop_mutex_);
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_CHECKPOINT_SIGNER_H_
