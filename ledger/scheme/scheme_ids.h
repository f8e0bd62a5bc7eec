#ifndef LEDGER_SCHEME_SCHEME_IDS_H_
#define LEDGER_SCHEME_SCHEME_IDS_H_

// The ids of a scheme and the references between them, checked in one place: compiling a scheme
// needs the first problem, the linter all of them.

#include <string>
#include <vector>

#include "assessment/scheme/v1/scheme.pb.h"

namespace assessment {

// An id that is missing or there twice, or a reference that leads nowhere.
struct IdProblem {
  std::string rule;     // Name of the lint rule it breaks.
  std::string about;    // Id of what holds the problem; empty: the whole scheme.
  std::string message;  // What was found, what was expected.
};

// Returns every problem in reading order. Ids are unique in their own namespace: categories,
// groups, items together with components, parts of one component, clauses, blocks, vetoes,
// exclusive groups, units, tags, metrics, scoring bodies, grades, pools, interpretations.
std::vector<IdProblem> CheckIds(const scheme::v1::Scheme& scheme);

}  // namespace assessment

#endif  // LEDGER_SCHEME_SCHEME_IDS_H_
