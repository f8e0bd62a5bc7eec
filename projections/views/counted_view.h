#ifndef PROJECTIONS_VIEWS_COUNTED_VIEW_H_
#define PROJECTIONS_VIEWS_COUNTED_VIEW_H_

// Views that count some of the events of another: what a frozen cycle rests on, and what would be
// if a fact were not.

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "ledger/base/civil.h"
#include "ledger/registry/registry.h"
#include "projections/views/ledger_view.h"

namespace assessment {

class CountedView : public LedgerView {
 public:
  // What a frozen cycle counts: the events of `base` below the fold's size and those added, with
  // the registry of that size. An amendment among those added is one of a part of a composite: the
  // part is read in that revision, the newest of those added. `base`, which has reached it,
  // outlives the view. Errors are those of reading it.
  static absl::StatusOr<std::unique_ptr<const LedgerView>> Frozen(const LedgerView& base,
                                                                  FrozenFold fold);

  // `base` without the events at `positions`. It outlives the view.
  static std::unique_ptr<const LedgerView> Without(const LedgerView& base,
                                                   std::set<uint64_t> positions);

  // `base` without the facts (matters, letters, lateness, accidents and what became of them,
  // honours, blame, metrics: types 300 to 699) whose envelope says that they occurred after `last`.
  // Registry, postings, rulings and corrections stay. It outlives the view.
  static std::unique_ptr<const LedgerView> OccurredBy(const LedgerView& base, const CivilDay& last);

  // Folded from what counts. INTERNAL when an event counts whose correction's proposal does not.
  absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const override;
  absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const override {
    return base_.RegistryAt(size);
  }
  PartReading Part(absl::string_view cycle) const override;

 private:
  using Counts = std::function<bool(const ParsedRecord& record)>;

  CountedView(const LedgerView& base, uint64_t size, RegistryPrefix prefix, Counts counts)
      : LedgerView(base.ledger(), size, prefix.record_time_micros, std::move(prefix.registry)),
        base_(base),
        counts_(std::move(counts)) {}

  const LedgerView& base_;
  const Counts counts_;
  // Of parts that were amended since: the revision added.
  std::map<std::string, FrozenFold, std::less<>> amended_parts_;
};

// The registry that a cycle's scores are read with: once it is frozen, that of the size it was
// frozen at. Lives as long as the view. Errors are those of reading the view.
absl::StatusOr<std::shared_ptr<const Registry>> CountedRegistry(const LedgerView& view,
                                                                const CycleEntry& cycle);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_COUNTED_VIEW_H_
