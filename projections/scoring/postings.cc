#include "projections/scoring/postings.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "ledger/base/document_key.h"

namespace assessment {
namespace {

using event::v1::EventContent;

// Clause postings name a cycle and a unit in fields of the same name; this reads both without
// saying it per type.
template <typename Posting>
bool Names(const Posting& posting, const ScoreInput& input) {
  return posting.cycle() == input.cycle->opened.cycle() && posting.unit() == input.unit;
}

class Sorter {
 public:
  Sorter(const ScoreInput& input, const DayWindow& window, CyclePostings postings = {})
      : input_(input), window_(window), postings_(std::move(postings)) {}

  CyclePostings Sort() {
    for (const StreamEntry& entry : input_.events->entries()) {
      if (Place(entry) && !entry.counts()) postings_.corrected.push_back(&entry);
    }
    for (const std::string& matter : matters_) AddMatter(matter);
    for (auto& [id, accident] : accidents_) {
      std::sort(accident.positions.begin(), accident.positions.end());
      if (!accident.attributions.empty()) postings_.accidents.push_back(std::move(accident));
    }
    return std::move(postings_);
  }

  // As ExtendPostings; the postings extended, or nothing.
  std::optional<CyclePostings> Extend(size_t known, PostedOn& posted_on) {
    const StreamEntries& entries = input_.events->entries();
    for (size_t i = known; i < entries.size(); ++i) {
      if (!Place(entries[i])) continue;
      if (!entries[i].counts() || !PutInOrder(*entries[i].content, posted_on)) return std::nullopt;
    }
    return std::move(postings_);
  }

 private:
  // Puts the entry that was placed last where it stands in order; false for one that is sorted by
  // more than its clause or metric.
  bool PutInOrder(const EventContent& content, PostedOn& posted_on) {
    switch (content.kind_case()) {
      case EventContent::kFindingRecorded:
        return PutInOrder(postings_.findings, content, posted_on);
      case EventContent::kPointsJudged:
        return PutInOrder(postings_.judgements, content, posted_on);
      case EventContent::kDeductionDecided:
        return PutInOrder(postings_.decisions, content, posted_on);
      case EventContent::kExemptionGranted:
        return PutInOrder(postings_.exemptions, content, posted_on);
      case EventContent::kMetricReported: {
        const std::string& metric = content.metric_reported().metric();
        PutLastInOrder(postings_.metrics.at(metric));
        posted_on.metrics.insert(metric);
        return true;
      }
      case EventContent::kItemReviewed:
        posted_on.items.insert(content.item_reviewed().items().begin(),
                               content.item_reviewed().items().end());
        return true;
      default:
        return false;
    }
  }

  static bool PutInOrder(absl::flat_hash_map<std::string, Entries>& by_clause,
                         const EventContent& content, PostedOn& posted_on) {
    PutLastInOrder(by_clause.at(ClauseOf(content)));
    posted_on.clauses.insert(ClauseOf(content));
    return true;
  }

  static void PutLastInOrder(Entries& entries) {
    const auto last = entries.end() - 1;
    const auto place = std::upper_bound(
        entries.begin(), last, OrderOf(**last),
        [](const LineOrder& order, const StreamEntry* entry) { return order < OrderOf(*entry); });
    std::rotate(place, last, entries.end());
  }

