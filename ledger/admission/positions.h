#ifndef LEDGER_ADMISSION_POSITIONS_H_
#define LEDGER_ADMISSION_POSITIONS_H_

// Lists in the order of the log, whatever was corrected in between: of positions, or of things that
// stand at a `position`.

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace assessment::admission {

inline uint64_t PositionOf(uint64_t position) { return position; }
template <typename Positioned>
uint64_t PositionOf(const Positioned& value) {
  return value.position;
}

// Inserts `value` where its position belongs.
template <typename Value>
void InsertByPosition(Value value, std::vector<Value>& values) {
  const auto behind = std::upper_bound(
      values.begin(), values.end(), PositionOf(value),
      [](uint64_t position, const Value& other) { return position < PositionOf(other); });
  values.insert(behind, std::move(value));
}

// Erases what stands at `position`, if anything does.
template <typename Value>
void EraseByPosition(uint64_t position, std::vector<Value>& values) {
  values.erase(
      std::remove_if(values.begin(), values.end(),
                     [position](const Value& value) { return PositionOf(value) == position; }),
      values.end());
}

// Adds the position of every value to `positions`.
template <typename Value>
void AppendPositions(const std::vector<Value>& values, std::vector<uint64_t>& positions) {
  for (const Value& value : values) positions.push_back(PositionOf(value));
}

}  // namespace assessment::admission

#endif  // LEDGER_ADMISSION_POSITIONS_H_
