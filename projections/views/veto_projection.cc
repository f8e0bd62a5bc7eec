#include "projections/views/veto_projection.h"

#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"

namespace assessment {
namespace {

// Clause postings have the types 200 to 299, for ever: see EventType in event.proto. What corrects
// them does not say what it corrects, so it counts as a fact.
bool IsClausePosting(const event::v1::RecordHeader& header) {
  return header.event_type() >= 200 && header.event_type() <= 299;
}

}  // namespace

absl::Status VetoProjection::Apply(std::shared_ptr<const ParsedRecord> record) {
  CHECK(record->header.position() == size_);
  if (!IsClausePosting(record->header)) vetoes_.Touch(record->header);
  size_ = record->header.position() + 1;
  return absl::OkStatus();
}

absl::StatusOr<std::shared_ptr<const VetoProjection::Vetoes>> VetoProjection::VetoesOf(
    const LedgerView& view, const CycleEntry& cycle, const std::string& unit) const {
  CHECK(view.size() <= size_);
  const std::string& name = cycle.opened.cycle();
  if (std::shared_ptr<const Vetoes> kept = vetoes_.Find(name, unit, view.size())) return kept;
  ASSIGN_OR_RETURN(const std::shared_ptr<const UnitScore> sheet, scores_.Sheet(view, cycle, unit));
  auto vetoes =
      std::make_shared<const Vetoes>(sheet->score.vetoes().begin(), sheet->score.vetoes().end());
  size_t bytes = 0;
  for (const projections::v1::VetoStatus& veto : *vetoes) bytes += veto.ByteSizeLong();
  vetoes_.Store(name, unit, view.size(), sheet->things, sheet->cycles, bytes, vetoes);
  return std::shared_ptr<const Vetoes>(std::move(vetoes));
}

}  // namespace assessment
