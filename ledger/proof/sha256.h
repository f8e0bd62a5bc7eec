#ifndef LEDGER_PROOF_SHA256_H_
#define LEDGER_PROOF_SHA256_H_

// SHA-256 and its 32-byte results: leaves, nodes, roots, commitments, digests.

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace assessment {

// A SHA-256 digest. All zeros until assigned; no digest that anybody has seen is all zeros.
struct Hash {
  static constexpr size_t kBytes = 32;

  std::array<uint8_t, kBytes> bytes{};

  // The 32 raw bytes, valid as long as this object.
  absl::string_view view() const {
    return absl::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }

  // Ordered as byte strings.
  auto operator<=>(const Hash&) const = default;

  template <typename State>
  friend State AbslHashValue(State state, const Hash& hash) {
    return State::combine(std::move(state), hash.bytes);
  }
};

// The digest of `data`. Thread-safe; allocates once a thread.
Hash Sha256(absl::string_view data);

// The digest of the concatenation of `parts`, without building it.
Hash Sha256Of(std::initializer_list<absl::string_view> parts);

// The 32 raw bytes as a string.
std::string HashBytes(const Hash& hash);

// Takes 32 raw bytes. INVALID_ARGUMENT names the length found when it is another.
absl::StatusOr<Hash> HashFromBytes(absl::string_view bytes);

// 64 lower-case hexadecimal digits.
std::string HashToHex(const Hash& hash);

// Reads what HashToHex writes. INVALID_ARGUMENT for any other length or character, upper case
// included.
absl::StatusOr<Hash> HashFromHex(absl::string_view hex);

// 44 characters of padded standard base64.
std::string HashToBase64(const Hash& hash);

// Reads what HashToBase64 writes. INVALID_ARGUMENT for what is not canonical base64 (encoding.h) or
// not 32 bytes.
absl::StatusOr<Hash> HashFromBase64(absl::string_view base64);

}  // namespace assessment

#endif  // LEDGER_PROOF_SHA256_H_
