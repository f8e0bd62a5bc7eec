#ifndef PROJECTIONS_VIEWS_LEDGER_VIEW_H_
#define PROJECTIONS_VIEWS_LEDGER_VIEW_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "ledger/log/event_log.h"
#include "ledger/registry/registry.h"
#include "projections/views/history_projection.h"

namespace assessment {

// The registry of a prefix, and the record time of the newest event below it; 0 when there is none.
struct RegistryPrefix {
  std::shared_ptr<const Registry> registry;
  int64_t record_time_micros = 0;
};

class LedgerView;

// A cycle as a composite reads it.
struct PartReading {
  const LedgerView* view = nullptr;
  const CycleEntry* cycle = nullptr;    // Null when it is not open.
  std::optional<FrozenFold> fold = {};  // The revision that counts; unset: it is not frozen.
};

// What one prefix of a ledger's log says: everything an answer is computed from. Never changes, so
// one view gives one consistent answer however the log grows meanwhile. Thread-safe.
class LedgerView {
 public:
  LedgerView(std::string ledger, uint64_t size, int64_t record_time_micros,
             std::shared_ptr<const Registry> registry)
      : ledger_(std::move(ledger)),
        size_(size),
        record_time_micros_(record_time_micros),
        registry_(std::move(registry)) {}
  virtual ~LedgerView() = default;
  LedgerView(const LedgerView&) = delete;
  LedgerView& operator=(const LedgerView&) = delete;

  const std::string& ledger() const { return ledger_; }
  // Events below this position are in it.
  uint64_t size() const { return size_; }
  // Of the newest of them; 0 when there is none.
  int64_t record_time_micros() const { return record_time_micros_; }
  const Registry& registry() const { return *registry_; }
  const std::shared_ptr<const Registry>& shared_registry() const { return registry_; }

  // The stream of a unit or an accident; empty for an unknown one. Errors are those of reading the
  // log or folding.
  virtual absl::StatusOr<StreamPointer> Stream(const IndexKey& key) const = 0;

  // The registry as it was at `size`, not beyond this view's. Errors are those of reading the log.
  virtual absl::StatusOr<RegistryPrefix> RegistryAt(uint64_t size) const = 0;

  // The cycle `cycle` as a composite cycle of this view reads it: in the revision that counts here.
  // Lives as long as the view.
  virtual PartReading Part(absl::string_view cycle) const;

 private:
  const std::string ledger_;
  const uint64_t size_;
  const int64_t record_time_micros_;
  const std::shared_ptr<const Registry> registry_;
};

// The cycle `cycle`; REASON_NOT_FOUND when it is not open at this size, REASON_FIELD_MISSING when
// it is empty. Lives as long as the view.
absl::StatusOr<const CycleEntry*> FindCycle(const LedgerView& view, absl::string_view cycle);

// The same, with an adopted scheme; else REASON_CYCLE_WITHOUT_SCHEME.
absl::StatusOr<const CycleEntry*> FindScoredCycle(const LedgerView& view, absl::string_view cycle);

// The unit that identifier, name or alias `text` addresses; errors as FindCycle.
absl::StatusOr<const UnitEntry*> FindUnit(const LedgerView& view, absl::string_view text);

// The same, assessed in `cycle`; else REASON_UNIT_NOT_IN_CYCLE.
absl::StatusOr<const UnitEntry*> FindUnitOf(const LedgerView& view, const CycleEntry& cycle,
                                            absl::string_view text);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_LEDGER_VIEW_H_
