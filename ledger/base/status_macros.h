#ifndef LEDGER_BASE_STATUS_MACROS_H_
#define LEDGER_BASE_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Returns the status of `expression` from the enclosing function unless it is OK.
#define RETURN_IF_ERROR(expression)                            \
  do {                                                         \
    absl::Status status_macro_result = (expression);           \
    if (!status_macro_result.ok()) return status_macro_result; \
  } while (false)

#define ASSESSMENT_CONCAT_INNER(a, b) a##b
#define ASSESSMENT_CONCAT(a, b) ASSESSMENT_CONCAT_INNER(a, b)

// Assigns the value of a StatusOr `expression` to `target`, or returns its status.
#define ASSIGN_OR_RETURN(target, expression) \
  ASSIGN_OR_RETURN_INNER(ASSESSMENT_CONCAT(status_or_, __LINE__), target, expression)
#define ASSIGN_OR_RETURN_INNER(result, target, expression) \
  auto result = (expression);                              \
  if (!result.ok()) return std::move(result).status();     \
  target = *std::move(result)

#endif  // LEDGER_BASE_STATUS_MACROS_H_
