#ifndef LEDGER_PROOF_TREE_ROOTS_H_
#define LEDGER_PROOF_TREE_ROOTS_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>

#include "absl/types/span.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// The roots that a log of these entries had at each of `sizes`, which are at most their number.
// `workers`, at least 1, threads hash at once, the calling thread among them. Memory: a hash for
// every thousand entries.
std::map<uint64_t, Hash> TreeRoots(absl::Span<const std::string> entries,
                                   const std::set<uint64_t>& sizes, size_t workers);

}  // namespace assessment

#endif  // LEDGER_PROOF_TREE_ROOTS_H_
