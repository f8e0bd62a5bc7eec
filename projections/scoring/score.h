#ifndef PROJECTIONS_SCORING_SCORE_H_
#define PROJECTIONS_SCORING_SCORE_H_

// The rules' engine: one score from one prefix of the log. The only implementation of the rules;
// live answers, answers as of an earlier size, previews, rebuilds, sheets and the offline verifier
// all call it.

#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/registry/registry.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

// Version of the computation: a change of any golden result is a new version.
inline constexpr uint32_t kEngineVersion = 1;

// What one score is computed from; every part folded to the same size.
struct ScoreInput {
  std::string ledger;
  const Registry* registry = nullptr;
  const CycleEntry* cycle = nullptr;    // With an adopted scheme.
  std::string unit;                     // Of the cycle.
  const EventStream* events = nullptr;  // Of the unit.
  // Returns the stream of an accident, or null when there is none.
  std::function<const EventStream*(absl::string_view accident)> accident;
  // Returns the stream of a matter, or null when there is none.
  std::function<const EventStream*(absl::string_view matter)> matter;
  // Of a cycle under a composite scheme: returns the score of the unit in another cycle, or null
  // when it has none there. Lives as long as the computation.
  std::function<const projections::v1::ScoreExplanation*(absl::string_view cycle)> part;
  uint64_t size = 0;
  int64_t record_time_micros = 0;
  // False: leave out lines and what each gains; every number is the same. For rankings.
  bool with_lines = true;
};

// Computes the score of a unit in a cycle with its whole explanation. Pure: equal inputs give equal
// bytes. Sources: the adopted scheme and its interpretations. FAILED_PRECONDITION when the cycle
// has adopted no scheme.
absl::StatusOr<projections::v1::ScoreExplanation> ComputeScore(const ScoreInput& input);

// Removes clauses and lines: what a score sheet answer carries.
void KeepSheetOnly(projections::v1::ScoreExplanation& score);

// Keeps what a ranking reads, and what a later sheet is compared with: the unit, raw, applicable
// and final points, grade, whether it is complete and provisional, the points covered, and the
// vetoes that are in force, pending or not evaluated.
void KeepStandingOnly(projections::v1::ScoreExplanation& score);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_SCORE_H_
