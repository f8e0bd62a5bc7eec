#include "ledger/proof/testing/tree_model.h"

#include "absl/strings/str_cat.h"

namespace assessment::tree_model {
namespace {

size_t LargestPowerOfTwoBelow(size_t n) {
  size_t k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

std::vector<Hash> SubProof(size_t m, Entries d, bool whole) {
  if (m == d.size()) return whole ? std::vector<Hash>{} : std::vector<Hash>{Root(d)};
  const size_t k = LargestPowerOfTwoBelow(d.size());
  std::vector<Hash> proof;
  if (m <= k) {
    proof = SubProof(m, d.subspan(0, k), whole);
    proof.push_back(Root(d.subspan(k)));
  } else {
    proof = SubProof(m - k, d.subspan(k), false);
    proof.push_back(Root(d.subspan(0, k)));
  }
  return proof;
}

}  // namespace

Hash Root(Entries d) {
  if (d.empty()) return Sha256("");
  if (d.size() == 1) return Sha256(absl::StrCat(std::string(1, '\0'), d[0]));
  const size_t k = LargestPowerOfTwoBelow(d.size());
  return Sha256(absl::StrCat(std::string(1, '\1'), HashBytes(Root(d.subspan(0, k))),
                             HashBytes(Root(d.subspan(k)))));
}

std::vector<Hash> Path(size_t m, Entries d) {
  if (d.size() == 1) return {};
  const size_t k = LargestPowerOfTwoBelow(d.size());
  std::vector<Hash> path;
  if (m < k) {
    path = Path(m, d.subspan(0, k));
    path.push_back(Root(d.subspan(k)));
  } else {
    path = Path(m - k, d.subspan(k));
    path.push_back(Root(d.subspan(0, k)));
  }
  return path;
}

std::vector<Hash> Proof(size_t m, Entries d) { return SubProof(m, d, true); }

}  // namespace assessment::tree_model
