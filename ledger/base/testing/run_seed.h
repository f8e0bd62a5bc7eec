#ifndef LEDGER_BASE_TESTING_RUN_SEED_H_
#define LEDGER_BASE_TESTING_RUN_SEED_H_

#include <cstdint>

namespace assessment::testing {

// The seed of a random test: ASSESSMENT_TEST_SEED when it is set, else `fallback`, so that a suite
// that passed once passes again and a longer run chooses its own. Prints the seed.
uint64_t RunSeed(uint64_t fallback);

}  // namespace assessment::testing

#endif  // LEDGER_BASE_TESTING_RUN_SEED_H_
