#ifndef LEDGER_PROOF_TESTING_TREE_MODEL_H_
#define LEDGER_PROOF_TESTING_TREE_MODEL_H_

// The definitions of RFC 6962 section 2.1 written down as they stand: recursive, slow, from the
// leaves anew every time. What the room's fast code is compared with; it shares nothing with that
// code but the SHA-256 itself.

#include <string>
#include <vector>

#include "absl/types/span.h"
#include "ledger/proof/sha256.h"

namespace assessment::tree_model {

using Entries = absl::Span<const std::string>;

// MTH(D): the root over all entries.
Hash Root(Entries entries);

// PATH(m, D). Requires index < entries.size().
std::vector<Hash> Path(size_t index, Entries entries);

// PROOF(m, D). Requires 0 < old_size <= entries.size().
std::vector<Hash> Proof(size_t old_size, Entries entries);

}  // namespace assessment::tree_model

#endif  // LEDGER_PROOF_TESTING_TREE_MODEL_H_
