#ifndef LEDGER_PROOF_ED25519_H_
#define LEDGER_PROOF_ED25519_H_

// Ed25519 (RFC 8032) over OpenSSL. Signatures are deterministic: the same key and message give the
// same bytes.

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

inline constexpr size_t kEd25519SeedBytes = 32;
inline constexpr size_t kEd25519PublicKeyBytes = 32;
inline constexpr size_t kEd25519SignatureBytes = 64;

// A private key's 32 random bytes, from the system's source of randomness.
absl::StatusOr<std::string> NewEd25519Seed();

// The public key of a seed. INVALID_ARGUMENT unless it has 32 bytes.
absl::StatusOr<std::string> Ed25519PublicKey(absl::string_view seed);

// Signs `message`: 64 bytes. INVALID_ARGUMENT unless the seed has 32 bytes.
absl::StatusOr<std::string> Ed25519Sign(absl::string_view seed, absl::string_view message);

// True when `signature` is a signature of `message` by the public key. Lengths that are wrong
// verify nothing.
bool Ed25519Verify(absl::string_view public_key, absl::string_view message,
                   absl::string_view signature);

}  // namespace assessment

#endif  // LEDGER_PROOF_ED25519_H_
