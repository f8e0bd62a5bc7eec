#ifndef PROJECTIONS_VIEWS_SCORE_PROJECTION_H_
#define PROJECTIONS_VIEWS_SCORE_PROJECTION_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "projections/runner/projection.h"
#include "projections/views/fresh_cache.h"
#include "projections/views/history_projection.h"
#include "projections/views/kept_limits.h"
#include "projections/views/kept_worksheets.h"
#include "projections/views/ledger_view.h"
#include "projections/views/registry_projection.h"
#include "projections/views/score_at.h"

namespace assessment {

// The score sheets, and of every unit asked about where it stands: computed when somebody asks,
// kept until an event of the unit, of an accident or a matter it is named with, or of the registry
// changes what they rest on. Sheets are large, so they are kept within a bound. Thread-safe.
class ScoreProjection : public Projection {
 public:
  // Both outlive this.
  ScoreProjection(const RegistryProjection& registry, const HistoryProjection& histories,
                  KeptLimits limits = {})
      : bases_{&registry, &histories}, sheets_(limits.sheet_bytes), worksheets_(limits) {}

  absl::string_view name() const override { return "scores"; }
  std::vector<const Projection*> rests_on() const override { return bases_; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override;
  void PassOver(uint64_t size) override {
    sheets_.TouchAll(size);
    standings_.TouchAll(size);
    size_ = size;
  }
  uint64_t size() const override { return size_; }

  // The sheet of a unit of a cycle with an adopted scheme, as at the view, of which this projection
  // has reached the size. A sheet kept from another size has every number the same, and that size
  // and record time: Stamp it when they matter. Errors as ScoreAt.
  absl::StatusOr<std::shared_ptr<const UnitScore>> Sheet(const LedgerView& view,
                                                         const CycleEntry& cycle,
                                                         const std::string& unit) const;

  // What a ranking reads of that sheet (ScoreDetail::kStanding). Requires and errors as Sheet.
  absl::StatusOr<std::shared_ptr<const UnitScore>> Standing(const LedgerView& view,
                                                            const CycleEntry& cycle,
                                                            const std::string& unit) const;

  // The standings of `units`, in their order. Those that are not kept are computed on all threads
  // of the machine when they are many.
  absl::StatusOr<std::vector<std::shared_ptr<const UnitScore>>> Standings(
      const LedgerView& view, const CycleEntry& cycle, absl::Span<const std::string> units) const;

 private:
  // What `cache` keeps of the unit, computed and kept there when it is not fresh.
  absl::StatusOr<std::shared_ptr<const UnitScore>> KeptIn(FreshCache<UnitScore>& cache,
                                                          ScoreDetail detail,
                                                          const LedgerView& view,
                                                          const CycleEntry& cycle,
                                                          const std::string& unit) const;
  // As ScoreAt, with what an earlier score of the unit left.
  absl::StatusOr<UnitScore> Compute(const LedgerView& view, const CycleEntry& cycle,
                                    const std::string& unit, ScoreDetail detail) const;

  const std::vector<const Projection*> bases_;
  std::atomic<uint64_t> size_ = 0;
  mutable FreshCache<UnitScore> sheets_;
  mutable FreshCache<UnitScore> standings_;
  mutable KeptWorksheets worksheets_;
};

// Says that `score` reflects the view.
void Stamp(const LedgerView& view, projections::v1::ScoreExplanation& score);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_SCORE_PROJECTION_H_
