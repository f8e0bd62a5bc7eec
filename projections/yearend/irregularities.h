#ifndef PROJECTIONS_YEAREND_IRREGULARITIES_H_
#define PROJECTIONS_YEAREND_IRREGULARITIES_H_

#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// What an auditor looks at first: everything recorded about a cycle's units that is allowed and out
// of the ordinary, by unit, then position. None of it changes a score. Errors are those of reading
// the view.
absl::StatusOr<std::vector<projections::v1::Irregularity>> FindIrregularities(
    const LedgerView& view, const CycleEntry& cycle);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_IRREGULARITIES_H_
