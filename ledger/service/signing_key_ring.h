#ifndef LEDGER_SERVICE_SIGNING_KEY_RING_H_
#define LEDGER_SERVICE_SIGNING_KEY_RING_H_

// The keys that sign the checkpoints of one ledger: those that the log names, with their secrets.
//
// File PREFIX.key, mode 0600: a key a line, the oldest first. The log says which of them sign:
// those of its newest SigningKeyChanged, and as long as there is none the one that signed so far. A
// key is in the file before the log names it, and leaves the file only after the log retired it, so
// that a crash between any two steps leaves keys that can sign, and what was left undone is done at
// the next start with the same wish.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/base/clock.h"
#include "ledger/log/event_log.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note_key.h"
#include "ledger/sequencer/sequencer.h"

namespace assessment {

// What the operator wants of a ledger's keys at a start.
struct SigningKeyWish {
  // Signs from now on, beside the keys in force: the first key of a ledger without one.
  std::optional<SignerKey> given;
  // Verifier keys that sign no more.
  std::vector<std::string> retired;
  // Why, for the event that says so.
  std::string reason;
};

// Keys at work.
struct SigningKeyRing {
  // Sign every checkpoint, the newest last; at least one, all named as the origin.
  std::vector<SignerKey> signers = {};
  // Signed checkpoints before and sign none any more.
  std::vector<VerifierKey> retired = {};
  // Of the newest SigningKeyChanged; unset: the first key signs still.
  std::optional<uint64_t> position = std::nullopt;

  // Keys that a checkpoint signed by this ledger at any time can have been signed with.
  std::vector<VerifierKey> Verifiers() const;
};

// Where the keys of a ledger are kept, and what stands for its log.
struct SigningKeyPlace {
  std::string ledger;
  std::string origin;
  std::string file_prefix;
  const EventLog* log = nullptr;
  // Of the same log.
  Sequencer* sequencer = nullptr;
  Clock* clock = nullptr;
};

// The keys of a ledger after `wish` is done: makes or takes the first key, or appends the
// SigningKeyChanged that brings in and retires keys; to be called before anything of this start is
// signed. A wish that is done already changes nothing.
// INVALID_ARGUMENT names the option of the server that cannot be followed. FAILED_PRECONDITION when
// a key that signs is missing from the file. DATA_LOSS when a file does not parse, or the log and
// the last signed checkpoint disagree as ReadLastCheckpoint says. Otherwise as AppendAndWait.
absl::StatusOr<SigningKeyRing> SettleSigningKeys(const SigningKeyPlace& place,
                                                 const SigningKeyWish& wish);

// INVALID_ARGUMENT when the wish gives a key of another name than `origin`, or a cosigner's.
absl::Status CheckGivenKey(const SigningKeyWish& wish, const std::string& origin);

// The checkpoint signed last.
struct LastCheckpoint {
  std::string note;  // Empty: none yet.
  Checkpoint checkpoint;
};

// Reads PREFIX.checkpoint, which one of `keys` must have signed. DATA_LOSS when none did, or when
// the log is shorter than it says.
absl::StatusOr<LastCheckpoint> ReadLastCheckpoint(const std::string& file_prefix,
                                                  const EventLog& log,
                                                  absl::Span<const VerifierKey> keys);

}  // namespace assessment

#endif  // LEDGER_SERVICE_SIGNING_KEY_RING_H_
