#ifndef LEDGER_REGISTRY_RESULTS_DIGEST_H_
#define LEDGER_REGISTRY_RESULTS_DIGEST_H_

#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// The digest of a cycle's results: SHA-256 over "assessment/results/v1", a zero byte and the bytes
// of a CycleResults as they were serialised once. See CycleResults in year_end.proto.
Hash ResultsDigest(absl::string_view results_bytes);

}  // namespace assessment

#endif  // LEDGER_REGISTRY_RESULTS_DIGEST_H_
