#ifndef PROJECTIONS_VIEWS_PREVIEW_H_
#define PROJECTIONS_VIEWS_PREVIEW_H_

// What records would change if they followed a view: computed like everything else, on a view that
// has them.

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/log/event_log.h"
#include "projections/views/index_fold.h"
#include "projections/views/ledger_view.h"
#include "projections/views/score_projection.h"

namespace assessment {

// The view that `base` becomes once `records` follow it; at least one, the first at position
// base.size(). `base` outlives it. INTERNAL when the registry cannot fold one.
absl::StatusOr<std::unique_ptr<LedgerView>> ViewAfter(const LedgerView& base,
                                                      std::vector<RecordPointer> records);

// Scores whose final value, grade, applicable points, veto states or rank differ between `before`
// and the view with `entries` after it, by cycle and unit; a unit that is scored in one of them
// alone has the other side unset. Costs the sheets of each cycle that the records touch, and one
// score more for each unit. DATA_LOSS when an
// entry does not parse, INTERNAL when it cannot be folded: it was not admitted.
absl::StatusOr<std::vector<projections::v1::ScoreChange>> PreviewChanges(
    const LedgerView& before, absl::Span<const CommitEntry> entries, const ScoreProjection& scores);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_PREVIEW_H_
