#ifndef LEDGER_LOG_ROCKSDB_ORDINAL_CACHE_H_
#define LEDGER_LOG_ROCKSDB_ORDINAL_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"

namespace assessment {

// The next ordinal of index keys lately written. Bounded: two generations of at most `entries_max`
// keys each; when the young one is full the old one is forgotten. Not thread-safe.
class OrdinalCache {
 public:
  explicit OrdinalCache(size_t entries_max) : entries_max_(entries_max) {}

  // What was last put for the key, unless it was forgotten.
  std::optional<uint64_t> Find(const std::string& index_prefix) {
    if (const auto found = young_.find(index_prefix); found != young_.end()) return found->second;
    const auto found = old_.find(index_prefix);
    if (found == old_.end()) return std::nullopt;
    return found->second;
  }

  void Put(const std::string& index_prefix, uint64_t next_ordinal) {
    young_[index_prefix] = next_ordinal;
    if (young_.size() < entries_max_) return;
    old_ = std::move(young_);
    young_.clear();
  }

 private:
  const size_t entries_max_;
  absl::flat_hash_map<std::string, uint64_t> young_;
  absl::flat_hash_map<std::string, uint64_t> old_;
};

}  // namespace assessment

#endif  // LEDGER_LOG_ROCKSDB_ORDINAL_CACHE_H_
