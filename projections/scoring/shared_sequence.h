#ifndef PROJECTIONS_SCORING_SHARED_SEQUENCE_H_
#define PROJECTIONS_SCORING_SHARED_SEQUENCE_H_

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "projections/scoring/index_iterator.h"

namespace assessment {

// Elements in order, most of which a copy shares with its original, so that a copy that grows costs
// what is new and not what is there. Elements are never changed in place: a copy does not see what
// becomes of the other. Thread-compatible, however much is shared.
template <typename T>
class SharedSequence {
 public:
  using value_type = T;
  using Iterator = IndexIterator<SharedSequence>;
  using const_iterator = Iterator;

  size_t size() const { return chunks_.size() * kChunkElements + tail_.size(); }
  bool empty() const { return size() == 0; }
  // Requires an index below size().
  const T& operator[](size_t index) const {
    const size_t chunk = index / kChunkElements;
    return chunk < chunks_.size() ? (*chunks_[chunk])[index % kChunkElements]
                                  : tail_[index % kChunkElements];
  }
  // Requires that there is one.
  const T& back() const { return (*this)[size() - 1]; }
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size()}; }

  // True when each element of `other` equals the one at its place here. Quick where they share.
  bool StartsWith(const SharedSequence& other) const {
    if (size() < other.size()) return false;
    size_t shared = 0;
    while (shared < other.chunks_.size() && chunks_[shared] == other.chunks_[shared]) ++shared;
    shared *= kChunkElements;
    return std::equal(other.begin() + static_cast<std::ptrdiff_t>(shared), other.end(),
                      begin() + static_cast<std::ptrdiff_t>(shared));
  }

  void PushBack(T element) {
    if (tail_.empty()) tail_.reserve(kChunkElements);
    tail_.push_back(std::move(element));
    if (tail_.size() < kChunkElements) return;
    chunks_.push_back(std::make_shared<const Chunk>(std::exchange(tail_, {})));
  }

  // Puts another element at `index`, below size().
  void Replace(size_t index, T element) {
    const size_t chunk = index / kChunkElements;
    if (chunk == chunks_.size()) {
      tail_[index % kChunkElements] = std::move(element);
      return;
    }
    Chunk changed = *chunks_[chunk];
    changed[index % kChunkElements] = std::move(element);
    chunks_[chunk] = std::make_shared<const Chunk>(std::move(changed));
  }

  // Puts an element before the one at `index`, or at the end. Costs all that come behind it.
  void Insert(size_t index, T element) {
    std::vector<T> behind(begin() + static_cast<std::ptrdiff_t>(index), end());
    const size_t chunk = index / kChunkElements;
    if (chunk < chunks_.size()) {
      tail_ = *chunks_[chunk];
      chunks_.resize(chunk);
    }
    tail_.resize(index % kChunkElements);
    PushBack(std::move(element));
    for (T& moved : behind) PushBack(std::move(moved));
  }

 private:
  // A copy takes on a pointer for each full chunk and the elements of the one that is not full.
  static constexpr size_t kChunkElements = 128;
  using Chunk = std::vector<T>;

  std::vector<std::shared_ptr<const Chunk>> chunks_;  // Full ones.
  Chunk tail_;
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_SHARED_SEQUENCE_H_
