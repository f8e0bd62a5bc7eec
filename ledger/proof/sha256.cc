#include "ledger/proof/sha256.h"

#include <openssl/evp.h>

#include <cstring>
#include <memory>

#include "absl/strings/str_cat.h"
#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/encoding.h"

namespace assessment {
namespace {

// Fetching an algorithm costs more than hashing a node, so it happens once a process; a digest
// context keeps its provider state between messages, so there is one a thread.
class Sha256Context {
 public:
  Sha256Context() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) { CHECK(context_ != nullptr); }

  void Start() { CHECK(EVP_DigestInit_ex2(context_.get(), Algorithm(), nullptr) == 1); }
  void Add(absl::string_view data) {
    CHECK(EVP_DigestUpdate(context_.get(), data.data(), data.size()) == 1);
  }
  Hash Finish() {
    Hash hash;
    CHECK(EVP_DigestFinal_ex(context_.get(), hash.bytes.data(), nullptr) == 1);
    return hash;
  }

 private:
  static const EVP_MD* Algorithm() {
    static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    CHECK(algorithm != nullptr);
    return algorithm;
  }

  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Sha256Context& ThreadSha256Context() {
  thread_local Sha256Context context;
  return context;
}

}  // namespace

Hash Sha256(absl::string_view data) { return Sha256Of({data}); }

Hash Sha256Of(std::initializer_list<absl::string_view> parts) {
  Sha256Context& context = ThreadSha256Context();
  context.Start();
  for (const absl::string_view part : parts) context.Add(part);
  return context.Finish();
}

std::string HashBytes(const Hash& hash) { return std::string(hash.view()); }

absl::StatusOr<Hash> HashFromBytes(absl::string_view bytes) {
  if (bytes.size() != Hash::kBytes) {
    return absl::InvalidArgumentError(
        absl::StrCat("hash: found ", bytes.size(), " bytes, expected ", Hash::kBytes));
  }
  Hash hash;
  std::memcpy(hash.bytes.data(), bytes.data(), bytes.size());
  return hash;
}

std::string HashToHex(const Hash& hash) { return EncodeHex(hash.view()); }

absl::StatusOr<Hash> HashFromHex(absl::string_view hex) {
  ASSIGN_OR_RETURN(const std::string bytes, DecodeHex(hex));
  return HashFromBytes(bytes);
}

std::string HashToBase64(const Hash& hash) { return EncodeBase64(hash.view()); }

absl::StatusOr<Hash> HashFromBase64(absl::string_view base64) {
  ASSIGN_OR_RETURN(const std::string bytes, DecodeBase64(base64));
  return HashFromBytes(bytes);
}

}  // namespace assessment
