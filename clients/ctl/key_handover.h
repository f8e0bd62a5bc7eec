#ifndef CLIENTS_CTL_KEY_HANDOVER_H_
#define CLIENTS_CTL_KEY_HANDOVER_H_

// How trust moves from a log's key to the next one: by an event of the log under a checkpoint that
// the trusted key signed, and by nothing that a server says.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/sha256.h"

namespace assessment::ctl {

// An event as a server shows it, in the bytes that are hashed.
struct ShownEvent {
  uint64_t position = 0;
  std::string header_bytes;
  std::string salt;
  std::string body_bytes;
};

// The header of an event, read from its bytes. FAILED_PRECONDITION when it is the header of another
// position, or its commitment does not open to salt and body.
absl::StatusOr<event::v1::RecordHeader> OpenHeader(const ShownEvent& event);

// The newest key that a change of keys names. `checkpoint` was verified with `trusted`; `hashes`
// are the inclusion proof of the event under its root. FAILED_PRECONDITION unless the event lies
// under the root, is a SigningKeyChanged of the log of `trusted`, and names `trusted` among the
// keys that sign.
absl::StatusOr<VerifierKey> FollowKeyChange(const ShownEvent& event,
                                            const std::vector<Hash>& hashes,
                                            const Checkpoint& checkpoint,
                                            const VerifierKey& trusted);

}  // namespace assessment::ctl

#endif  // CLIENTS_CTL_KEY_HANDOVER_H_
