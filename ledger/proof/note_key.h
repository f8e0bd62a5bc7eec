#ifndef LEDGER_PROOF_NOTE_KEY_H_
#define LEDGER_PROOF_NOTE_KEY_H_

// Keys of C2SP signed notes: a name, an algorithm and an Ed25519 key.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// What a key signs. The numbers are those of the signed-note specification.
enum class NoteKeyType : uint8_t {
  // A log's plain Ed25519 signature of a note.
  kLog = 0x01,
  // A witness's timestamped cosignature of a checkpoint.
  kCosigner = 0x04,
};

// First four bytes, big-endian, of SHA256(name || 0x0A || type || public key).
uint32_t NoteKeyId(absl::string_view name, NoteKeyType type, absl::string_view public_key);

// A key that verifies: "name+hex8(id)+base64(type || public key)".
struct VerifierKey {
  std::string name;
  NoteKeyType type = NoteKeyType::kLog;
  std::string public_key;  // 32 bytes.
  uint32_t id = 0;
};

// A key that signs: "PRIVATE+KEY+name+hex8(id)+base64(type || seed)".
struct SignerKey {
  std::string name;
  NoteKeyType type = NoteKeyType::kLog;
  std::string seed;  // 32 bytes; secret.
  uint32_t id = 0;
  std::string public_key;  // 32 bytes, what follows from the seed: slow to derive, often asked for.

  VerifierKey verifier() const { return {name, type, public_key, id}; }
};

// True for a name that may stand in a note: not empty, no white space, no "+", printable ASCII.
bool IsNoteKeyName(absl::string_view name);

// Makes a signer from a seed. INVALID_ARGUMENT for a name or seed that cannot be one.
absl::StatusOr<SignerKey> MakeSignerKey(absl::string_view name, NoteKeyType type,
                                        absl::string_view seed);

std::string EncodeVerifierKey(const VerifierKey& key);
std::string EncodeSignerKey(const SignerKey& key);

// Read what the above write. INVALID_ARGUMENT says what is wrong: the name, an id that is not the
// key's, an unknown type, a length, base64 that is not canonical.
absl::StatusOr<VerifierKey> ParseVerifierKey(absl::string_view text);
absl::StatusOr<SignerKey> ParseSignerKey(absl::string_view text);

}  // namespace assessment

#endif  // LEDGER_PROOF_NOTE_KEY_H_