  // Puts one entry where it belongs. Returns false for what speaks to another cycle or unit, or to
  // no score.
  bool Place(const StreamEntry& entry) {
    const EventContent& content = *entry.content;
    const auto by_clause = [&entry](auto& map, const auto& posting) {
      map[posting.clause()].push_back(&entry);
    };
    switch (content.kind_case()) {
      case EventContent::kFindingRecorded:
        if (!Names(content.finding_recorded(), input_)) return false;
        if (entry.counts()) by_clause(postings_.findings, content.finding_recorded());
        return true;
      case EventContent::kPointsJudged:
        if (!Names(content.points_judged(), input_)) return false;
        if (entry.counts()) by_clause(postings_.judgements, content.points_judged());
        return true;
      case EventContent::kDeductionDecided:
        if (!Names(content.deduction_decided(), input_)) return false;
        if (entry.counts()) by_clause(postings_.decisions, content.deduction_decided());
        return true;
      case EventContent::kExemptionGranted:
        if (!Names(content.exemption_granted(), input_)) return false;
        if (entry.counts()) by_clause(postings_.exemptions, content.exemption_granted());
        return true;
      case EventContent::kItemReviewed:
        return PlaceNamed(content.item_reviewed(), entry, postings_.reviews);
      case EventContent::kNotApplicableClaimed:
        return PlaceNamed(content.not_applicable_claimed(), entry, postings_.statements);
      case EventContent::kNotApplicableRuled:
        return PlaceNamed(content.not_applicable_ruled(), entry, postings_.rulings);
      case EventContent::kNoStatementFound:
        return PlaceNamed(content.no_statement_found(), entry, postings_.unstated);
      case EventContent::kQuestionAnswered:
        return PlaceNamed(content.question_answered(), entry, postings_.answers);
      case EventContent::kVetoConfirmed:
        return PlaceNamed(content.veto_confirmed(), entry, postings_.veto_confirmations);
      case EventContent::kMetricReported: {
        const event::v1::MetricReported& metric = content.metric_reported();
        if (metric.unit() != input_.unit || !window_.Contains(ToDay(metric.period_from())) ||
            !window_.Contains(ToDay(metric.period_to()))) {
          return false;
        }
        if (entry.counts()) postings_.metrics[metric.metric()].push_back(&entry);
        return true;
      }
      case EventContent::kMatterOpened:
        return PlaceMatter(content.matter_opened(), entry);
      case EventContent::kMatterReassigned:
        return PlaceMatter(content.matter_reassigned(), entry);
      case EventContent::kLetterIssued: {
        const auto& units = content.letter_issued().units();
        if (std::find(units.begin(), units.end(), input_.unit) == units.end()) return false;
        PlaceDocument(entry, postings_.letters);
        return true;
      }
      case EventContent::kHonourRecorded:
        if (content.honour_recorded().unit() != input_.unit) return false;
        PlaceDocument(entry, postings_.honours);
        return true;
      case EventContent::kBlameRecorded:
        if (content.blame_recorded().unit() != input_.unit) return false;
        PlaceDocument(entry, postings_.blames);
        return true;
      case EventContent::kConcealmentVerified:
        return PlaceConcealment(content.concealment_verified(), entry);
      case EventContent::kAccidentAttributed:
        return PlaceAttribution(content.accident_attributed(), entry);
      case EventContent::kAttributionWithdrawn:
        return PlaceWithdrawal(content.attribution_withdrawn(), entry);
      default:
        return false;
    }
  }

  template <typename Posting>
  bool PlaceNamed(const Posting& posting, const StreamEntry& entry, Entries& entries) const {
    if (!Names(posting, input_)) return false;
    if (entry.counts()) entries.push_back(&entry);
    return true;
  }

  template <typename MatterEvent>
  bool PlaceMatter(const MatterEvent& event, const StreamEntry& entry) {
    if (event.unit() != input_.unit) return false;
    if (entry.counts()) matters_.insert(event.matter());
    return true;
  }

  void PlaceDocument(const StreamEntry& entry, Entries& entries) {
    if (!entry.counts()) return;
    (window_.Contains(DocumentDay(entry)) ? entries : postings_.outside_window).push_back(&entry);
  }

  void AddMatter(const std::string& matter) {
    const EventStream* stream = input_.matter ? input_.matter(matter) : nullptr;
    std::optional<MatterFacts> facts =
        stream == nullptr ? std::nullopt : ReadMatter(matter, *stream);
    if (facts.has_value()) postings_.matters.push_back(*std::move(facts));
  }

  // The accident that `accident` counts as: itself, or the one it was merged into.
  std::optional<UnitAccident> ReadSurvivor(const std::string& accident) const {
    const EventStream* stream = input_.accident(accident);
    if (stream == nullptr) return std::nullopt;
    const std::optional<std::string> target = MergedInto(accident, *stream);
    if (!target.has_value()) return ReadAccident(accident, *stream);
    const EventStream* target_stream = input_.accident(*target);
    return target_stream == nullptr ? std::nullopt : ReadAccident(*target, *target_stream);
  }

  bool PlaceConcealment(const event::v1::ConcealmentVerified& verified, const StreamEntry& entry) {
    if (verified.unit() != input_.unit) return false;
    if (!entry.counts()) return true;
    if (!window_.Contains(ToDay(entry.content->occurred_on()))) {
      postings_.outside_window.push_back(&entry);
      return true;
    }
    std::optional<UnitAccident> accident = ReadSurvivor(verified.accident());
    if (!accident.has_value()) {
      postings_.orphaned.push_back(&entry);
      return true;
    }
    postings_.concealments.push_back({&entry, *std::move(accident)});
    return true;
  }

  bool PlaceAttribution(const event::v1::AccidentAttributed& attributed, const StreamEntry& entry) {
    if (attributed.unit() != input_.unit) return false;
    if (!entry.counts()) return true;
    std::optional<UnitAccident> accident = ReadSurvivor(attributed.accident());
    if (!accident.has_value()) {
      postings_.orphaned.push_back(&entry);
      return true;
    }
    const std::string id = accident->accident;
    UnitAccident& kept = accidents_.emplace(id, *std::move(accident)).first->second;
    kept.attributions.push_back({attributed.role(), &entry});
    kept.positions.push_back(entry.position());
    return true;
  }

