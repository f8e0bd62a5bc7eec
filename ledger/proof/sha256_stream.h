#ifndef LEDGER_PROOF_SHA256_STREAM_H_
#define LEDGER_PROOF_SHA256_STREAM_H_

#include <memory>

#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// SHA-256 of what does not fit into memory, added piece by piece.
class Sha256Stream {
 public:
  Sha256Stream();
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream&) = delete;
  Sha256Stream& operator=(const Sha256Stream&) = delete;

  void Add(absl::string_view data);

  // The digest of all that was added. Nothing may be added afterwards.
  Hash Finish();

 private:
  struct Context;
  const std::unique_ptr<Context> context_;
};

}  // namespace assessment

#endif  // LEDGER_PROOF_SHA256_STREAM_H_
