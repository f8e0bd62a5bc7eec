#ifndef LEDGER_LOG_SEALED_TEXT_H_
#define LEDGER_LOG_SEALED_TEXT_H_

// A sealed text: words about a person that lie beside the log, not in it. The body of the event
// holds the commitment alone; text and salt can be erased together, and every proof stays valid.

#include <string>

#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

struct SealedText {
  std::string commitment;  // 32 bytes; what stands in the body.
  std::string salt;        // limits::kTextSaltBytes random bytes, of this text alone.
  std::string text;        // UTF-8.
  // The text is the name of somebody or something: the same name has the same commitment wherever
  // the ledger says it, so that rules can tell whether two findings name the same one.
  bool is_name = false;

  bool operator==(const SealedText&) const = default;
};

// SHA-256("assessment/sealed/v1" || 0x00 || salt || text).
Hash TextCommitment(absl::string_view salt, absl::string_view text);

}  // namespace assessment

#endif  // LEDGER_LOG_SEALED_TEXT_H_
