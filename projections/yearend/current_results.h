#ifndef PROJECTIONS_YEAREND_CURRENT_RESULTS_H_
#define PROJECTIONS_YEAREND_CURRENT_RESULTS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "ledger/log/event_log.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// The results of a cycle by a fold, serialised once: with the root of the fold's size and the
// digest of the scheme adopted then, as the log has them. Errors are those of reading the log, and
// of ComputeResults.
absl::StatusOr<std::string> SerializedResults(const EventLog& log, const LedgerView& view,
                                              const std::string& cycle, const FrozenFold& fold,
                                              uint32_t revision);

// The results of a cycle that is not published: as it is frozen, or as it would be at the view.
absl::StatusOr<std::string> CurrentResults(const EventLog& log, const LedgerView& view,
                                           const CycleEntry& cycle);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_CURRENT_RESULTS_H_
