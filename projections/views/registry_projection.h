#ifndef PROJECTIONS_VIEWS_REGISTRY_PROJECTION_H_
#define PROJECTIONS_VIEWS_REGISTRY_PROJECTION_H_

#include <cstdint>
#include <list>
#include <memory>
#include <set>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "ledger/registry/registry.h"
#include "projections/runner/projection.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

// Units, schemes and cycles as they stand, and as they stood. Registry events are few and cluster
// at the beginning of a year, so most earlier sizes see the registry of today. Thread-safe.
class RegistryProjection : public Projection {
 public:
  // `log` outlives this.
  explicit RegistryProjection(const EventLog& log) : log_(log) {}

  absl::string_view name() const override { return "registry"; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool LeavesTrace(const ParsedRecord& record) const override ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ApplyTrace(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void PassOver(uint64_t size) override ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t size() const override ABSL_LOCKS_EXCLUDED(mutex_);

  // The registry at `size`, never changed afterwards. Requires a size that was reached. DATA_LOSS
  // when an earlier one cannot be read from the log.
  absl::StatusOr<std::shared_ptr<const Registry>> At(uint64_t size) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The end of units, supervisions and letters of responsibility (types 116 to 119) at `size`, with
  // their corrections resolved. Requires and errors as At.
  absl::StatusOr<EventStream> StandingAt(uint64_t size) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // An earlier registry: made of the first `events` registry events.
  struct Earlier {
    size_t events = 0;
    std::shared_ptr<const Registry> registry;
  };

  absl::Status Fold(std::shared_ptr<const ParsedRecord> record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  std::shared_ptr<const Registry> Present() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const EventLog& log_;

  mutable Mutex mutex_;
  uint64_t size_ ABSL_GUARDED_BY(mutex_) = 0;
  Registry registry_ ABSL_GUARDED_BY(mutex_);
  std::vector<uint64_t> positions_ ABSL_GUARDED_BY(mutex_);  // Of the registry events.
  // Events about the standing of units, and what corrects them; few, so all are at hand.
  EventStream standing_ ABSL_GUARDED_BY(mutex_);
  std::set<uint64_t> standing_positions_ ABSL_GUARDED_BY(mutex_);
  // A copy of registry_ for readers; null when registry_ has changed since the last one.
  mutable std::shared_ptr<const Registry> present_ ABSL_GUARDED_BY(mutex_);
  // Asked for last first.
  mutable std::list<Earlier> earlier_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_REGISTRY_PROJECTION_H_
