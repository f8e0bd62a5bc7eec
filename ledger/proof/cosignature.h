#ifndef LEDGER_PROOF_COSIGNATURE_H_
#define LEDGER_PROOF_COSIGNATURE_H_

// C2SP tlog-cosignature: a witness signs, at a time, that it saw a checkpoint which extends all it
// saw before.

#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/note.h"

namespace assessment {

// Seconds since 1970 that a cosignature may carry.
inline constexpr uint64_t kCosignatureTimeMax = (uint64_t{1} << 63) - 1;

// Cosigns the text of a checkpoint: the signature line to be appended to its note. INVALID_ARGUMENT
// for a key that is not a cosigner's, a text that is no checkpoint, or a time beyond
// kCosignatureTimeMax.
absl::StatusOr<NoteSignature> Cosign(absl::string_view checkpoint_text, uint64_t unix_seconds,
                                     const SignerKey& witness);

// Verifies the cosignature of `witness` on a note and returns its time. NOT_FOUND when the note has
// none by this key, FAILED_PRECONDITION when it does not verify.
absl::StatusOr<uint64_t> VerifyCosignature(const Note& note, const VerifierKey& witness);

}  // namespace assessment

#endif  // LEDGER_PROOF_COSIGNATURE_H_
