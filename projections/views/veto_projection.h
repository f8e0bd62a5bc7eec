#ifndef PROJECTIONS_VIEWS_VETO_PROJECTION_H_
#define PROJECTIONS_VIEWS_VETO_PROJECTION_H_

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "projections/runner/projection.h"
#include "projections/views/fresh_cache.h"
#include "projections/views/kept_limits.h"
#include "projections/views/ledger_view.h"
#include "projections/views/score_projection.h"

namespace assessment {

// The vetoes of every unit in every cycle, as the engine found them. They rest on facts alone, so
// what is kept outlives all clause postings: a year of findings recomputes no veto. Thread-safe.
class VetoProjection : public Projection {
 public:
  // `scores` outlives this.
  explicit VetoProjection(const ScoreProjection& scores, KeptLimits limits = {})
      : scores_(scores), vetoes_(limits.veto_bytes) {}

  absl::string_view name() const override { return "vetoes"; }
  std::vector<const Projection*> rests_on() const override { return {&scores_}; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override;
  void PassOver(uint64_t size) override {
    vetoes_.TouchAll(size);
    size_ = size;
  }
  uint64_t size() const override { return size_; }

  // Every veto rule of the adopted scheme that concerns the unit, with its state at the view.
  // Requires as ScoreProjection::Sheet, errors too.
  using Vetoes = std::vector<projections::v1::VetoStatus>;
  absl::StatusOr<std::shared_ptr<const Vetoes>> VetoesOf(const LedgerView& view,
                                                         const CycleEntry& cycle,
                                                         const std::string& unit) const;

 private:
  const ScoreProjection& scores_;
  std::atomic<uint64_t> size_ = 0;
  mutable FreshCache<Vetoes> vetoes_;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_VETO_PROJECTION_H_
