#ifndef CLIENTS_CTL_VERIFIED_LOG_H_
#define CLIENTS_CTL_VERIFIED_LOG_H_

// Checkpoints and roots of a log, fetched from the server and verified here with the key that this
// user trusts: given by --key, or remembered from the first use.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/ledger/v1/ledger_service.pb.h"
#include "clients/ctl/session.h"
#include "clients/ctl/trusted_keys.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/sha256.h"

namespace assessment::ctl {

// A checkpoint whose signature was verified.
struct VerifiedCheckpoint {
  ledger::v1::GetCheckpointResponse response;
  Checkpoint checkpoint;
  TrustedKey trusted;
};

// Fetches the newest checkpoint of `ledger` and verifies its signature; `key` as given by --key,
// empty: the one remembered. When the server offers another key than the one remembered, the event
// that names it is proved under the checkpoint that the one remembered signed, and only then the
// new one is remembered in its place (said on standard error). FAILED_PRECONDITION when the
// checkpoint does not verify, of a key that signs no more with what the server says became of it,
// or when a key is offered that nothing proves.
absl::StatusOr<VerifiedCheckpoint> FetchCheckpoint(Session& session, const std::string& ledger,
                                                   const std::string& key);

// A consistency proof as fetched; not verified yet.
struct FetchedConsistency {
  ledger::v1::GetConsistencyProofResponse response;
  std::vector<Hash> hashes;
};

absl::StatusOr<FetchedConsistency> FetchConsistency(Session& session, const std::string& ledger,
                                                    uint64_t old_size, uint64_t new_size);

// The root of the log of `size` (at least 1), proved to be a prefix of the signed one.
// FAILED_PRECONDITION when the proof does not verify; INVALID_ARGUMENT when the signed log is
// smaller than `size`.
absl::StatusOr<Hash> VerifiedRoot(Session& session, const std::string& ledger,
                                  const VerifiedCheckpoint& signed_log, uint64_t size);

// What does not verify has an exit status of its own, told from what could not be asked: when
// `status` says that something does not verify (FAILED_PRECONDITION, and not an answer of the
// server's), prints it, sets kExitNotVerified and returns OK. Any other status is returned as it
// is.
absl::Status TakeNotVerified(Session& session, const absl::Status& status);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_VERIFIED_LOG_H_
