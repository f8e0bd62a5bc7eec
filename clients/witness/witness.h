#ifndef CLIENTS_WITNESS_WITNESS_H_
#define CLIENTS_WITNESS_WITNESS_H_

// A witness as c2sp.org/tlog-witness has it: it is shown a log's new checkpoint with a proof that
// the log only grew since the one it cosigned last, and answers with its cosignature. Here is what
// it decides; how a request reaches it is another's matter (witness_server.h, or a file by hand).

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/witness/witness_state.h"
#include "ledger/base/clock.h"
#include "ledger/proof/note.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// The body of a request is no longer: a note, the old size and kProofHashesMax lines of base64.
inline constexpr size_t kAddCheckpointBytesMax = kNoteBytesMax + 64 * 64;

// The content types of answers.
inline constexpr char kPlainText[] = "text/plain; charset=utf-8";
inline constexpr char kTreeSizeText[] = "text/x.tlog.size";

// What a client asks: to cosign `checkpoint`, which extends the tree of `old_size` leaves.
struct AddCheckpointRequest {
  uint64_t old_size = 0;
  std::vector<Hash> proof;  // In the order of RFC 6962.
  std::string checkpoint;   // A signed note.
};

std::string FormatAddCheckpoint(const AddCheckpointRequest& request);

// Reads a request's body. INVALID_ARGUMENT names what is wrong: more than kAddCheckpointBytesMax
// bytes, the line of the old size, a hash, more than 63 of them, no empty line. The note is not
// read.
absl::StatusOr<AddCheckpointRequest> ParseAddCheckpoint(absl::string_view body);

// An answer in terms of HTTP.
struct WitnessAnswer {
  int status = 0;
  std::string content_type;
  std::string body;
};

// Statuses of an answer, in the order in which their causes are looked for.
//
//   400  the body is malformed: nothing else was looked at
//   404  the log of this origin is not known here
//   403  no signature of the log's key, or one that does not verify
//   400  the old size is beyond the checkpoint's
//   409  the old size is not the one cosigned last, which the body says: ask again from there. Also
//        when it is, the checkpoint has the same size and another root: the log forked
//   422  the proof does not verify
//   500  the memory cannot be written: nothing was cosigned
//   200  the body is the line of the cosignature
enum WitnessStatus {
  kWitnessCosigned = 200,
  kWitnessMalformed = 400,
  kWitnessNoSignature = 403,
  kWitnessUnknownLog = 404,
  kWitnessOtherSize = 409,
  kWitnessNotProven = 422,
  kWitnessBroken = 500,
};

// Thread-safe.
class Witness {
 public:
  // `key` is a cosigner's, `logs` are log keys, each for the origin that is its name; several of
  // one name are keys of one log. INVALID_ARGUMENT for keys of another kind or no log. `state` and
  // `clock` outlive the witness.
  static absl::StatusOr<Witness> Create(SignerKey key, std::vector<VerifierKey> logs,
                                        WitnessState& state, Clock& clock);

  // Answers one request. What it cosigns is durable in the state before it returns.
  WitnessAnswer AddCheckpoint(absl::string_view body);

 private:
  Witness(SignerKey key, std::vector<VerifierKey> logs, WitnessState& state, Clock& clock);

  SignerKey key_;
  std::vector<VerifierKey> logs_;
  WitnessState* state_;
  Clock* clock_;
};

}  // namespace assessment

#endif  // CLIENTS_WITNESS_WITNESS_H_
