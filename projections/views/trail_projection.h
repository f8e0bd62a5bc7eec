#ifndef PROJECTIONS_VIEWS_TRAIL_PROJECTION_H_
#define PROJECTIONS_VIEWS_TRAIL_PROJECTION_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "assessment/projections/v1/assessment_service.pb.h"
#include "ledger/base/mutex.h"
#include "projections/runner/projection.h"
#include "projections/scoring/shared_sequence.h"
#include "projections/views/ledger_view.h"
#include "projections/views/registry_projection.h"

namespace assessment {

struct TrailRequest {
  std::string unit;
  // Only events whose header names it; empty: all.
  std::string cycle;
  uint64_t from_position = 0;
  // At least 1.
  size_t entries_max = 100;
  // About how large the entries may be together; one is given whatever its size.
  size_t bytes_max = 3 * 1024 * 1024;
};

struct TrailPage {
  std::vector<projections::v1::TrailEntry> entries;
  // Position of the next entry; unset: there is none.
  std::optional<uint64_t> next_position;
};

// The audit trail of every unit: whatever its score can rest on, corrections and what they voided
// included, in the order recorded:
//   events that name the unit
//   registry events that name it (registration, names, tags, cycles, teams, baselines)
//   of the accidents and matters that its events name: what is about the thing itself (report,
//   ruling, due dates, steps of lateness) and its corrections; but not what attributes an accident
//   to other units, or what is found against them or served on them
// Thread-safe.
class TrailProjection : public Projection {
 public:
  // Both outlive this.
  TrailProjection(const RegistryProjection& registry, const HistoryProjection& histories)
      : bases_{&registry, &histories} {}

  absl::string_view name() const override { return "trail"; }
  std::vector<const Projection*> rests_on() const override { return bases_; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool LeavesTrace(const ParsedRecord& record) const override;
  absl::Status ApplyTrace(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void PassOver(uint64_t size) override ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t size() const override ABSL_LOCKS_EXCLUDED(mutex_);

  // A page of the trail of a registered unit, as at the view, of which this projection has reached
  // the size. An event corrected later than the view stands uncorrected. Errors are those of
  // reading the view.
  absl::StatusOr<TrailPage> PageAt(const LedgerView& view, const TrailRequest& request) const
      ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Fold(const std::shared_ptr<const ParsedRecord>& record)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::vector<const Projection*> bases_;

  mutable Mutex mutex_;
  uint64_t size_ ABSL_GUARDED_BY(mutex_) = 0;
  // Registry events by the units they name, in order.
  std::map<std::string, SharedSequence<RecordPointer>> registry_events_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_TRAIL_PROJECTION_H_
