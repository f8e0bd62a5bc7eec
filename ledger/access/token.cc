#include "ledger/access/token.h"

#include <openssl/crypto.h>
#include <openssl/rand.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/proof/sha256.h"

namespace assessment {
namespace {

constexpr absl::string_view kPrefix = "ledger~";
constexpr size_t kSecretBytes = 32;
constexpr size_t kSecretCharacters = 43;
constexpr size_t kTokenSaltBytes = 16;

std::string RandomBytes(size_t count) {
  std::string bytes(count, '\0');
  CHECK(RAND_bytes(reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(count)) == 1);
  return bytes;
}

}  // namespace

std::string MakeToken(absl::string_view principal) {
  return absl::StrCat(kPrefix, principal, "~",
                      absl::WebSafeBase64Escape(RandomBytes(kSecretBytes)));
}

std::string MakeTokenSalt() { return RandomBytes(kTokenSaltBytes); }

std::string HashToken(absl::string_view salt, absl::string_view token) {
  return HashBytes(Sha256Of({salt, token}));
}

std::optional<absl::string_view> PrincipalOfToken(absl::string_view token) {
  if (token.substr(0, kPrefix.size()) != kPrefix) return std::nullopt;
  token.remove_prefix(kPrefix.size());
  const size_t separator = token.find('~');
  if (separator == absl::string_view::npos || separator == 0) return std::nullopt;
  if (token.size() - separator - 1 != kSecretCharacters) return std::nullopt;
  return token.substr(0, separator);
}

bool EqualInConstantTime(absl::string_view a, absl::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace assessment
