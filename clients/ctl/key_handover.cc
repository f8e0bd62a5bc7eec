#include "clients/ctl/key_handover.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "ledger/base/status_macros.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/merkle_proof.h"

namespace assessment::ctl {

absl::StatusOr<event::v1::RecordHeader> OpenHeader(const ShownEvent& event) {
  event::v1::RecordHeader header;
  if (!header.ParseFromString(event.header_bytes) || header.position() != event.position) {
    return absl::FailedPreconditionError("the header's bytes are those of another event");
  }
  if (Sha256Of({event.salt, event.body_bytes}).view() != header.body_commitment()) {
    return absl::FailedPreconditionError("the header's commitment does not open to salt and body");
  }
  return header;
}

absl::StatusOr<VerifierKey> FollowKeyChange(const ShownEvent& event,
                                            const std::vector<Hash>& hashes,
                                            const Checkpoint& checkpoint,
                                            const VerifierKey& trusted) {
  ASSIGN_OR_RETURN(const event::v1::RecordHeader header, OpenHeader(event));
  if (header.origin() != trusted.name) {
    return absl::FailedPreconditionError(
        absl::StrCat("the header is of log ", header.origin(), ", the key of ", trusted.name));
  }
  if (event.position >= checkpoint.size) {
    return absl::FailedPreconditionError(absl::StrCat(
        "position ", event.position, " lies beyond the signed size ", checkpoint.size));
  }
  RETURN_IF_ERROR(VerifyInclusion(LeafHash(event.header_bytes), event.position, checkpoint.size,
                                  hashes, checkpoint.root));
  event::v1::EventBody body;
  if (!body.ParseFromString(event.body_bytes) ||
      !body.event().content().has_signing_key_changed()) {
    return absl::FailedPreconditionError(
        absl::StrCat("position ", event.position, " is no change of signing keys"));
  }
  const auto& keys = body.event().content().signing_key_changed().verifier_keys();
  if (std::find(keys.begin(), keys.end(), EncodeVerifierKey(trusted)) == keys.end()) {
    return absl::FailedPreconditionError(absl::StrCat("position ", event.position,
                                                      " does not name ", EncodeVerifierKey(trusted),
                                                      " among the keys that sign"));
  }
  ASSIGN_OR_RETURN(const VerifierKey newest, ParseVerifierKey(keys[keys.size() - 1]));
  if (newest.name == trusted.name && newest.type == NoteKeyType::kLog) return newest;
  return absl::FailedPreconditionError(
      absl::StrCat("position ", event.position, " names the key of another log, ", newest.name));
}

}  // namespace assessment::ctl