  // Admission lets only an attribution in force be withdrawn, so the newest of it is the one meant.
  bool PlaceWithdrawal(const event::v1::AttributionWithdrawn& withdrawn, const StreamEntry& entry) {
    if (withdrawn.unit() != input_.unit) return false;
    if (!entry.counts()) return true;
    for (auto& [id, accident] : accidents_) {
      std::vector<UnitAttribution>& attributions = accident.attributions;
      for (auto attribution = attributions.rbegin(); attribution != attributions.rend();
           ++attribution) {
        const event::v1::AccidentAttributed& attributed =
            attribution->entry->content->accident_attributed();
        if (attributed.accident() != withdrawn.accident() || attribution->role != withdrawn.role())
          continue;
        const uint64_t position = attribution->entry->position();
        postings_.withdrawn_attributions.push_back(attribution->entry);
        accident.positions.erase(
            std::remove(accident.positions.begin(), accident.positions.end(), position),
            accident.positions.end());
        attributions.erase(std::next(attribution).base());
        return true;
      }
    }
    return true;
  }

  const ScoreInput& input_;
  const DayWindow& window_;
  CyclePostings postings_;
  std::set<std::string> matters_;
  std::map<std::string, UnitAccident> accidents_;
};

// Sorts by what `key` gives, which is asked once for each entry.
template <typename Key>
void SortBy(const Key& key, Entries& entries) {
  std::vector<std::pair<decltype(key(*entries.front())), const StreamEntry*>> keyed;
  keyed.reserve(entries.size());
  for (const StreamEntry* entry : entries) keyed.emplace_back(key(*entry), entry);
  const auto before = [](const auto& a, const auto& b) { return a.first < b.first; };
  if (std::is_sorted(keyed.begin(), keyed.end(), before)) return;
  std::sort(keyed.begin(), keyed.end(), before);
  for (size_t i = 0; i < entries.size(); ++i) entries[i] = keyed[i].second;
}

void SortByDay(Entries& entries) {
  SortBy([](const StreamEntry& entry) { return OrderOf(entry); }, entries);
}

template <typename Map>
void SortEach(Map& entries_by_key) {
  for (auto& [key, entries] : entries_by_key) SortByDay(entries);
}

void SortByDocument(Entries& entries) {
  SortBy(
      [](const StreamEntry& entry) {
        return std::make_tuple(DocumentDay(entry), DocumentOf(entry), TieOf(entry));
      },
      entries);
}

}  // namespace

LineOrder OrderOf(const StreamEntry& entry) {
  return {ToDay(entry.content->occurred_on()), 0, LineTie(entry)};
}

LineOrder OrderOf(const UnitAccident& accident) {
  return {accident.day, accident.minute_of_day, accident.accident};
}

CivilDay DocumentDay(const StreamEntry& entry) { return ToDay(entry.content->paper().date()); }

std::string DocumentOf(const StreamEntry& entry) {
  const event::v1::Paper& paper = entry.content->paper();
  return DocumentKey(paper.issuer(), paper.number(), ToDay(paper.date()));
}

CyclePostings ReadPostings(const ScoreInput& input, const DayWindow& window) {
  CyclePostings postings = Sorter(input, window).Sort();
  SortEach(postings.findings);
  SortEach(postings.judgements);
  SortEach(postings.decisions);
  SortEach(postings.exemptions);
  SortEach(postings.metrics);
  SortByDay(postings.answers);
  SortByDay(postings.veto_confirmations);
  SortByDocument(postings.letters);
  SortByDocument(postings.honours);
  SortByDocument(postings.blames);
  std::sort(postings.accidents.begin(), postings.accidents.end(), EarlierAccident);
  std::sort(postings.concealments.begin(), postings.concealments.end(),
            [](const Concealment& a, const Concealment& b) {
              return std::make_tuple(ToDay(a.entry->content->occurred_on()), a.accident.accident,
                                     TieOf(*a.entry)) <
                     std::make_tuple(ToDay(b.entry->content->occurred_on()), b.accident.accident,
                                     TieOf(*b.entry));
            });
  return postings;
}

bool ExtendPostings(const ScoreInput& input, const DayWindow& window, size_t known,
                    CyclePostings& postings, PostedOn& posted_on) {
  std::optional<CyclePostings> extended =
      Sorter(input, window, std::move(postings)).Extend(known, posted_on);
  if (!extended.has_value()) return false;
  postings = *std::move(extended);
  return true;
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
