#include "projections/scoring/postings.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"

namespace assessment {
namespace {

using event::v1::EventContent;

// Clause postings name a cycle and a unit in fields of the same name; this reads both without
// saying it per type.
template <typename Posting>
bool Names(const Posting& posting, const ScoreInput& input) {
  return posting.cycle() == input.cycle->opened.cycle() && posting.unit() == input.unit;
}

// Puts one entry where it belongs. Returns false for what speaks to another cycle or unit.
bool Sort(const StreamEntry& entry, const ScoreInput& input, const DayWindow& window,
          CyclePostings& postings, std::map<std::string, UnitAccident>& accidents) {
  const EventContent& content = *entry.content;
  const auto by_clause = [&entry](auto& map, const auto& posting) {
    map[posting.clause()].push_back(&entry);
  };
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      if (!Names(content.finding_recorded(), input)) return false;
      if (entry.counts()) by_clause(postings.findings, content.finding_recorded());
      return true;
    case EventContent::kPointsJudged:
      if (!Names(content.points_judged(), input)) return false;
      if (entry.counts()) by_clause(postings.judgements, content.points_judged());
      return true;
    case EventContent::kDeductionDecided:
      if (!Names(content.deduction_decided(), input)) return false;
      if (entry.counts()) by_clause(postings.decisions, content.deduction_decided());
      return true;
    case EventContent::kExemptionGranted:
      if (!Names(content.exemption_granted(), input)) return false;
      if (entry.counts()) by_clause(postings.exemptions, content.exemption_granted());
      return true;
    case EventContent::kItemReviewed:
      if (!Names(content.item_reviewed(), input)) return false;
      if (entry.counts()) postings.reviews.push_back(&entry);
      return true;
    case EventContent::kNotApplicableClaimed:
      if (!Names(content.not_applicable_claimed(), input)) return false;
      if (entry.counts()) postings.statements.push_back(&entry);
      return true;
    case EventContent::kNotApplicableRuled:
      if (!Names(content.not_applicable_ruled(), input)) return false;
      if (entry.counts()) postings.rulings.push_back(&entry);
      return true;
    case EventContent::kNoStatementFound:
      if (!Names(content.no_statement_found(), input)) return false;
      if (entry.counts()) postings.unstated.push_back(&entry);
      return true;
    case EventContent::kMetricReported: {
      const event::v1::MetricReported& metric = content.metric_reported();
      if (metric.unit() != input.unit || !window.Contains(ToDay(metric.period_from())) ||
          !window.Contains(ToDay(metric.period_to()))) {
        return false;
      }
      if (entry.counts()) postings.metrics[metric.metric()].push_back(&entry);
      return true;
    }
    case EventContent::kAccidentAttributed: {
      const event::v1::AccidentAttributed& attributed = content.accident_attributed();
      if (attributed.unit() != input.unit) return false;
      if (!entry.counts()) return true;
      auto found = accidents.find(attributed.accident());
      if (found == accidents.end()) {
        const EventStream* stream = input.accident(attributed.accident());
        std::optional<UnitAccident> accident =
            stream == nullptr ? std::nullopt : ReadAccident(attributed.accident(), *stream);
        if (!accident.has_value()) {
          postings.orphaned_attributions.push_back(&entry);
          return true;
        }
        found = accidents.emplace(attributed.accident(), *std::move(accident)).first;
      }
      found->second.attributions.push_back({attributed.role(), &entry});
      found->second.positions.push_back(entry.position());
      return true;
    }
    default:
      return false;
  }
}

template <typename Map>
void SortEach(Map& entries_by_key) {
  for (auto& [key, entries] : entries_by_key) {
    std::sort(entries.begin(), entries.end(),
              [](const StreamEntry* a, const StreamEntry* b) { return OrderOf(*a) < OrderOf(*b); });
  }
}

}  // namespace

LineOrder OrderOf(const StreamEntry& entry) {
  const event::v1::Event& event = entry.record->body.event();
  return {ToDay(entry.content->occurred_on()), 0,
          absl::StrCat(event.source(), absl::string_view("\0", 1), event.idempotency_key())};
}

LineOrder OrderOf(const UnitAccident& accident) {
  return {accident.day, accident.minute_of_day, accident.accident};
}

CyclePostings ReadPostings(const ScoreInput& input, const DayWindow& window) {
  CyclePostings postings;
  std::map<std::string, UnitAccident> accidents;
  for (const StreamEntry& entry : input.events->entries()) {
    if (Sort(entry, input, window, postings, accidents) && !entry.counts()) {
      postings.corrected.push_back(&entry);
    }
  }
  SortEach(postings.findings);
  SortEach(postings.judgements);
  SortEach(postings.decisions);
  SortEach(postings.exemptions);
  SortEach(postings.metrics);
  for (auto& [id, accident] : accidents) {
    std::sort(accident.positions.begin(), accident.positions.end());
    postings.accidents.push_back(std::move(accident));
  }
  std::sort(postings.accidents.begin(), postings.accidents.end(), EarlierAccident);
  return postings;
}

const std::string& ClauseOf(const EventContent& content) {
  static const std::string* const none = new std::string;
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded:
      return content.finding_recorded().clause();
    case EventContent::kPointsJudged:
      return content.points_judged().clause();
    case EventContent::kDeductionDecided:
      return content.deduction_decided().clause();
    case EventContent::kExemptionGranted:
      return content.exemption_granted().clause();
    default:
      return *none;
  }
}

}  // namespace assessment
