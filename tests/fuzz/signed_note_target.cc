// What a verifier reads from a log that it does not trust: notes, checkpoints, cosignatures, proof
// files, keys, policies. Whatever the bytes, they are refused, or written as exactly these bytes
// again; and none of them verifies but what the holders of the keys signed.

#include <cstdint>

#include "absl/strings/string_view.h"
#include "ledger/base/check.h"
#include "ledger/proof/checkpoint.h"
#include "ledger/proof/cosignature.h"
#include "ledger/proof/cosignature_policy.h"
#include "ledger/proof/note.h"
#include "ledger/proof/note_key.h"
#include "ledger/proof/testing/vectors.h"
#include "ledger/proof/tlog_proof.h"

namespace assessment {
namespace {

// The published examples are all that these keys ever signed: of the empty tree and of eight
// leaves.
void CheckSigned(const Checkpoint& checkpoint) {
  CHECK(checkpoint.origin == vectors::kLogName);
  CHECK(checkpoint.size == 0 || checkpoint.size == 8);
  CHECK(checkpoint.root == vectors::Root(static_cast<size_t>(checkpoint.size)));
}

void ReadAsNote(absl::string_view bytes, const VerifierKey& log_key, const VerifierKey& witness) {
  const auto note = ParseNote(bytes);
  if (note.ok()) {
    CHECK(FormatNote(*note) == bytes);
    if (VerifyCosignature(*note, witness).ok()) CHECK(ParseCheckpoint(note->text).ok());
  }
  const auto checkpoint = VerifyCheckpoint(bytes, log_key);
  if (checkpoint.ok()) {
    CHECK(note.ok());
    CheckSigned(*checkpoint);
  }
}

void ReadAsProof(absl::string_view bytes, const VerifierKey& log_key) {
  const auto proof = ParseTlogProof(bytes);
  if (!proof.ok()) {
    CHECK(absl::IsInvalidArgument(proof.status()));
    return;
  }
  CHECK(FormatTlogProof(*proof) == bytes);
  // No entry has this leaf.
  CHECK(!VerifyTlogProof(*proof, Hash(), log_key).ok());
}

void ReadAsAnything(absl::string_view bytes) {
  static const auto* const log_key = new VerifierKey(*ParseVerifierKey(vectors::kLogVerifierKey));
  static const auto* const witness =
      new VerifierKey(*ParseVerifierKey(vectors::kWitness1VerifierKey));
  ReadAsNote(bytes, *log_key, *witness);
  ReadAsProof(bytes, *log_key);
  const auto text = ParseCheckpoint(bytes);
  if (text.ok()) CHECK(FormatCheckpoint(*text) == bytes);
  const auto key = ParseVerifierKey(bytes);
  if (key.ok()) CHECK(EncodeVerifierKey(*key) == bytes);
  const auto policy = CosignaturePolicy::Parse(bytes);
  CHECK(policy.ok() || absl::IsInvalidArgument(policy.status()));
}

}  // namespace
}  // namespace assessment

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  assessment::ReadAsAnything({reinterpret_cast<const char*>(data), size});
  return 0;
}
