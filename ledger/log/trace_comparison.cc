#include "ledger/log/trace_comparison.h"

#include "absl/strings/str_cat.h"

namespace assessment {

absl::Status TraceComparison::Compare(uint64_t position, bool left_trace) {
  const bool listed = met_ < traces_.positions.size() && traces_.positions[met_] == position;
  if (listed) ++met_;
  if (left_trace == listed) return absl::OkStatus();
  return absl::DataLossError(absl::StrCat("the list of traces ",
                                          left_trace ? "leaves out" : "has without reason",
                                          " position ", position));
}

}  // namespace assessment
