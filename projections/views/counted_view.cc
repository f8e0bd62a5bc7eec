#include "projections/views/counted_view.h"

#include <algorithm>

#include "ledger/base/status_macros.h"
#include "projections/scoring/deadline.h"

namespace assessment {

absl::StatusOr<std::unique_ptr<const LedgerView>> CountedView::Frozen(const LedgerView& base,
                                                                      FrozenFold fold) {
  ASSIGN_OR_RETURN(RegistryPrefix prefix, base.RegistryAt(fold.size));
  std::map<std::string, FrozenFold, std::less<>> amended;
  if (!fold.added.empty()) {
    for (const auto& [id, cycle] : base.registry().cycles()) {
      // In order of revision, so that the newest of those added stays.
      for (const PublishedRevision& revision : cycle.year_end.revisions()) {
        if (std::binary_search(fold.added.begin(), fold.added.end(), revision.position)) {
          amended[id] = revision.fold;
        }
      }
    }
  }
  const uint64_t size = fold.size;
  std::unique_ptr<CountedView> view(new CountedView(
      base, size, std::move(prefix), [fold = std::move(fold)](const ParsedRecord& record) {
        return fold.Counts(record.header.position());
      }));
  view->amended_parts_ = std::move(amended);
  return std::unique_ptr<const LedgerView>(std::move(view));
}

PartReading CountedView::Part(absl::string_view cycle) const {
  PartReading part = LedgerView::Part(cycle);
  const auto amended = amended_parts_.find(cycle);
  if (amended == amended_parts_.end()) return part;
  // What the part's revision added need not be added here as well.
  part.view = &base_;
  part.fold = amended->second;
  return part;
}

std::unique_ptr<const LedgerView> CountedView::Without(const LedgerView& base,
                                                       std::set<uint64_t> positions) {
  RegistryPrefix prefix{base.shared_registry(), base.record_time_micros()};
  return std::unique_ptr<const LedgerView>(
      new CountedView(base, base.size(), std::move(prefix),
                      [positions = std::move(positions)](const ParsedRecord& record) {
                        return !positions.contains(record.header.position());
                      }));
}

std::unique_ptr<const LedgerView> CountedView::OccurredBy(const LedgerView& base,
                                                          const CivilDay& last) {
  RegistryPrefix prefix{base.shared_registry(), base.record_time_micros()};
  return std::unique_ptr<const LedgerView>(
      new CountedView(base, base.size(), std::move(prefix), [last](const ParsedRecord& record) {
        // The numbers of event types stay for ever: see EventType in event.proto.
        const int type = record.header.event_type();
        return type < 300 || type >= 700 ||
               ToDay(record.body.event().content().occurred_on()) <= last;
      }));
}

absl::StatusOr<StreamPointer> CountedView::Stream(const IndexKey& key) const {
  ASSIGN_OR_RETURN(StreamPointer whole, base_.Stream(key));
  const auto counts = [this](const RecordPointer& record) { return counts_(*record); };
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
