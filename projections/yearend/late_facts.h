#ifndef PROJECTIONS_YEAREND_LATE_FACTS_H_
#define PROJECTIONS_YEAREND_LATE_FACTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// What was recorded since a cycle was frozen and concerns its units, by position: facts, rulings on
// accidents, corrections, and postings that appeals brought. Each with the change that it would
// make, counted after those before it that were not left out. Events that no score can rest on
// (submissions, sheets, the registry, other cycles' postings) are none. Of a composite also the
// amendments of its parts (CycleAmended), each with what the part's new revision makes of it.
// Requires a frozen cycle. Errors are those of reading the view.
absl::StatusOr<std::vector<projections::v1::LateFact>> FindLateFacts(const LedgerView& view,
                                                                     const CycleEntry& cycle);

// The first late fact that would change something and of which nothing was decided; null when there
// is none.
const projections::v1::LateFact* FirstUndecided(
    const std::vector<projections::v1::LateFact>& facts);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_LATE_FACTS_H_
