#include "ledger/log/sealed_text.h"

namespace assessment {

Hash TextCommitment(absl::string_view salt, absl::string_view text) {
  constexpr absl::string_view kDomain("assessment/sealed/v1\0", 21);
  return Sha256Of({kDomain, salt, text});
}

}  // namespace assessment
