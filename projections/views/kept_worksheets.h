#ifndef PROJECTIONS_VIEWS_KEPT_WORKSHEETS_H_
#define PROJECTIONS_VIEWS_KEPT_WORKSHEETS_H_

#include <cstddef>
#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "ledger/base/mutex.h"
#include "projections/views/kept_limits.h"
#include "projections/views/recently_used.h"
#include "projections/views/score_at.h"

namespace assessment {

// What scores of units with many events left for the next one, within a bound. Thread-safe.
class KeptWorksheets {
 public:
  explicit KeptWorksheets(KeptLimits limits)
      : events_min_(limits.worksheet_events_min), kept_(limits.worksheet_weight) {}

  // What the newest score of a unit in a cycle left; null when nothing is kept.
  WorkedPointer Find(const std::string& cycle, const std::string& unit)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    const WorkedPointer* kept = kept_.Find({cycle, unit});
    return kept == nullptr ? nullptr : *kept;
  }

  // Keeps what a score left, unless the unit has few events or what is kept is of a later size.
  void Store(const std::string& cycle, const std::string& unit, WorkedPointer worked)
      ABSL_LOCKS_EXCLUDED(mutex_) {
    const size_t events = worked->events->records().size();
    if (events < events_min_) return;
    const size_t weight = events + worked->worksheet->items.size();
    MutexLock lock(mutex_);
    const WorkedPointer* kept = kept_.Find({cycle, unit});
    if (kept != nullptr && (*kept)->events->size() > worked->events->size()) return;
    kept_.Put({cycle, unit}, weight, std::move(worked));
  }

 private:
  const size_t events_min_;

  Mutex mutex_;
  RecentlyUsed<std::pair<std::string, std::string>, WorkedPointer> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_KEPT_WORKSHEETS_H_
