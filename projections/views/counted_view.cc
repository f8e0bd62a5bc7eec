#include "projections/views/counted_view.h"

#include <algorithm>

#include "ledger/base/status_macros.h"

namespace assessment {

absl::StatusOr<std::unique_ptr<const LedgerView>> CountedView::Frozen(const LedgerView& base,
                                                                      FrozenFold fold) {
  ASSIGN_OR_RETURN(RegistryPrefix prefix, base.RegistryAt(fold.size));
  const uint64_t size = fold.size;
  return std::unique_ptr<const LedgerView>(new CountedView(
      base, size, std::move(prefix),
      [fold = std::move(fold)](uint64_t position) { return fold.Counts(position); }));
}

std::unique_ptr<const LedgerView> CountedView::Without(const LedgerView& base,
                                                       std::set<uint64_t> positions) {
  RegistryPrefix prefix{base.shared_registry(), base.record_time_micros()};
  return std::unique_ptr<const LedgerView>(new CountedView(
      base, base.size(), std::move(prefix), [positions = std::move(positions)](uint64_t position) {
        return !positions.contains(position);
      }));
}

absl::StatusOr<StreamPointer> CountedView::Stream(const IndexKey& key) const {
  ASSIGN_OR_RETURN(StreamPointer whole, base_.Stream(key));
  const auto counts = [this](const RecordPointer& record) {
    return counts_(record->header.position());
  };
  if (std::all_of(whole->records().begin(), whole->records().end(), counts)) return whole;
  auto counted = std::make_shared<EventStream>();
  for (const RecordPointer& record : whole->records()) {
    if (counts(record)) RETURN_IF_ERROR(counted->Apply(record));
  }
  return StreamPointer(std::move(counted));
}

absl::StatusOr<std::shared_ptr<const Registry>> CountedRegistry(const LedgerView& view,
                                                                const CycleEntry& cycle) {
  if (!cycle.year_end.frozen().has_value()) return view.shared_registry();
  ASSIGN_OR_RETURN(RegistryPrefix prefix, view.RegistryAt(cycle.year_end.frozen()->size));
  return std::move(prefix.registry);
}

}  // namespace assessment
