#ifndef LEDGER_ACCESS_TOKEN_H_
#define LEDGER_ACCESS_TOKEN_H_

// Bearer tokens: "ledger~<principal>~<43 characters>", the last part being 256 random bits in
// base64url without padding. The readable front tells a person (and a secret scanner) what was
// found, and tells the server whose hash to compare with. Only a salted hash of the whole token is
// kept: with 256 random bits a slow hash would add nothing.

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace assessment {

// Makes a new token of `principal`. The machine's random source failing ends the process.
std::string MakeToken(absl::string_view principal);

// Makes a salt for HashToken, 16 random bytes.
std::string MakeTokenSalt();

// SHA-256(salt || token), 32 bytes.
std::string HashToken(absl::string_view salt, absl::string_view token);

// The principal that the front of a token names; nothing when it has not the form of a token.
std::optional<absl::string_view> PrincipalOfToken(absl::string_view token);

// Whether the two are equal, in a time that depends on their lengths alone.
bool EqualInConstantTime(absl::string_view a, absl::string_view b);

}  // namespace assessment

#endif  // LEDGER_ACCESS_TOKEN_H_
