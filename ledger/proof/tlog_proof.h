#ifndef LEDGER_PROOF_TLOG_PROOF_H_
#define LEDGER_PROOF_TLOG_PROOF_H_

// C2SP tlog-proof: one file that proves one entry of a log to whoever holds the log's key: the
// index, the hashes of an inclusion proof, and a signed checkpoint.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/sha256.h"

namespace assessment {

struct TlogProof {
  uint64_t index = 0;
  std::vector<Hash> hashes;     // The leaf's sibling first.
  std::string checkpoint_note;  // A signed note.
};

std::string FormatTlogProof(const TlogProof& proof);

// Reads a proof file. INVALID_ARGUMENT names what is wrong: the first line, the index, a hash, more
// than 63 of them, no empty line before the checkpoint. The checkpoint is read by VerifyTlogProof.
absl::StatusOr<TlogProof> ParseTlogProof(absl::string_view bytes);

// Verifies that the entry whose leaf hash this is lies in the log, and returns the checkpoint that
// covers it. INVALID_ARGUMENT and FAILED_PRECONDITION as VerifyCheckpoint and VerifyInclusion.
absl::StatusOr<Checkpoint> VerifyTlogProof(const TlogProof& proof, const Hash& leaf_hash,
                                           const VerifierKey& log_key);

}  // namespace assessment

#endif  // LEDGER_PROOF_TLOG_PROOF_H_
