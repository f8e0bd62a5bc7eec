#include "projections/views/projection_traces.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "ledger/base/status_macros.h"
#include "ledger/log/trace_comparison.h"
#include "projections/views/ledger_projections.h"

namespace assessment {

absl::Status CheckProjectionTraces(const std::string& ledger, const EventLog& log,
                                   const TraceList& traces, const std::function<bool()>& stop) {
  constexpr uint64_t kLookEvery = 1024;
  LedgerProjections fresh(ledger, log);
  const std::vector<Projection*> projections = fresh.InOrder();
  TraceComparison comparison(traces);
  return log.Read(0, traces.size, [&](uint64_t position, const Record& record) -> absl::Status {
    if (position % kLookEvery == 0 && stop()) return absl::CancelledError("stopping");
    ASSIGN_OR_RETURN(ParsedRecord parsed, ParseCheckedRecord(record));
    const auto shared = std::make_shared<const ParsedRecord>(std::move(parsed));
    const bool leaves = std::any_of(
        projections.begin(), projections.end(),
        [&shared](const Projection* projection) { return projection->LeavesTrace(*shared); });
    RETURN_IF_ERROR(comparison.Compare(position, leaves));
    for (Projection* projection : projections) RETURN_IF_ERROR(projection->Apply(shared));
    return absl::OkStatus();
  });
}

}  // namespace assessment
