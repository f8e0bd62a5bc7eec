#include "projections/scoring/coverage.h"

#include <algorithm>

namespace assessment {
namespace {

using projections::v1::Applicability;
using projections::v1::APPLICABILITY_OUT_OF_SCOPE;
using projections::v1::APPLICABILITY_UNSTATED_ZERO;

// A judged clause matters to coverage unless no statement was found for the component it stands in:
// that scores 0 whatever would be judged, so nobody has to look, and nobody has looked.
bool IsToBeJudged(const RuleContext& context, const ClauseLines& clause) {
  if (!clause.clause->clause->has_judged()) return false;
  return clause.clause->component == nullptr ||
         context.applicability.Of(*clause.clause->item, *clause.clause->component).state !=
             APPLICABILITY_UNSTATED_ZERO;
}

}  // namespace

std::vector<uint64_t> ReviewsOf(const RuleContext& context, const scheme::v1::Item& item) {
  std::vector<uint64_t> positions;
  for (const StreamEntry* entry : context.postings.reviews) {
    const auto& items = entry->content->item_reviewed().items();
    if (std::find(items.begin(), items.end(), item.item()) != items.end()) {
      positions.push_back(entry->position());
    }
  }
  return positions;
}

bool IsCovered(const RuleContext& context, const scheme::v1::Item& item,
               const ChargedItem& charged) {
  // Nobody can be asked to look at what has no statement, or at what does not concern the unit and
  // stays in the maximum all the same.
  const Applicability state = context.applicability.Of(item).state;
  if (state == APPLICABILITY_UNSTATED_ZERO || state == APPLICABILITY_OUT_OF_SCOPE) return true;
  bool judged = false;
  bool postings = false;
  for (const ClauseLines& clause : charged.clauses) {
    if (IsToBeJudged(context, clause)) {
      if (clause.open) return false;
      judged = true;
    }
    postings |= TakesPostings(*clause.clause->clause);
  }
  return judged || (!postings && !charged.clauses.empty()) || !ReviewsOf(context, item).empty();
}

void AddToCoverage(const scheme::v1::Item& item, const ChargedItem& charged, bool covered,
                   projections::v1::Coverage& coverage) {
  coverage.set_applicable_milli(coverage.applicable_milli() + charged.applicable_milli);
  if (covered || charged.applicable_milli == 0) {
    coverage.set_covered_milli(coverage.covered_milli() + charged.applicable_milli);
    return;
  }
  projections::v1::UncoveredItem& uncovered = *coverage.add_uncovered();
  uncovered.set_item(item.item());
  uncovered.set_applicable_milli(charged.applicable_milli);
  for (const ClauseLines& clause : charged.clauses) {
    if (clause.open) uncovered.add_open_clauses(clause.clause->clause->clause());
  }
}

}  // namespace assessment
