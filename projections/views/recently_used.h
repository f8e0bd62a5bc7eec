#ifndef PROJECTIONS_VIEWS_RECENTLY_USED_H_
#define PROJECTIONS_VIEWS_RECENTLY_USED_H_

#include <cstddef>
#include <limits>
#include <list>
#include <map>
#include <utility>

namespace assessment {

// Values by key, each of some weight, together of at most a bound: beyond it the one that was asked
// for longest ago is dropped. Not thread-safe.
template <typename Key, typename Value>
class RecentlyUsed {
 public:
  explicit RecentlyUsed(size_t weight_max = std::numeric_limits<size_t>::max())
      : weight_max_(weight_max) {}

  // The value under `key`, which counts as asked for, until the next Put; null when there is none.
  const Value* Find(const Key& key) {
    const auto found = held_.find(key);
    if (found == held_.end()) return nullptr;
    uses_.splice(uses_.begin(), uses_, found->second.use);
    return &found->second.value;
  }

  // Puts a value in the place of what was under `key`. One that is heavier than the bound is not
  // held, nor what it should replace.
  void Put(const Key& key, size_t weight, Value value) {
    const auto [found, added] = held_.try_emplace(key);
    Held& held = found->second;
    if (added) {
      uses_.push_front(found->first);
      held.use = uses_.begin();
    } else {
      uses_.splice(uses_.begin(), uses_, held.use);
    }
    weight_ = weight_ - held.weight + weight;
    held.weight = weight;
    held.value = std::move(value);
    while (weight_ > weight_max_) {
      const auto oldest = held_.find(uses_.back());
      weight_ -= oldest->second.weight;
      held_.erase(oldest);
      uses_.pop_back();
    }
  }

  // Of everything held.
  size_t weight() const { return weight_; }

 private:
  struct Held {
    size_t weight = 0;
    Value value;
    typename std::list<Key>::iterator use;  // Its place in uses_.
  };

  const size_t weight_max_;
  std::map<Key, Held> held_;
  std::list<Key> uses_;  // Asked for last first.
  size_t weight_ = 0;
};

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_RECENTLY_USED_H_
