#include "projections/yearend/statement_effect.h"

#include <memory>
#include <set>

#include "ledger/base/status_macros.h"
#include "projections/views/counted_view.h"
#include "projections/views/index_fold.h"
#include "projections/views/score_at.h"

namespace assessment {
namespace {

// The ruling and every correction that speaks of it, so that none is left without what it corrects.
std::set<uint64_t> RulingAndCorrections(const EventStream& events, uint64_t ruling) {
  std::set<uint64_t> positions = {ruling};
  for (const RecordPointer& record : events.records()) {
    const event::v1::EventContent& content = record->body.event().content();
    const bool speaks_of_it =
        (content.has_correction_proposed() &&
         positions.contains(content.correction_proposed().position())) ||
        (content.has_correction_confirmed() &&
         positions.contains(content.correction_confirmed().proposal_position()));
    if (speaks_of_it) positions.insert(record->header.position());
  }
  return positions;
}

}  // namespace

absl::StatusOr<std::vector<uint64_t>> StatementsThatMovedGrade(
    const LedgerView& view, const CycleEntry& cycle, const projections::v1::ScoreExplanation& score,
    const EventStream& events_of_unit) {
  std::vector<uint64_t> moved;
  for (const StreamEntry& entry : events_of_unit.entries()) {
    if (!entry.counts() || !entry.content->has_not_applicable_ruled()) continue;
    const event::v1::NotApplicableRuled& ruled = entry.content->not_applicable_ruled();
    if (ruled.cycle() != cycle.opened.cycle() || ruled.ruling() != event::v1::RULING_ACCEPTED) {
      continue;
    }
    const std::unique_ptr<const LedgerView> without =
        CountedView::Without(view, RulingAndCorrections(events_of_unit, entry.position()));
    ASSIGN_OR_RETURN(const UnitScore other,
                     ScoreAt(*without, cycle, score.unit(), ScoreDetail::kSheet));
    if (other.score.grade() != score.grade()) moved.push_back(entry.position());
  }
  return moved;
}

}  // namespace assessment
