#ifndef LEDGER_PROOF_SIGNER_KEY_FILE_H_
#define LEDGER_PROOF_SIGNER_KEY_FILE_H_

// A signing key in a file of its own, mode 0600: one line as EncodeSignerKey writes it.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/note_key.h"

namespace assessment {

// Makes a key from a fresh seed and writes it to `path`, durably; returns what verifies it.
// ALREADY_EXISTS when something is at `path`; INVALID_ARGUMENT for a name that cannot be one; as
// ReplacePrivateFile when it cannot be written.
absl::StatusOr<VerifierKey> MakeSignerKeyFile(const std::string& path, absl::string_view name,
                                              NoteKeyType type);

// Reads one. As ReadPrivateFile; INVALID_ARGUMENT names the file that holds no key.
absl::StatusOr<SignerKey> ReadSignerKeyFile(const std::string& path);

}  // namespace assessment

#endif  // LEDGER_PROOF_SIGNER_KEY_FILE_H_
