#ifndef PROJECTIONS_SCORING_POSTINGS_H_
#define PROJECTIONS_SCORING_POSTINGS_H_

// What of a unit's events speaks to one cycle: clause postings that name it, and the unit's facts,
// sorted by use.

#include <string>
#include <tuple>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "projections/scoring/accident_facts.h"
#include "projections/scoring/score.h"

namespace assessment {

// The order in which lines charge: by the day and time it happened, ties by accident or by source
// and key; never by arrival, so that events which come late or out of order give the same result.
struct LineOrder {
  CivilDay day;
  int minute_of_day = 0;
  std::string tie;
  auto operator<=>(const LineOrder&) const = default;
};

LineOrder OrderOf(const StreamEntry& entry);
LineOrder OrderOf(const UnitAccident& accident);

using Entries = std::vector<const StreamEntry*>;

struct CyclePostings {
  // By clause, each in LineOrder; only what counts.
  absl::flat_hash_map<std::string, Entries> findings;
  absl::flat_hash_map<std::string, Entries> judgements;
  absl::flat_hash_map<std::string, Entries> decisions;
  absl::flat_hash_map<std::string, Entries> exemptions;
  // By metric, in LineOrder; only reports whose period lies in the window.
  absl::flat_hash_map<std::string, Entries> metrics;
  // In order of position.
  Entries reviews;
  Entries statements;
  Entries rulings;
  Entries unstated;
  // Accidents attributed to the unit whose report counts, in EarlierAccident order, inside the
  // window or not.
  std::vector<UnitAccident> accidents;
  // Attributions whose accident has no report that counts.
  Entries orphaned_attributions;
  // Voided by a correction.
  Entries corrected;
};

// Sorts the unit's events. Events of other cycles are left out; facts are taken whatever the cycle.
CyclePostings ReadPostings(const ScoreInput& input, const DayWindow& window);

// The clause a posting names; empty for what names none.
const std::string& ClauseOf(const event::v1::EventContent& content);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_POSTINGS_H_
