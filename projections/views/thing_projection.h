#ifndef PROJECTIONS_VIEWS_THING_PROJECTION_H_
#define PROJECTIONS_VIEWS_THING_PROJECTION_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "projections/runner/projection.h"

namespace assessment {

// Which matters and accidents there are, at any size reached: what a list of open deadlines starts
// from. Thread-safe.
class ThingProjection : public Projection {
 public:
  // Both outlive this.
  ThingProjection(const Projection& registry, const Projection& histories)
      : bases_{&registry, &histories} {}

  absl::string_view name() const override { return "things"; }
  std::vector<const Projection*> rests_on() const override { return bases_; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  bool LeavesTrace(const ParsedRecord& record) const override ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status ApplyTrace(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  // When deadlines moved last is not known then: as if the newest record had moved one.
  void PassOver(uint64_t size) override ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t size() const override ABSL_LOCKS_EXCLUDED(mutex_);

  // Index keys of the matters and accidents that an event below `size` names, sorted. Requires a
  // size that was reached.
  std::vector<IndexKey> KnownAt(uint64_t size) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The size from which on nothing that moves a deadline was recorded: events of matters and
  // accidents, schemes (their bands say how many months are told), and the clerk's own pauses.
  uint64_t moved_size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Fold(const event::v1::RecordHeader& header) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const std::vector<const Projection*> bases_;

  mutable Mutex mutex_;
  uint64_t size_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t moved_size_ ABSL_GUARDED_BY(mutex_) = 0;
  // The first position that names each.
  std::map<IndexKey, uint64_t> first_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_THING_PROJECTION_H_
