#include "clients/ctl/verified_log.h"

#include <algorithm>
#include <iostream>

#include "absl/strings/str_cat.h"
#include "clients/cpp/rpc_error.h"
#include "clients/ctl/key_handover.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle_proof.h"

namespace assessment::ctl {

namespace {

absl::StatusOr<ledger::v1::LedgerInfo> FetchInfo(Session& session, const std::string& ledger) {
  ASSIGN_OR_RETURN(const ledger::v1::ListLedgersResponse response,
                   session.client().ListLedgers({}));
  for (const ledger::v1::LedgerInfo& info : response.ledgers()) {
    if (info.ledger() == ledger) return info;
  }
  return absl::FailedPreconditionError(
      absl::StrCat("the server gives a checkpoint of ", ledger, " and does not list that ledger"));
}

absl::StatusOr<ShownEvent> FetchEvent(Session& session, const std::string& ledger,
                                      uint64_t position) {
  ledger::v1::ReadRequest request;
  request.set_ledger(ledger);
  request.set_from_position(position);
  request.set_page_size(1);
  ASSIGN_OR_RETURN(const ledger::v1::ReadResponse page, session.client().Read(request));
  if (page.events_size() != 1) {
    return absl::FailedPreconditionError(
        absl::StrCat("the server gives no event at position ", position));
  }
  const ledger::v1::RecordedEvent& event = page.events(0);
  return ShownEvent{position, event.header_bytes(), event.salt(), event.body_bytes()};
}

absl::StatusOr<std::vector<Hash>> FetchInclusion(Session& session, const std::string& ledger,
                                                 uint64_t position, uint64_t size) {
  ledger::v1::GetInclusionProofRequest request;
  request.set_ledger(ledger);
  request.set_position(position);
  request.set_size(size);
  ASSIGN_OR_RETURN(const ledger::v1::GetInclusionProofResponse response,
                   session.client().GetInclusionProof(request));
  std::vector<Hash> hashes;
  for (const std::string& bytes : response.hashes()) {
    ASSIGN_OR_RETURN(hashes.emplace_back(), HashFromBytes(bytes));
  }
  return hashes;
}

// Moves trust to the key that the server offers, when the log itself names it.
absl::Status FollowOffer(Session& session, const std::string& ledger,
                         VerifiedCheckpoint& verified) {
  const std::string& offered = verified.response.verifier_key();
  const std::string trusted = EncodeVerifierKey(verified.trusted.key);
  ASSIGN_OR_RETURN(const ledger::v1::LedgerInfo info, FetchInfo(session, ledger));
  if (!info.has_signing_key_position()) {
    return absl::FailedPreconditionError(absl::StrCat(
        "the server offers the key ", offered, ", the checkpoint is signed by ", trusted,
        ", and no event of the log names the one offered: ask the authority"));
  }
  const uint64_t position = info.signing_key_position();
  ASSIGN_OR_RETURN(const ShownEvent event, FetchEvent(session, ledger, position));
  ASSIGN_OR_RETURN(const std::vector<Hash> hashes,
                   FetchInclusion(session, ledger, position, verified.checkpoint.size));
  const absl::StatusOr<VerifierKey> newest =
      FollowKeyChange(event, hashes, verified.checkpoint, verified.trusted.key);
  if (!newest.ok() || EncodeVerifierKey(*newest) != offered) {
    return absl::FailedPreconditionError(
        absl::StrCat("the server offers the key ", offered, ", and the event at position ",
                     position, " does not prove it: ",
                     newest.ok() ? absl::StrCat("it names ", EncodeVerifierKey(*newest))
                                 : std::string(newest.status().message()),
                     "; ask the authority"));
  }
  RETURN_IF_ERROR(VerifyCheckpoint(verified.response.checkpoint(), *newest).status());
  RETURN_IF_ERROR(MoveTrust(TrustFilePath(), session.server(), ledger, *newest));
  verified.trusted.earlier.insert(verified.trusted.earlier.begin(), verified.trusted.key);
  verified.trusted.key = *newest;
  std::cerr << Say(Word{"签名公钥已更换，由原公钥签署的日志中的事件证明，今后使用",
                        "the log's key changed, proved by an event under the key trusted so far; "
                        "from now on"},
                   Language::kBoth)
            << " #" << position << " " << offered << "\n";
  return absl::OkStatus();
}

// Why a checkpoint without a signature of the key is refused, and what to do.
absl::Status NotSignedByKey(Session& session, const std::string& ledger, const TrustedKey& trusted,
                            bool given, const absl::Status& cause) {
  if (cause.code() != absl::StatusCode::kFailedPrecondition) return cause;
  const std::string key = EncodeVerifierKey(trusted.key);
  const std::string source =
      given ? "given by --key" : absl::StrCat("remembered in ", TrustFilePath());
  std::string told = "says nothing of a change of keys: another log answers under this name";
  const absl::StatusOr<ledger::v1::LedgerInfo> info = FetchInfo(session, ledger);
  if (info.ok() && info->has_signing_key_position()) {
    told = absl::StrCat("says that its keys changed at position ", info->signing_key_position(),
                        " and offers ", info->verifier_key());
    const absl::StatusOr<ShownEvent> event =
        FetchEvent(session, ledger, info->signing_key_position());
    event::v1::EventBody body;
    if (event.ok() && body.ParseFromString(event->body_bytes)) {
      const event::v1::SigningKeyChanged& changed = body.event().content().signing_key_changed();
      const auto& retired = changed.retired_verifier_keys();
      if (std::find(retired.begin(), retired.end(), key) != retired.end()) {
        told = absl::StrCat("says that position ", info->signing_key_position(), " retired it (",
                            changed.reason(), ") and offers ", info->verifier_key());
      }
    }
  }
  return absl::FailedPreconditionError(absl::StrCat(
      cause.message(), "\n  the key ", source, ", ", key,
      ", did not sign the checkpoint. The server ", told,
      "; nothing signed by that key proves it. Obtain the verifier key from the operator by "
      "another way, then give it with --key, or put it in the place of the old one in ",
      TrustFilePath(),
      "; or verify with an older checkpoint that witnesses cosigned (ledgerctl verify --older)"));
}

}  // namespace

absl::StatusOr<VerifiedCheckpoint> FetchCheckpoint(Session& session, const std::string& ledger,
                                                   const std::string& key) {
  VerifiedCheckpoint verified;
  ledger::v1::GetCheckpointRequest request;
  request.set_ledger(ledger);
  ASSIGN_OR_RETURN(verified.response, session.client().GetCheckpoint(request));
  ASSIGN_OR_RETURN(verified.trusted, FindTrustedKey(TrustFilePath(), session.server(), ledger, key,
                                                    verified.response.verifier_key()));
  const absl::StatusOr<Checkpoint> checkpoint =
      VerifyCheckpoint(verified.response.checkpoint(), verified.trusted.key);
  if (!checkpoint.ok()) {
    return NotSignedByKey(session, ledger, verified.trusted, !key.empty(), checkpoint.status());
  }
  verified.checkpoint = *checkpoint;
  const bool offers_another =
      EncodeVerifierKey(verified.trusted.key) != verified.response.verifier_key();
  if (key.empty() && offers_another) RETURN_IF_ERROR(FollowOffer(session, ledger, verified));
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
