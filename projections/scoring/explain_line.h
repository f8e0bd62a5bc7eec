#ifndef PROJECTIONS_SCORING_EXPLAIN_LINE_H_
#define PROJECTIONS_SCORING_EXPLAIN_LINE_H_

// From a line to its explanation: event, document, deciders, poster, evidence.

#include "assessment/projections/v1/explanation.pb.h"
#include "projections/scoring/line.h"

namespace assessment {

// Fills in what the event itself says: position, type, times, persons, papers, text, subjects,
// measure.
void DescribeEntry(const StreamEntry& entry, projections::v1::LineExplanation& line);

// Explains one line after charging.
projections::v1::LineExplanation ExplainLine(const Line& line);

// Explains a clause and its lines after charging.
projections::v1::ClauseExplanation ExplainClause(const ClauseLines& clause);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_EXPLAIN_LINE_H_
