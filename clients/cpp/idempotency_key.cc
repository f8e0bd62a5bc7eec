#include "clients/cpp/idempotency_key.h"

#include <algorithm>

#include "absl/strings/str_format.h"

namespace assessment {

std::string OrderedKeys::Next() {
  const uint64_t now = static_cast<uint64_t>(clock_.Now() / 1000) << 12;
  uint64_t ordered;
  uint64_t random;
  {
    MutexLock lock(mutex_);
    last_ = std::max(now, last_ + 1);
    ordered = last_;
    random = random_();
  }
  const uint64_t millis = ordered >> 12;
  // Bits 62 and 63 hold the variant, 10.
  const uint64_t tail = (random & 0x3FFFFFFFFFFFFFFF) | 0x8000000000000000;
  return absl::StrFormat("%08x-%04x-7%03x-%04x-%012x", millis >> 16, millis & 0xFFFF,
                         ordered & 0xFFF, tail >> 48, tail & 0xFFFFFFFFFFFF);
}

std::string NewIdempotencyKey() {
  static OrderedKeys* const keys = [] {
    std::random_device entropy;
    const uint64_t seed = (uint64_t{entropy()} << 32) | entropy();
    return new OrderedKeys(SystemClock(), seed);
  }();
  return keys->Next();
}

}  // namespace assessment
