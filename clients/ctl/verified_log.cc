#include "clients/ctl/verified_log.h"

#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/cpp/rpc_error.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle_proof.h"

namespace assessment::ctl {

absl::StatusOr<VerifiedCheckpoint> FetchCheckpoint(Session& session, const std::string& ledger,
                                                   const std::string& key) {
  VerifiedCheckpoint verified;
  ledger::v1::GetCheckpointRequest request;
  request.set_ledger(ledger);
  ASSIGN_OR_RETURN(verified.response, session.client().GetCheckpoint(request));
  ASSIGN_OR_RETURN(verified.trusted, FindTrustedKey(TrustFilePath(), session.server(), ledger, key,
                                                    verified.response.verifier_key()));
  ASSIGN_OR_RETURN(verified.checkpoint,
                   VerifyCheckpoint(verified.response.checkpoint(), verified.trusted.key));
  return verified;
}

absl::StatusOr<FetchedConsistency> FetchConsistency(Session& session, const std::string& ledger,
                                                    uint64_t old_size, uint64_t new_size) {
  FetchedConsistency fetched;
  ledger::v1::GetConsistencyProofRequest request;
  request.set_ledger(ledger);
  request.set_old_size(old_size);
  request.set_new_size(new_size);
  ASSIGN_OR_RETURN(fetched.response, session.client().GetConsistencyProof(request));
  for (const std::string& bytes : fetched.response.hashes()) {
    ASSIGN_OR_RETURN(const Hash hash, HashFromBytes(bytes));
    fetched.hashes.push_back(hash);
  }
  return fetched;
}

absl::StatusOr<Hash> VerifiedRoot(Session& session, const std::string& ledger,
                                  const VerifiedCheckpoint& signed_log, uint64_t size) {
  const Checkpoint& checkpoint = signed_log.checkpoint;
  if (size == checkpoint.size) return checkpoint.root;
  if (size > checkpoint.size) {
    return absl::InvalidArgumentError(
        absl::StrCat("size ", size, ": the signed log has only ", checkpoint.size, " events"));
  }
  ASSIGN_OR_RETURN(const FetchedConsistency fetched,
                   FetchConsistency(session, ledger, size, checkpoint.size));
  ASSIGN_OR_RETURN(const Hash root, HashFromBytes(fetched.response.old_root_hash()));
  RETURN_IF_ERROR(VerifyConsistency(size, checkpoint.size, root, checkpoint.root, fetched.hashes));
  return root;
}

absl::Status TakeNotVerified(Session& session, const absl::Status& status) {
  const bool answered = DescribeRpcError(status).reason != ledger::v1::REASON_UNSPECIFIED;
  if (answered || status.code() != absl::StatusCode::kFailedPrecondition) return status;
  std::cerr << "✗ " << Say(Word{"验证不通过", "does not verify"}, Language::kBoth) << ": "
            << status.message() << "\n";
  session.SetExitStatus(kExitNotVerified);
  return absl::OkStatus();
}

}  // namespace assessment::ctl
