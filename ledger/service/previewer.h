#ifndef LEDGER_SERVICE_PREVIEWER_H_
#define LEDGER_SERVICE_PREVIEWER_H_

// What events would change, as the read side computes it. The write side knows no scores: the
// composition root gives it this.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/log/event_log.h"

namespace assessment {

class Previewer {
 public:
  virtual ~Previewer() = default;

  // The scores and vetoes of `ledger` that would change if `records`, finished at positions `size`,
  // `size` + 1, ..., followed the first `size` events; by cycle and unit, unchanged ones left out.
  // Thread-safe; may take long. REASON_PROJECTION_STALE when the read side has stopped.
  virtual absl::StatusOr<std::vector<projections::v1::ScoreChange>> Changes(
      const std::string& ledger, uint64_t size, absl::Span<const CommitEntry> records) = 0;
};

}  // namespace assessment

#endif  // LEDGER_SERVICE_PREVIEWER_H_
