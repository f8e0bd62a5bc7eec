#include "ledger/registry/results_digest.h"

namespace assessment {

Hash ResultsDigest(absl::string_view results_bytes) {
  return Sha256Of({"assessment/results/v1", absl::string_view("\0", 1), results_bytes});
}

}  // namespace assessment
