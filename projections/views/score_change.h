#ifndef PROJECTIONS_VIEWS_SCORE_CHANGE_H_
#define PROJECTIONS_VIEWS_SCORE_CHANGE_H_

// What differs between two scores of one unit: for previews and comparisons alike.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "assessment/projections/v1/assessment_service.pb.h"
#include "assessment/projections/v1/explanation.pb.h"

namespace assessment {

// Ranks by unit; units without rank are left out.
using UnitRanks = std::map<std::string, uint32_t>;
UnitRanks RanksByUnit(const std::vector<projections::v1::RankedScore>& ranking);

// Both sides of a unit's score, its lines aside. Null: the unit is not scored there.
projections::v1::ScoreChange CompareScores(const std::string& cycle, const std::string& unit,
                                           const projections::v1::ScoreExplanation* before,
                                           const projections::v1::ScoreExplanation* after,
                                           const UnitRanks& ranks_before,
                                           const UnitRanks& ranks_after);

// True when final score, grade, applicable points, veto states or rank differ.
bool Differs(const projections::v1::ScoreChange& change);

// The lines that differ between two explanations, by clause in reading order, then by position:
// what an event raised, charged or became of it. Null as above.
std::vector<projections::v1::LineChange> CompareLines(
    const projections::v1::ScoreExplanation* before,
    const projections::v1::ScoreExplanation* after);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_SCORE_CHANGE_H_
