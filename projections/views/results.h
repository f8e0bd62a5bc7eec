#ifndef PROJECTIONS_VIEWS_RESULTS_H_
#define PROJECTIONS_VIEWS_RESULTS_H_

// The results of a cycle: what is frozen, published and recomputed by whoever doubts them.

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "assessment/event/v1/year_end.pb.h"
#include "assessment/projections/v1/explanation.pb.h"
#include "ledger/proof/sha256.h"
#include "projections/views/ledger_view.h"

namespace assessment {

// What results are computed on, and what they say of themselves.
struct ResultsBasis {
  FrozenFold fold;
  uint32_t revision = 1;
  Hash root;           // Of the log at the fold's size.
  Hash scheme_digest;  // Of the adopted scheme, see SchemeDigest.
};

// The results of a cycle, which has adopted a scheme at the fold's size; `origin` is the log's.
// `view` has reached every position of the fold. Equal folds give equal bytes, whatever came
// since. Errors are those of reading the view, and FAILED_PRECONDITION when an added event cannot
// be folded without another.
absl::StatusOr<event::v1::CycleResults> ComputeResults(const LedgerView& view,
                                                       const std::string& cycle,
                                                       const ResultsBasis& basis);

// Takes the whole explanation that a unit's result is made of.
using ExplanationTaker = std::function<void(const projections::v1::ScoreExplanation& score)>;

// The same, and hands out the explanations on the way, in the order of the results.
absl::StatusOr<event::v1::CycleResults> ComputeResults(const LedgerView& view,
                                                       const std::string& cycle,
                                                       const ResultsBasis& basis,
                                                       const ExplanationTaker& take);

// The same of `unit` alone, for a view that need not hold what other units' scores rest on: one
// result, without pool and rank, which rest on those. Errors as there, and
// REASON_UNIT_NOT_IN_CYCLE.
absl::StatusOr<event::v1::CycleResults> ComputeUnitResults(const LedgerView& view,
                                                           const std::string& cycle,
                                                           const ResultsBasis& basis,
                                                           const std::string& unit,
                                                           const ExplanationTaker& take);

// SHA-256 over "assessment/explanation/v1", a zero byte and a whole explanation, with ledger, size,
// record time and status left out, which say when it was asked for, and with names of persons and
// things and free text left out, which may be erased.
Hash ExplanationDigest(const projections::v1::ScoreExplanation& explanation);

}  // namespace assessment

#endif  // PROJECTIONS_VIEWS_RESULTS_H_
