#ifndef PROJECTIONS_YEAREND_CHECKLIST_H_
#define PROJECTIONS_YEAREND_CHECKLIST_H_

// What stands in the way of freezing a cycle.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/year_end_service.pb.h"
#include "projections/views/ledger_view.h"

namespace assessment {

struct Checklist {
  // By unit, kind and subject; what concerns the cycle as a whole first.
  std::vector<projections::v1::Blocking> blocking;
  std::vector<projections::v1::ToAccept> to_accept;

  // True when nothing blocks and everything is accepted.
  bool ready() const;
};

// A score this near to the edge of a grade is to be accepted, in thousandths of a point.
inline constexpr int64_t kNearBandMilli = 100;

// The checklist of a cycle that has adopted a scheme and is not frozen. Errors are those of reading
// the view.
//
// Blocking: units not told their result, items not covered, questions not answered, interpretations
// not confirmed, objections not decided, items of the team on no sheet, sheets not signed, signed
// items whose score is another by now, accidents that are not ruled on and of which nothing was
// decided, a clerk that is paused or has not come to the cycle's last day, parts of a composite
// that are not frozen, figures of last year that differ from the ledger's count and rest on no
// document. To be accepted: open matters, vetoes not evaluated, units without any
// finding, scores near the edge of a grade, accepted statements without which the grade would be
// another.
absl::StatusOr<Checklist> MakeChecklist(const LedgerView& view, const CycleEntry& cycle);

}  // namespace assessment

#endif  // PROJECTIONS_YEAREND_CHECKLIST_H_
