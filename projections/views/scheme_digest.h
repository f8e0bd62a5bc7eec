#ifndef PROJECTIONS_VIEWS_SCHEME_DIGEST_H_
#define PROJECTIONS_VIEWS_SCHEME_DIGEST_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/proof/sha256.h"

namespace assessment {

// SHA-256 of a published scheme as it lies inside the body of its SchemePublished event: of the
// bytes stored, which are never serialised again. DATA_LOSS when there is no scheme inside.
absl::StatusOr<Hash> SchemeDigest(absl::string_view body_bytes);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_SCHEME_DIGEST_H_
