#ifndef PROJECTIONS_VIEWS_SCORE_AT_H_
#define PROJECTIONS_VIEWS_SCORE_AT_H_

// The one way from a view to a score: gathers what the engine reads and calls it. Live answers,
// earlier sizes and previews differ in their view alone.

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/registry/registry.h"
#include "projections/scoring/score.h"
#include "projections/scoring/worksheet.h"
#include "projections/views/ledger_view.h"

namespace assessment {

struct UnitScore {
  projections::v1::ScoreExplanation score;
  // Accidents and matters whose events the score rests on beside the unit's own, sorted.
  std::vector<IndexKey> things;
  // Of a composite score: the cycles that it combines.
  std::vector<std::string> cycles;
};

using ThingStreams = std::map<IndexKey, StreamPointer>;

// The streams of the accidents and matters that the events of a unit's stream name, and of the
// accidents merged with them. Errors are those of reading the view.
absl::StatusOr<ThingStreams> ThingsOf(const LedgerView& view, const EventStream& events);

// What a score of a unit leaves for the next one: see ComputeScore. Never changes.
struct WorkedUnit {
  std::shared_ptr<const Registry> registry;
  StreamPointer events;
  std::set<IndexKey> named;  // Accidents and matters that the events name.
  std::shared_ptr<const ThingStreams> things;
  std::shared_ptr<const Worksheet> worksheet;
};

using WorkedPointer = std::shared_ptr<const WorkedUnit>;

// What the engine reads of one unit, and the streams that it points into.
struct UnitReading {
  StreamPointer events;
  std::shared_ptr<const ThingStreams> things;
  ScoreInput input;  // Without parts.
};

// Reads a unit of a cycle with an adopted scheme, whether or not the cycle is frozen: in `view` as
// it is. View and cycle outlive the result. Errors are those of reading the view.
absl::StatusOr<UnitReading> ReadUnit(const LedgerView& view, const CycleEntry& cycle,
                                     const std::string& unit);

// The accidents that events of an accident's stream merge it with or part it from, itself included.
std::vector<IndexKey> MergedWith(const EventStream& accident);

// Scores a unit of a cycle with an adopted scheme. A frozen cycle counts the events that it was
// frozen with and those its amendments added, whatever came since. Errors are those of reading the
// view.
absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail);

// The same of less than an explanation, with what an earlier score of the unit in the cycle left,
// at whatever size, or null; it is replaced by what this one leaves. Neither is of use, and null is
// left, for a cycle that is frozen, composed of others, or not the one of the view's registry.
absl::StatusOr<UnitScore> ScoreAt(const LedgerView& view, const CycleEntry& cycle,
                                  const std::string& unit, ScoreDetail detail,
                                  WorkedPointer& worked);

// Scores many units on all threads of the machine and hands the scores to `take` in the order of
// `units`, in the calling thread. Ends at the first error, of scoring or of `take`, in that order.
// The view is read by several threads; no more scores than a few for each thread wait to be taken.
absl::Status ScoreEach(const LedgerView& view, const CycleEntry& cycle,
                       absl::Span<const std::string> units, ScoreDetail detail,
                       absl::FunctionRef<absl::Status(UnitScore score)> take);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_SCORE_AT_H_
