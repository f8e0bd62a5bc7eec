#ifndef LEDGER_PROOF_MERKLE_PROOF_H_
#define LEDGER_PROOF_MERKLE_PROOF_H_

// Proofs over the tree of merkle.h, made and verified, in the wire order of RFC 6962: the hashes
// nearest the leaf come first. Making needs a reader of nodes and trusts it; verifying needs
// nothing but the numbers, the hashes and SHA-256.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "ledger/proof/merkle.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// No proof has more hashes. Only a tree beyond 2^62 leaves could need 64; that proof is refused.
inline constexpr size_t kProofHashesMax = 63;

// Makes the proof that leaf `index` is in the tree of `size` leaves. OUT_OF_RANGE when
// index >= size or size > kTreeSizeMax; failures of the reader are passed through.
absl::StatusOr<std::vector<Hash>> InclusionProof(uint64_t index, uint64_t size, NodeReader& reader);

// Makes the proof that the tree of `old_size` leaves is a prefix of the tree of `new_size`: empty
// when the sizes are equal or the old one is 0. OUT_OF_RANGE when old_size > new_size or
// new_size > kTreeSizeMax; failures of the reader are passed through.
absl::StatusOr<std::vector<Hash>> ConsistencyProof(uint64_t old_size, uint64_t new_size,
                                                   NodeReader& reader);

// Verifies that the tree of `size` leaves with `root` holds `leaf_hash` at `index`.
// INVALID_ARGUMENT when the numbers are out of range or the proof has not exactly as many hashes as
// they demand; FAILED_PRECONDITION when the hashes lead to another root. Numbers are judged first.
absl::Status VerifyInclusion(const Hash& leaf_hash, uint64_t index, uint64_t size,
                             absl::Span<const Hash> proof, const Hash& root);

// Verifies that the tree of `new_size` leaves with `new_root` extends the tree of `old_size` leaves
// with `old_root`. From size 0 there is nothing to prove: the proof must be empty and `old_root`
// must be EmptyRoot(). Equal sizes: an empty proof and equal roots. INVALID_ARGUMENT as above;
// FAILED_PRECONDITION names the root, old or new, that the hashes do not lead to.
absl::Status VerifyConsistency(uint64_t old_size, uint64_t new_size, const Hash& old_root,
                               const Hash& new_root, absl::Span<const Hash> proof);

}  // namespace assessment

#endif  // LEDGER_PROOF_MERKLE_PROOF_H_
