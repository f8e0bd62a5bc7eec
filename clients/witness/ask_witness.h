#ifndef CLIENTS_WITNESS_ASK_WITNESS_H_
#define CLIENTS_WITNESS_ASK_WITNESS_H_

// The other side of witness.h: showing a witness a checkpoint and taking its cosignature, or its
// objection.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "clients/witness/witness.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature_policy.h"
#include "ledger/proof/note.h"

namespace assessment {

// Sends the body of an add-checkpoint request to a witness. A status that is not OK says that there
// was no answer.
using AddCheckpointCall = std::function<absl::StatusOr<WitnessAnswer>(const std::string& body)>;

// Fetches the proof that the log of `old_size` leaves is a prefix of the checkpoint's.
using ConsistencyFetch = std::function<absl::StatusOr<std::vector<Hash>>(uint64_t old_size)>;

// What became of asking one witness.
struct WitnessReply {
  enum Kind {
    // `signatures` hold the cosignatures of known witnesses, each verified.
    kCosigned,
    // The witness cosigned `stored_size` leaves, more than the checkpoint has: the checkpoint is
    // old, or the ledger was put back to an older copy.
    kBeyond,
    // What it cosigned, of `stored_size` leaves, is no prefix of the checkpoint: the ledger has two
    // histories.
    kContradicts,
  };
  Kind kind = kCosigned;
  std::vector<NoteSignature> signatures;
  uint64_t stored_size = 0;
};

// Asks one witness to cosign `checkpoint`, a signed note that the caller verified. The size the
// witness has is learnt from its answer; the proof from there is fetched and sent. Cosignatures of
// keys that `witnesses` do not name are ignored. UNAVAILABLE when it did not answer or kept naming
// other sizes; FAILED_PRECONDITION for an answer that is no witness's: another status, a body that
// cannot be read, a cosignature of a known key that does not verify, none of a known key.
absl::StatusOr<WitnessReply> AskWitness(absl::string_view checkpoint,
                                        absl::Span<const PolicyWitness> witnesses,
                                        const AddCheckpointCall& call,
                                        const ConsistencyFetch& fetch);

}  // namespace assessment

#endif  // CLIENTS_WITNESS_ASK_WITNESS_H_
