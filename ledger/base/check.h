#ifndef LEDGER_BASE_CHECK_H_
#define LEDGER_BASE_CHECK_H_

// Invariants that stay on in release: what can only be false through a defect of this program.
// Expected failures (bad input, a full disk, damaged files) are absl::Status, never a check.

#include <cstdio>
#include <cstdlib>

// Ends the process with file, line and the failed condition when `condition` is false.
#define CHECK(condition)                                                                 \
  do {                                                                                   \
    if (!(condition)) {                                                                  \
      std::fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #condition); \
      std::abort();                                                                      \
    }                                                                                    \
  } while (false)

#endif  // LEDGER_BASE_CHECK_H_
