#ifndef PROJECTIONS_VIEWS_FRESH_CACHE_H_
#define PROJECTIONS_VIEWS_FRESH_CACHE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "assessment/event/v1/event.pb.h"
#include "ledger/base/mutex.h"
#include "projections/views/recently_used.h"
#include "projections/views/touched.h"

namespace assessment {

// Values computed for a unit in a cycle, each good until a record touches what it rests on.
// Nothing is thrown away when a record comes: records only note how far each thing was touched, and
// a value is compared with that when it is asked for. Thread-safe.
template <typename Value>
class FreshCache {
 public:
  // Keeps values of together at most `weight_max`, those asked for last.
  explicit FreshCache(size_t weight_max = std::numeric_limits<size_t>::max()) : kept_(weight_max) {}

  // Notes what the next record touches.
  void Touch(const event::v1::RecordHeader& header) ABSL_LOCKS_EXCLUDED(mutex_) {
    const Touched touched = TouchedBy(header);
    const uint64_t size = header.position() + 1;
    MutexLock lock(mutex_);
    if (touched.everything) everything_ = size;
    if (!touched.cycle.empty()) cycles_[touched.cycle] = size;
    for (const absl::string_view unit : touched.units) units_[unit] = size;
    for (const IndexKey& thing : touched.things) things_[thing] = size;
  }

  // Notes that the records below `size` may have touched anything.
  void TouchAll(uint64_t size) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    everything_ = std::max(everything_, size);
  }

  // Returns the value kept if it is also the value at `size`; else null. Requires that every record
  // below `size` was noted.
  std::shared_ptr<const Value> Find(const std::string& cycle, const std::string& unit,
                                    uint64_t size) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    const Kept* kept = kept_.Find({cycle, unit});
    if (kept == nullptr) return nullptr;
    return TouchedUpTo(cycle, unit, kept->things, kept->cycles) <= std::min(size, kept->size)
               ? kept->value
               : nullptr;
  }

  // Keeps the value computed at `size` from the unit's events and those of `things`, and from other
  // `cycles`, unless it is outdated already. It weighs `weight`; one that is heavier than all that
  // may be kept is not kept.
  void Store(const std::string& cycle, const std::string& unit, uint64_t size,
             std::vector<IndexKey> things, std::vector<std::string> cycles, size_t weight,
             std::shared_ptr<const Value> value) ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    if (TouchedUpTo(cycle, unit, things, cycles) > size) return;
    kept_.Put({cycle, unit}, weight,
              {size, std::move(things), std::move(cycles), std::move(value)});
  }

  // The weight of what is kept, outdated values included.
  size_t weight() const ABSL_LOCKS_EXCLUDED(mutex_) {
    MutexLock lock(mutex_);
    return kept_.weight();
  }

 private:
  using Sizes = absl::flat_hash_map<std::string, uint64_t>;

  struct Kept {
    uint64_t size = 0;
    std::vector<IndexKey> things;
    std::vector<std::string> cycles;
    std::shared_ptr<const Value> value;
  };

  static uint64_t SizeOf(const Sizes& sizes, absl::string_view key) {
    const auto found = sizes.find(key);
    return found == sizes.end() ? 0 : found->second;
  }

  // The size from which on nothing has touched these.
  uint64_t TouchedUpTo(absl::string_view cycle, absl::string_view unit,
                       const std::vector<IndexKey>& things,
                       const std::vector<std::string>& cycles) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    uint64_t size = std::max({everything_, SizeOf(cycles_, cycle), SizeOf(units_, unit)});
    for (const std::string& other : cycles) size = std::max(size, SizeOf(cycles_, other));
    for (const IndexKey& thing : things) {
      const auto found = things_.find(thing);
      if (found != things_.end()) size = std::max(size, found->second);
    }
    return size;
  }

  mutable Mutex mutex_;
  uint64_t everything_ ABSL_GUARDED_BY(mutex_) = 0;
  Sizes cycles_ ABSL_GUARDED_BY(mutex_);
  Sizes units_ ABSL_GUARDED_BY(mutex_);
  std::map<IndexKey, uint64_t> things_ ABSL_GUARDED_BY(mutex_);
  RecentlyUsed<std::pair<std::string, std::string>, Kept> kept_
      ABSL_GUARDED_BY(mutex_);  // By cycle and unit.
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_FRESH_CACHE_H_
