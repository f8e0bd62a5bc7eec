#ifndef CLIENTS_CTL_COSIGNED_CHECKPOINT_H_
#define CLIENTS_CTL_COSIGNED_CHECKPOINT_H_

// The ledger's checkpoint with the word of witnesses: fetched, shown to each of them, and judged by
// a policy.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "clients/ctl/session.h"
#include "clients/ctl/verified_log.h"
#include "ledger/proof/cosignature_policy.h"

namespace assessment::ctl {

struct WitnessQuestion {
  std::string ledger;
  std::string key;                // As given by --key.
  std::vector<std::string> urls;  // None: those that the policy names.
  std::string tls_ca;             // Empty: the system's authorities.
};

struct CosignedLog {
  VerifiedCheckpoint log;
  std::string note;             // The log's signature and every cosignature, all verified.
  CosignedCheckpoint cosigned;  // What the policy makes of it.
};

// Asks every witness in turn. One that does not answer, or not as a witness would, is named on
// standard error and counts as missing. FAILED_PRECONDITION when a witness holds another history
// than the ledger shows, named with its URL, whatever the others say; or when the policy is not
// met. INVALID_ARGUMENT for a URL that is none, or no URL at all.
absl::StatusOr<CosignedLog> AskWitnesses(Session& session, const CosignaturePolicy& policy,
                                         const WitnessQuestion& question);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_COSIGNED_CHECKPOINT_H_
