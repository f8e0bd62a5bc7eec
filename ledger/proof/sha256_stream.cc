#include "ledger/proof/sha256_stream.h"

#include <openssl/evp.h>

#include "ledger/base/check.h"

namespace assessment {

struct Sha256Stream::Context {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> md{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256Stream::Sha256Stream() : context_(std::make_unique<Context>()) {
  CHECK(context_->md != nullptr);
  CHECK(EVP_DigestInit_ex(context_->md.get(), EVP_sha256(), nullptr) == 1);
}

Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::Add(absl::string_view data) {
  CHECK(EVP_DigestUpdate(context_->md.get(), data.data(), data.size()) == 1);
}

Hash Sha256Stream::Finish() {
  Hash hash;
  CHECK(EVP_DigestFinal_ex(context_->md.get(), hash.bytes.data(), nullptr) == 1);
  return hash;
}

}  // namespace assessment
