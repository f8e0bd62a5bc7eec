#ifndef LEDGER_SCHEME_LINT_H_
#define LEDGER_SCHEME_LINT_H_

// The linter proves a scheme: sums, bounds, references; and names every oddity of the rubric it
// encodes.

#include <string>
#include <vector>

#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment {

enum class LintSeverity { kError, kWarning };

struct LintFinding {
  LintSeverity severity;
  std::string rule;     // Stable name, for example "item-sum".
  std::string about;    // Id of what it is about; empty: the whole scheme.
  std::string message;  // What was found, what was expected.
};

// Returns findings in reading order, errors and warnings mixed. A scheme with an error is not
// published. Pure: equal schemes give equal findings.
std::vector<LintFinding> Lint(const scheme::v1::Scheme& scheme);

// True when any finding is an error.
bool HasErrors(const std::vector<LintFinding>& findings);

}  // namespace assessment

#endif  // LEDGER_SCHEME_LINT_H_
