#include "ledger/base/testing/run_seed.h"

#include <cstdio>
#include <cstdlib>

namespace assessment::testing {

uint64_t RunSeed(uint64_t fallback) {
  const char* given = std::getenv("ASSESSMENT_TEST_SEED");
  const uint64_t seed = given == nullptr ? fallback : std::strtoull(given, nullptr, 10);
  std::printf("seed %llu (set ASSESSMENT_TEST_SEED to repeat)\n",
              static_cast<unsigned long long>(seed));
  return seed;
}

}  // namespace assessment::testing
