#ifndef LEDGER_LOG_ROW_SUM_H_
#define LEDGER_LOG_ROW_SUM_H_

#include <array>
#include <cstdint>
#include <cstring>

#include "ledger/proof/sha256.h"

namespace assessment {

// Stands for a collection of rows whatever the order in which they were met: how many, and the sum
// of their SHA-256 digests in four numbers modulo 2^64. Two collections with the same sum are the
// same, unless somebody searched for digests that add up; a row met twice is not lost as it would
// be by exclusive or.
struct RowSum {
  uint64_t rows = 0;
  std::array<uint64_t, 4> digests{};

  void Add(const Hash& digest) {
    std::array<uint64_t, 4> numbers;
    static_assert(sizeof(numbers) == Hash::kBytes);
    std::memcpy(numbers.data(), digest.bytes.data(), sizeof(numbers));
    for (size_t i = 0; i < numbers.size(); ++i) digests[i] += numbers[i];
    ++rows;
  }
  void Add(const RowSum& other) {
    for (size_t i = 0; i < digests.size(); ++i) digests[i] += other.digests[i];
    rows += other.rows;
  }

  bool operator==(const RowSum&) const = default;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROW_SUM_H_
