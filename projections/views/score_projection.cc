#include "projections/views/score_projection.h"

#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment {

absl::Status ScoreProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  CHECK(record->header.position() == size_);
  sheets_.Touch(record->header);
  size_ = record->header.position() + 1;
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const UnitScore>> ScoreProjection::Sheet(
    const LedgerView& view, const CycleEntry& cycle, const std::string& unit) const {
  CHECK(view.size() <= size_);
  const std::string& name = cycle.opened.cycle();
  if (std::shared_ptr<const UnitScore> kept = sheets_.Find(name, unit, view.size())) return kept;
  ASSIGN_OR_RETURN(UnitScore computed, ScoreAt(view, cycle, unit, ScoreDetail::kSheet));
  auto sheet = std::make_shared<const UnitScore>(std::move(computed));
  sheets_.Store(name, unit, view.size(), sheet->things, sheet->cycles, sheet);
  return std::shared_ptr<const UnitScore>(std::move(sheet));
}

void Stamp(const LedgerView& view, projections::v1::ScoreExplanation& score) {
  score.set_size(view.size());
  score.set_record_time_micros(view.record_time_micros());
}

}  // namespace assessment
