#ifndef PROJECTIONS_VIEWS_SCORE_AT_H_
#define PROJECTIONS_VIEWS_SCORE_AT_H_

// The one way from a view to a score: gathers what the engine reads and calls it. Live answers,
// earlier sizes and previews differ in their view alone.

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/registry/registry.h"
#include "projections/views/ledger_view.h"

namespace assessment {

enum class ScoreDetail {
  kSheet,        // Without clauses and lines: every number, coverage, vetoes.
  kExplanation,  // Everything.
};

struct UnitScore {
  projections::v1::ScoreExplanation score;
  // Accidents that the unit's events name: the score rests on their events beside the unit's own.
  std::vector<std::string> accidents;
};

// Accidents named by the events of a stream, sorted.
std::vector<std::string> AccidentsOf(const EventStream& events);

// Scores a unit of a cycle with an adopted scheme. Errors are those of reading the view.
absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_SCORE_AT_H_
