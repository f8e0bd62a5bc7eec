#include "clients/cpp/backoff.h"

#include <algorithm>

namespace assessment {

std::chrono::milliseconds Backoff::Next() {
  int64_t longest = policy_.first_wait.count();
  for (int i = 0; i < waits_ && longest < policy_.longest_wait.count(); ++i) longest *= 2;
  longest = std::min<int64_t>(longest, policy_.longest_wait.count());
  ++waits_;
  std::uniform_int_distribution<int64_t> wait((longest + 1) / 2, std::max<int64_t>(longest, 0));
  return std::chrono::milliseconds(wait(random_));
}

}  // namespace assessment
