#ifndef PROJECTIONS_SCORING_EXCLUSIVE_GROUPS_H_
#define PROJECTIONS_SCORING_EXCLUSIVE_GROUPS_H_

#include <vector>

#include "ledger/scheme/compiled_scheme.h"
#include "projections/scoring/line.h"

namespace assessment {

// Suppresses, in every exclusive group of the scheme, all but the clause that charges most,
// compared after the clause caps; equal ones: the first in reading order. In a group by subject
// this is done for each subject by itself, and lines without a subject exclude one another (R26,
// R35).
void SuppressExcluded(const CompiledScheme& scheme, std::vector<ClauseLines>& clauses);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_EXCLUSIVE_GROUPS_H_
