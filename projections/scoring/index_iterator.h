#ifndef PROJECTIONS_SCORING_INDEX_ITERATOR_H_
#define PROJECTIONS_SCORING_INDEX_ITERATOR_H_

#include <compare>
#include <cstddef>
#include <iterator>
#include <utility>

namespace assessment {

// Goes through a sequence that has `value_type` and a constant operator[], which is all it knows of
// it. The sequence outlives it.
template <typename Sequence>
class IndexIterator {
 public:
  using iterator_category = std::random_access_iterator_tag;
  using value_type = typename Sequence::value_type;
  using difference_type = std::ptrdiff_t;
  using pointer = const value_type*;
  using reference = const value_type&;

  IndexIterator() = default;
  IndexIterator(const Sequence* sequence, size_t at) : sequence_(sequence), at_(at) {}

  reference operator*() const { return (*sequence_)[at_]; }
  pointer operator->() const { return &**this; }
  IndexIterator& operator++() { return *this += 1; }
  IndexIterator operator++(int) { return std::exchange(*this, *this + 1); }
  IndexIterator& operator--() { return *this += -1; }
  IndexIterator& operator+=(difference_type by) {
    at_ = static_cast<size_t>(static_cast<difference_type>(at_) + by);
    return *this;
  }
  IndexIterator operator+(difference_type by) const { return IndexIterator(*this) += by; }
  IndexIterator operator-(difference_type by) const { return IndexIterator(*this) += -by; }
  difference_type operator-(const IndexIterator& other) const {
    return static_cast<difference_type>(at_) - static_cast<difference_type>(other.at_);
  }
  bool operator==(const IndexIterator& other) const { return at_ == other.at_; }
  auto operator<=>(const IndexIterator& other) const { return at_ <=> other.at_; }

 private:
  const Sequence* sequence_ = nullptr;
  size_t at_ = 0;
};

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_INDEX_ITERATOR_H_
