#ifndef LEDGER_PROOF_NOTE_H_
#define LEDGER_PROOF_NOTE_H_

// C2SP signed notes: a text whose lines end in a newline, an empty line, and signature lines
// "— <name> <base64(key id || signature)>". What is signed is the text with its last newline and
// without the empty line.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "ledger/proof/note_key.h"

namespace assessment {

// Bounds that a reader sets before it works: a checkpoint has three lines and a handful of
// signatures.
inline constexpr size_t kNoteBytesMax = 64 * 1024;
inline constexpr size_t kNoteSignaturesMax = 64;

struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  std::string signature;  // What follows the key id.
};

struct Note {
  std::string text;                       // Ends in a newline.
  std::vector<NoteSignature> signatures;  // At least one.
};

// Reads a note. INVALID_ARGUMENT names what is wrong with its form; says nothing about signatures.
absl::StatusOr<Note> ParseNote(absl::string_view bytes);

// One signature line, with its newline.
std::string FormatNoteSignature(const NoteSignature& signature);

// Writes what ParseNote reads. Requires a text that ends in a newline.
std::string FormatNote(const Note& note);

// Signs `text` with a log key: one signature. INVALID_ARGUMENT for a text that cannot stand in a
// note or another type of key.
absl::StatusOr<Note> SignNote(absl::string_view text, const SignerKey& key);

// Verifies the signatures of known log keys: unknown keys are ignored, a failing known key rejects,
// and without a verified one the note is rejected (a cosignature alone is none). Returns the keys
// that verified. FAILED_PRECONDITION names the key that failed, or that none is known.
absl::StatusOr<std::vector<VerifierKey>> VerifyNote(const Note& note,
                                                    absl::Span<const VerifierKey> log_keys);

}  // namespace assessment

#endif  // LEDGER_PROOF_NOTE_H_
