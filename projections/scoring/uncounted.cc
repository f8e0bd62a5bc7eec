#include "projections/scoring/uncounted.h"

#include <algorithm>

#include "projections/scoring/explain_line.h"

namespace assessment {
namespace {

using projections::v1::LineExplanation;
using projections::v1::UncountedReason;
using scheme::v1::Clause;

// True when the clause's kind still takes this posting.
bool KindTakes(const Clause& clause, const event::v1::EventContent& content) {
  if (!TakesPostings(clause)) return false;
  switch (content.kind_case()) {
    case event::v1::EventContent::kPointsJudged:
      return clause.has_judged();
    case event::v1::EventContent::kDeductionDecided:
      return clause.has_range();
    case event::v1::EventContent::kExemptionGranted:
      return clause.has_exempt();
    default:
      if (clause.has_banded() || clause.has_threshold()) {
        return content.finding_recorded().has_measure();
      }
      return !clause.has_judged() && !clause.has_range() && !clause.has_exempt();
  }
}

UncountedReason ReasonFor(const RuleContext& context, const StreamEntry& entry) {
  const ClauseRef* clause = context.scheme.FindClause(ClauseOf(*entry.content));
  if (clause == nullptr) return projections::v1::UNCOUNTED_REASON_CLAUSE_WITHDRAWN;
  if (!context.applicability.Concerns(*clause)) {
    return projections::v1::UNCOUNTED_REASON_NOT_APPLICABLE;
  }
  if (!KindTakes(*clause->clause, *entry.content)) {
    return projections::v1::UNCOUNTED_REASON_KIND_CHANGED;
  }
  return projections::v1::UNCOUNTED_REASON_UNSPECIFIED;
}

class Collector {
 public:
  void Add(const StreamEntry& entry, UncountedReason reason) {
    LineExplanation& line = lines_.emplace_back();
    DescribeEntry(entry, line);
    line.set_state(projections::v1::LINE_STATE_UNCOUNTED);
    line.set_uncounted_reason(reason);
  }

  void AddCorrected(const StreamEntry& entry) {
    LineExplanation& line = lines_.emplace_back();
    DescribeEntry(entry, line);
    line.set_state(projections::v1::LINE_STATE_CORRECTED);
    line.set_by_position(*entry.voided_by);
  }

  std::vector<LineExplanation> Finish() {
    std::sort(lines_.begin(), lines_.end(), [](const LineExplanation& a, const LineExplanation& b) {
      return a.position() < b.position();
    });
    return std::move(lines_);
  }

 private:
  std::vector<LineExplanation> lines_;
};

}  // namespace

std::vector<LineExplanation> ListUncounted(const RuleContext& context) {
  const CyclePostings& postings = context.postings;
  Collector collector;
  for (const auto* by_clause :
       {&postings.findings, &postings.judgements, &postings.decisions, &postings.exemptions}) {
    for (const auto& [clause, entries] : *by_clause) {
      for (const StreamEntry* entry : entries) {
        const UncountedReason reason = ReasonFor(context, *entry);
        if (reason != projections::v1::UNCOUNTED_REASON_UNSPECIFIED) collector.Add(*entry, reason);
      }
    }
  }
  for (const StreamEntry* ruling : postings.rulings) {
    const uint64_t claim = ruling->content->not_applicable_ruled().claim_position();
    const bool stands =
        std::any_of(postings.statements.begin(), postings.statements.end(),
                    [claim](const StreamEntry* e) { return e->position() == claim; });
    if (!stands) collector.Add(*ruling, projections::v1::UNCOUNTED_REASON_BASE_CORRECTED);
  }
  for (const StreamEntry* attribution : postings.orphaned_attributions) {
    collector.Add(*attribution, projections::v1::UNCOUNTED_REASON_BASE_CORRECTED);
  }
  for (const UnitAccident& accident : postings.accidents) {
    if (!context.window.Contains(accident.day)) {
      collector.Add(*accident.attributions.front().entry,
                    projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW);
    }
  }
  for (const StreamEntry* entry : postings.corrected) collector.AddCorrected(*entry);
  return collector.Finish();
}

}  // namespace assessment
