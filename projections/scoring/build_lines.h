#ifndef PROJECTIONS_SCORING_BUILD_LINES_H_
#define PROJECTIONS_SCORING_BUILD_LINES_H_

// Clause kinds: from postings and facts to the lines of one clause, before any cap but the clause's
// own.

#include "projections/scoring/line.h"
#include "projections/scoring/rule_context.h"

namespace assessment {

// Returns the lines of a clause that concerns the unit, in LineOrder, with the clause's own cap and
// exemptions applied:
//   fixed      the first finding raises the amount, further ones nothing
//   per        amount x occurrences up to max_occurrences; occurrences beyond it were never charged
//   zero       the whole span of component or item, once
//   banded     the amount of the band that the latest measure lies in
//   threshold  the amount when the latest measure or reported metric lies beyond the threshold
//   range      what the decision in force took, one decision an inspection
//   judged     maximum - points awarded by the judgement in force; open without one
//   award      amount x occurrences
//   exempt     nothing
//   noted      nothing
// A line at the position of `exclusion` is left out as if its event had never been posted.
ClauseLines BuildLines(const RuleContext& context, const ClauseRef& clause,
                       const Exclusion* exclusion);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_BUILD_LINES_H_
