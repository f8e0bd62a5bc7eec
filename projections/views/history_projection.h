#ifndef PROJECTIONS_VIEWS_HISTORY_PROJECTION_H_
#define PROJECTIONS_VIEWS_HISTORY_PROJECTION_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/statusor.h"
#include "ledger/base/mutex.h"
#include "ledger/log/event_log.h"
#include "projections/runner/projection.h"
#include "projections/scoring/event_stream.h"
#include "projections/views/index_fold.h"
#include "projections/views/kept_limits.h"

namespace assessment {

using StreamPointer = std::shared_ptr<const EventStream>;

// The streams of units and accidents, at any size reached. The index holds every history, so only
// those asked about lately are kept in memory, up to a bound; these grow with the log, the others
// are read from the index when somebody asks. Thread-safe: a stream once given never changes, and
// folding one holds up neither the follower nor other readers.
class HistoryProjection : public Projection {
 public:
  // `log` outlives this. Keeps streams of together at most `resident_records_max` records.
  explicit HistoryProjection(const EventLog& log,
                             size_t resident_records_max = KeptLimits().resident_records)
      : log_(log), resident_records_max_(resident_records_max) {}

  absl::string_view name() const override { return "histories"; }
  absl::Status Apply(std::shared_ptr<const ParsedRecord> record) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  void PassOver(uint64_t size) override ABSL_LOCKS_EXCLUDED(mutex_);
  uint64_t size() const override ABSL_LOCKS_EXCLUDED(mutex_);
  // Why a stream could not be folded; it stays so.
  absl::Status health() const override ABSL_LOCKS_EXCLUDED(mutex_);

  // Whether a stream read from the index is kept for later questions: those about the present come
  // again, those about the past seldom.
  enum class Keep { kYes, kNo };

  // The stream of a unit or an accident at `size`; empty for an unknown one. Requires a size that
  // was reached. REASON_PROJECTION_STALE when an event of it cannot be folded, DATA_LOSS when one
  // cannot be read.
  absl::StatusOr<StreamPointer> StreamAt(const IndexKey& key, uint64_t size, Keep keep)
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Records in the streams kept. Never more than the bound once nobody asks.
  size_t resident_records() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // A stream kept: what was folded, and what came since. While `folded` is null it is being read.
  struct Resident {
    StreamPointer folded;
    std::vector<RecordPointer> newer;
    std::list<IndexKey>::iterator use;  // Its place in uses_; unset while it is being read.

    size_t records() const { return folded->records().size() + newer.size(); }
  };

  // Reads the stream up to `reached` and keeps it; returns it as at `size`, which is not larger.
  absl::StatusOr<StreamPointer> Load(const IndexKey& key, uint64_t size, uint64_t reached)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Folds what came since onto a kept stream.
  absl::StatusOr<StreamPointer> Extend(const IndexKey& key, const StreamPointer& folded,
                                       const std::vector<RecordPointer>& newer)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // Remembers that `key` cannot be folded and returns what to answer.
  absl::Status Break(const IndexKey& key, const absl::Status& why) ABSL_LOCKS_EXCLUDED(mutex_);
  void EvictBeyondBound() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const EventLog& log_;
  const size_t resident_records_max_;

  mutable Mutex mutex_;
  uint64_t size_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status health_ ABSL_GUARDED_BY(mutex_);
  std::map<IndexKey, Resident> resident_ ABSL_GUARDED_BY(mutex_);
  std::list<IndexKey> uses_ ABSL_GUARDED_BY(mutex_);  // Asked for last first.
  size_t resident_records_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_HISTORY_PROJECTION_H_
