#ifndef PROJECTIONS_SCORING_RULE_CONTEXT_H_
#define PROJECTIONS_SCORING_RULE_CONTEXT_H_

// What every rule of one score reads.

#include <vector>

#include "absl/strings/string_view.h"
#include "ledger/scheme/compiled_scheme.h"
#include "projections/scoring/applicability.h"
#include "projections/scoring/postings.h"
#include "projections/scoring/question.h"
#include "projections/scoring/score.h"

namespace assessment {

// The days of a cycle.
DayWindow WindowOf(const event::v1::CycleOpened& cycle);

struct RuleContext {
  const ScoreInput& input;
  const CompiledScheme& scheme;
  DayWindow window;  // Of the cycle.
  CyclePostings postings;
  ApplicabilityView applicability;
  // What facts raise and the office answers; filled once vetoes are known, before lines are built.
  std::vector<RaisedQuestion> questions;

  explicit RuleContext(const ScoreInput& score_input);
  // With postings that were read before, in the window of the cycle.
  RuleContext(const ScoreInput& score_input, CyclePostings read);

  // Identifier and question of the scheme's interpretation about `id`, as an open question with
  // nothing under it yet.
  projections::v1::OpenQuestion QuestionAbout(absl::string_view id) const;
};

// A line left out of a computation, to learn what the score would gain without it.
struct Exclusion {
  absl::string_view clause;
  uint64_t position = 0;

  bool Covers(const ClauseRef& ref, uint64_t line_position) const {
    return ref.clause->clause() == clause && line_position == position;
  }
};

// The latest of some reports of a metric: by the end of their period, then by when they were
// published, never by arrival. Requires at least one.
const StreamEntry* LatestReport(const Entries& reports);

}  // namespace assessment

#endif  // PROJECTIONS_SCORING_RULE_CONTEXT_H_
