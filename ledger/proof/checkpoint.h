#ifndef LEDGER_PROOF_CHECKPOINT_H_
#define LEDGER_PROOF_CHECKPOINT_H_

// C2SP tlog-checkpoint: the origin, the decimal size and the base64 root of a log, as the text of a
// signed note. No extension lines.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/proof/note.h"
#include "ledger/proof/sha256.h"

namespace assessment {

struct Checkpoint {
  std::string origin;
  uint64_t size = 0;
  Hash root;

  bool operator==(const Checkpoint&) const = default;
};

// The text of the note: three lines. Requires an origin that is a key name.
std::string FormatCheckpoint(const Checkpoint& checkpoint);

// Reads the text. INVALID_ARGUMENT for a number with a sign or leading zero or beyond kTreeSizeMax,
// base64 that is not canonical, a root that is not 32 bytes, an empty tree with another root than
// its own, or further lines.
absl::StatusOr<Checkpoint> ParseCheckpoint(absl::string_view text);

// Signs a checkpoint: the whole note. INVALID_ARGUMENT when the key's name is not the origin.
absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint, const SignerKey& key);

// Likewise with every key of a log that hands over from one to the next, in their order. At least
// one.
absl::StatusOr<std::string> SignCheckpoint(const Checkpoint& checkpoint,
                                           absl::Span<const SignerKey> keys);

// Reads a note and verifies that it is a checkpoint of the log whose key this is: its origin is the
// key's name and the key signed it. Takes key and origin from the caller's configuration, never
// from the note. INVALID_ARGUMENT for its form, FAILED_PRECONDITION for another log or a signature
// that does not verify.
absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view note, const VerifierKey& log_key);

// Likewise by any of the keys of one log, at least one, all of one name: one of them that signed is
// enough, none that signed may fail.
absl::StatusOr<Checkpoint> VerifyCheckpoint(absl::string_view note,
                                            absl::Span<const VerifierKey> log_keys);

}  // namespace assessment

#endif  // LEDGER_PROOF_CHECKPOINT_H_
