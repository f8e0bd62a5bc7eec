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
  explicit Collector(const std::set<uint64_t>& lined) : lined_(lined) {}

  void AddUnlessLined(const StreamEntry& entry, UncountedReason reason) {
    if (lined_.count(entry.position()) == 0) Add(entry, reason);
  }

  bool IsLined(const StreamEntry& entry) const { return lined_.count(entry.position()) != 0; }

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
  const std::set<uint64_t>& lined_;
  std::vector<LineExplanation> lines_;
};

// True when some line rests on the accident: in any of its roles, or on what is late of it.
bool HasLine(const UnitAccident& accident, const Collector& collector) {
  const auto& entries = accident.stream->entries();
  return std::any_of(accident.attributions.begin(), accident.attributions.end(),
                     [&](const UnitAttribution& attribution) {
                       return collector.IsLined(*attribution.entry);
                     }) ||
         std::any_of(entries.begin(), entries.end(), [&](const StreamEntry& entry) {
           return entry.content->has_overdue_recorded() && collector.IsLined(entry);
         });
}

void AddAccident(const RuleContext& context, const UnitAccident& accident, Collector& collector) {
  const StreamEntry& attribution = *accident.attributions.front().entry;
  if (accident.struck_off_position.has_value()) {
    collector.Add(attribution, projections::v1::UNCOUNTED_REASON_STRUCK_OFF);
  } else if (HasLine(accident, collector)) {
    // It counts, or the line says why not.
  } else if (!context.window.Contains(accident.day)) {
    collector.Add(attribution, projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW);
  } else if (accident.decision == event::v1::PENDING_DECISION_LEAVE_OUT) {
    collector.Add(attribution, projections::v1::UNCOUNTED_REASON_LEFT_OUT);
  }
  for (const StreamEntry* supplement : accident.late_supplements) {
    collector.Add(*supplement, projections::v1::UNCOUNTED_REASON_AFTER_CASUALTY_WINDOW);
  }
}

void AddMatter(const RuleContext& context, const MatterFacts& matter, Collector& collector) {
  UncountedReason reason = projections::v1::UNCOUNTED_REASON_NOT_PRICED;
  if (matter.Late() != context.input.unit) {
    reason = projections::v1::UNCOUNTED_REASON_HELD_BY_ANOTHER;
  } else if (!context.window.Contains(matter.deadline.due->day)) {
    reason = projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW;
  }
  for (const RecordedStep& step : matter.steps) collector.AddUnlessLined(*step.entry, reason);
}

}  // namespace

std::vector<LineExplanation> ListUncounted(const RuleContext& context,
                                           const std::set<uint64_t>& lined) {
  const CyclePostings& postings = context.postings;
  Collector collector(lined);
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
  for (const StreamEntry* fact : postings.orphaned) {
    collector.Add(*fact, projections::v1::UNCOUNTED_REASON_BASE_CORRECTED);
  }
  for (const StreamEntry* fact : postings.outside_window) {
    collector.Add(*fact, projections::v1::UNCOUNTED_REASON_OUTSIDE_WINDOW);
  }
  for (const StreamEntry* attribution : postings.withdrawn_attributions) {
    collector.Add(*attribution, projections::v1::UNCOUNTED_REASON_WITHDRAWN);
  }
  for (const Entries* documents : {&postings.letters, &postings.honours, &postings.blames}) {
    for (const StreamEntry* entry : *documents) {
      collector.AddUnlessLined(*entry, projections::v1::UNCOUNTED_REASON_NOT_PRICED);
    }
  }
  for (const Concealment& concealment : postings.concealments) {
    collector.AddUnlessLined(*concealment.entry, projections::v1::UNCOUNTED_REASON_NOT_PRICED);
  }
  for (const UnitAccident& accident : postings.accidents) AddAccident(context, accident, collector);
  for (const MatterFacts& matter : postings.matters) AddMatter(context, matter, collector);
  for (const StreamEntry* entry : postings.corrected) collector.AddCorrected(*entry);
  return collector.Finish();
}

}  // namespace assessment
