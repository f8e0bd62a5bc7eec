#include "projections/views/ledger_projections.h"

#include <utility>

#include "ledger/base/check.h"
#include "ledger/base/status_macros.h"
#include "projections/views/index_fold.h"

namespace assessment {
namespace {

class HistoryView : public LedgerView {
 public:
  HistoryView(std::string ledger, uint64_t size, RegistryPrefix prefix,
              const RegistryProjection& registry, const EventLog& log, HistoryProjection& histories,
              HistoryProjection::Keep keep)
      : LedgerView(std::move(ledger), size, prefix.record_time_micros, std::move(prefix.registry)),
        registry_(registry),
        log_(log),
        histories_(histories),
        keep_(keep) {}

  static absl::StatusOr<RegistryPrefix> PrefixAt(const RegistryProjection& registry,
                                                 const EventLog& log, uint64_t size) {
    RegistryPrefix prefix;
    ASSIGN_OR_RETURN(prefix.record_time_micros, RecordTimeBelow(log, size));
    ASSIGN_OR_RETURN(prefix.registry, registry.At(size));
    return prefix;
  }

  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override {
    return histories_.StreamAt(key, size(), keep_);
  }

  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    return PrefixAt(registry_, log_, size);
  }

 private:
  const RegistryProjection& registry_;
  const EventLog& log_;
  HistoryProjection& histories_;
  const HistoryProjection::Keep keep_;
};

}  // namespace

LedgerProjections::LedgerProjections(std::string ledger, const EventLog& log, KeptLimits limits)
    : ledger_(std::move(ledger)),
      log_(log),
      registry_(log),
      histories_(log, limits.resident_records),
      things_(registry_, histories_),
      scores_(registry_, histories_, limits),
      vetoes_(scores_, limits),
      trail_(registry_, histories_) {}

std::vector<Projection*> LedgerProjections::InOrder() {
  return {&registry_, &histories_, &things_, &scores_, &vetoes_, &trail_};
}

const Projection& LedgerProjections::Of(ProjectionKind kind) const {
  switch (kind) {
    case ProjectionKind::kRegistry:
      return registry_;
    case ProjectionKind::kThings:
      return things_;
    case ProjectionKind::kScores:
      return scores_;
    case ProjectionKind::kVetoes:
      return vetoes_;
    case ProjectionKind::kTrail:
      return trail_;
  }
  CHECK(false);
  return registry_;
}

absl::StatusOr<std::unique_ptr<const LedgerView>> LedgerProjections::ViewAt(
    uint64_t size, HistoryProjection::Keep keep) const {
  ASSIGN_OR_RETURN(RegistryPrefix prefix, HistoryView::PrefixAt(registry_, log_, size));
  return std::make_unique<const HistoryView>(ledger_, size, std::move(prefix), registry_, log_,
                                             histories_, keep);
}

}  // namespace assessment
