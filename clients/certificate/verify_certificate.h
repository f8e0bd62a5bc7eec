#ifndef CLIENTS_CERTIFICATE_VERIFY_CERTIFICATE_H_
#define CLIENTS_CERTIFICATE_VERIFY_CERTIFICATE_H_

// The offline verifier: believes the log's key and nothing else.

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "assessment/event/v1/event.pb.h"
#include "clients/certificate/certificate.h"
#include "clients/certificate/named_evidence.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/note_key.h"

namespace assessment::certificate {

// What a certificate proves.
struct Verified {
  Checkpoint checkpoint;
  // The results as published, computed anew from the events: all of them, or one unit's.
  event::v1::CycleResults results;
  // The unit whose result alone was computed; all other results, and every rank, are then taken
  // from the publication. Empty: everything was computed.
  std::string unit;
  std::string results_digest;  // 32 bytes.
  // The event that published them.
  event::v1::EventContent publication;
  uint64_t events = 0;  // Headers looked at.
  uint64_t bodies = 0;
  // The files that the bodies name, packed or not.
  std::vector<NamedEvidence> evidence;
};

struct VerifyOptions {
  // The log's key, from the auditor's own hand; its name is the origin. While one key hands over to
  // the next the checkpoint carries the signatures of both, and either of them verifies it.
  VerifierKey key;
  // Checkpoints that the auditor holds from before, as notes: the log must extend each. Signed by
  // `key`, or by a key that an event of the certificate names as the log's.
  std::vector<std::string> older_checkpoints;
  // Keys of witnesses whose cosignatures the checkpoint must carry, each.
  std::vector<VerifierKey> witnesses;
};

// Verifies, in this order, and names the first thing that is wrong:
//   - every header is this log's, at its position; every body opens its header's commitment and is
//     about what its header names
//   - the root of the headers is a prefix of the signed checkpoint, and extends every older one
//   - no body that the results rest on is left out, none is too many
//   - the event at the position published this revision of the cycle, by two persons
//   - the results are those published, to the byte, and the page shows them
//   - each file of evidence is one that a body names, and has the hash that it names
//   - computed again by the rules' engine from the events they are the same, and nothing that
//     counted when they were confirmed was left behind
//   - each unit's sheet is that of the score computed, to the byte
// Of a certificate of one unit the results but for that unit's, and its rank, are believed as far
// as two persons agreed on them: no more can be computed from what it holds. FAILED_PRECONDITION
// with the file, the position or the unit; for a key that an event of the certificate retired, with
// that event and its reason.
absl::StatusOr<Verified> VerifyCertificate(const Certificate& certificate,
                                           const VerifyOptions& options);

}  // namespace assessment::certificate

#endif  // CLIENTS_CERTIFICATE_VERIFY_CERTIFICATE_H_
