#ifndef PROJECTIONS_SCORING_SCORE_H_
#define PROJECTIONS_SCORING_SCORE_H_

// The rules' engine: one score from one prefix of the log. The only implementation of the rules;
// live answers, answers as of an earlier size, previews, rebuilds, sheets and the offline verifier
// all call it.

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/registry/registry.h"
#include "projections/scoring/event_stream.h"

namespace assessment {

// Version of the computation: a change of any golden result is a new version.
inline constexpr uint32_t kEngineVersion = 1;

// How much of a score is written down; every number that is, is the same in all.
enum class ScoreDetail {
  kStanding,     // What a ranking reads, and what a later sheet is compared with: the unit, raw,
                 // applicable and final points, grade, whether it is complete and provisional, the
                 // points covered, and the vetoes in force, pending or not evaluated.
  kSheet,        // Without clauses and lines: every number, coverage, vetoes.
  kExplanation,  // Everything.
};

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
  ScoreDetail detail = ScoreDetail::kExplanation;
};

struct Worksheet;

// Computes the score of a unit in a cycle with its whole explanation. Pure: equal inputs give equal
// bytes. Sources: the adopted scheme and its interpretations. FAILED_PRECONDITION when the cycle
// has adopted no scheme.
absl::StatusOr<projections::v1::ScoreExplanation> ComputeScore(const ScoreInput& input);

// The same, to the byte, of what is less than an explanation. `worksheet` is null or what an
// earlier computation left of the same unit, cycle and registry with the same streams of accidents
// and matters, at whatever size: what it says is taken from it where the unit's new events leave it
// as it was. It is replaced by what this one leaves, which points into the streams and the
// registry.
absl::StatusOr<projections::v1::ScoreExplanation> ComputeScore(
    const ScoreInput& input, std::shared_ptr<const Worksheet>& worksheet);

// Removes clauses and lines: what a score sheet answer carries.
void KeepSheetOnly(projections::v1::ScoreExplanation& score);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_SCORE_H_
