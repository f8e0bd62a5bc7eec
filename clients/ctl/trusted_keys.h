#ifndef CLIENTS_CTL_TRUSTED_KEYS_H_
#define CLIENTS_CTL_TRUSTED_KEYS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/note_key.h"

namespace assessment::ctl {

// The key to verify a ledger with: the one given, or the one remembered for this server and ledger.
// At the first use without a key the server's own is remembered and `first_use` set.
struct TrustedKey {
  VerifierKey key;
  bool first_use = false;
  // Keys that were trusted before it and handed over to it, the latest first: what they signed then
  // is still the log's.
  std::vector<VerifierKey> earlier = {};
};

// `given`: a verifier key from --key, or empty. `offered`: what the server says. Keys are
// remembered in the file `path`, one line "server ledger key" each, with the earlier keys after it.
// The key remembered is returned whatever is offered: only what it signed is believed.
// INVALID_ARGUMENT for a text that is no verifier key.
absl::StatusOr<TrustedKey> FindTrustedKey(const std::string& path, const std::string& server,
                                          const std::string& ledger, absl::string_view given,
                                          absl::string_view offered);

// Remembers `key` in the place of the one remembered for this server and ledger, which becomes the
// latest of its earlier keys. To be called only with a key that the one remembered vouches for. As
// ReplaceReadableFile when the file cannot be written.
absl::Status MoveTrust(const std::string& path, const std::string& server,
                       const std::string& ledger, const VerifierKey& key);

// $ASSESSMENT_TRUST_FILE, or ~/.config/ledgerctl/trusted-keys.
std::string TrustFilePath();

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_TRUSTED_KEYS_H_
