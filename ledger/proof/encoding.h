#ifndef LEDGER_PROOF_ENCODING_H_
#define LEDGER_PROOF_ENCODING_H_

// The text forms of bytes and numbers inside notes and proofs. Every value has exactly one text:
// what is read is refused unless writing it again gives the same characters, so nobody can present
// one proof in two forms. All refusals are INVALID_ARGUMENT and show what was found.

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// Lower-case hexadecimal digits, two a byte.
std::string EncodeHex(absl::string_view bytes);
absl::StatusOr<std::string> DecodeHex(absl::string_view hex);

// Standard base64 of RFC 4648 section 4 with padding. Decoding refuses missing or extra padding,
// white space, the URL alphabet and trailing bits that are not zero.
std::string EncodeBase64(absl::string_view bytes);
absl::StatusOr<std::string> DecodeBase64(absl::string_view base64);

// A decimal number from 0 to `max`: digits only, no sign, no leading zero except in "0" itself.
absl::StatusOr<uint64_t> ParseDecimal(absl::string_view text, uint64_t max);

// "\"...\"" with control and non-ASCII characters escaped and long text cut: how a refusal quotes
// foreign input.
std::string Quoted(absl::string_view text);

// Cuts the first line off `rest`: returns it without its newline and moves `rest` behind it.
// INVALID_ARGUMENT when `rest` has no newline.
absl::StatusOr<absl::string_view> TakeLine(absl::string_view& rest);

}  // namespace assessment

#endif  // LEDGER_PROOF_ENCODING_H_
