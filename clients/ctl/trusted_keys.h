#ifndef CLIENTS_CTL_TRUSTED_KEYS_H_
#define CLIENTS_CTL_TRUSTED_KEYS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/note_key.h"

namespace assessment::ctl {

// The key to verify a ledger with: the one given, or the one remembered for this server and ledger.
// At the first use without a key the server's own is remembered and `first_use` set: from then on
// another key is refused.
struct TrustedKey {
  VerifierKey key;
  bool first_use = false;
};

// `given`: a verifier key from --key, or empty. `offered`: what the server says. Keys are
// remembered in the file `path`, one line "server ledger key" each. FAILED_PRECONDITION when the
// remembered key is another than the offered.
absl::StatusOr<TrustedKey> FindTrustedKey(const std::string& path, const std::string& server,
                                          const std::string& ledger, absl::string_view given,
                                          absl::string_view offered);

// $ASSESSMENT_TRUST_FILE, or ~/.config/ledgerctl/trusted-keys.
std::string TrustFilePath();

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_TRUSTED_KEYS_H_
