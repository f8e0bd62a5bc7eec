#include "projections/scoring/build_lines.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "projections/scoring/excess.h"
#include "projections/scoring/fact_lines.h"

namespace assessment {
namespace {

using projections::v1::LineState;
using scheme::v1::Clause;

// What identifies a subject across findings: its code, or kind and name where it has none.
std::string SubjectKey(const event::v1::Subject& subject) {
  if (!subject.accident().empty()) return absl::StrCat("accident ", subject.accident());
  if (!subject.matter().empty()) return absl::StrCat("matter ", subject.matter());
  if (!subject.code().empty()) return absl::StrCat("code ", subject.code());
  return absl::StrCat("name ", subject.kind(), absl::string_view("\0", 1), subject.name().plain(),
                      subject.name().commitment());
}

Share MakeShare(std::string subject, MilliPoints raised) {
  Share share;
  share.subject = std::move(subject);
  share.raised_milli = raised;
  share.left_milli = raised;
  return share;
}

// Of `occurrences` things about one subject.
Share MakeShare(std::string subject, MilliPoints amount, uint32_t occurrences) {
  Share share = MakeShare(std::move(subject), amount * occurrences);
  share.occurrences = occurrences;
  return share;
}

class LineBuilder {
 public:
  LineBuilder(const RuleContext& context, const ClauseRef& ref, const Exclusion* exclusion)
      : context_(context),
        ref_(ref),
        clause_(*ref.clause),
        exclusion_(exclusion),
        facts_(context, ref, exclusion) {
    result_.clause = &ref;
  }

  ClauseLines Build() {
    switch (clause_.kind_case()) {
      case Clause::kFixed:
        AddOnce(clause_.fixed().amount_milli());
        break;
      case Clause::kPer:
        AddPer(clause_.per().amount_milli(),
               clause_.per().has_max_occurrences() ? clause_.per().max_occurrences() : UINT32_MAX);
        break;
      case Clause::kZero:
        AddOnce(Span(clause_.zero().target()));
        for (Line& line : result_.lines) line.empties_item = EmptiesItem(clause_.zero());
        break;
      case Clause::kBanded:
        AddLatestMeasure([this](int64_t measure, Line& line) { return BandAmount(measure, line); });
        Add(facts_.Banded([this](int64_t months, Line& line) { return BandAmount(months, line); }));
        break;
      case Clause::kThreshold:
        AddLatestMeasure([this](int64_t measure, Line&) { return ThresholdAmount(measure); });
        break;
      case Clause::kRange:
        AddDecisions();
        break;
      case Clause::kJudged:
        AddJudgement();
        break;
      case Clause::kAward:
        AddPer(clause_.award().amount_milli(), clause_.award().has_max_occurrences()
                                                   ? clause_.award().max_occurrences()
                                                   : UINT32_MAX);
        break;
      case Clause::kExempt:
        AddSettled(EntriesOf(context_.postings.exemptions), projections::v1::LINE_STATE_NOTED);
        break;
      case Clause::kNoted:
        AddSettled(EntriesOf(context_.postings.findings), projections::v1::LINE_STATE_NOTED);
        break;
      case Clause::KIND_NOT_SET:
        break;
    }
    SortLines();
    ApplyExemption();
    ApplyClauseCap();
    return std::move(result_);
  }

 private:
  // Postings on this clause; none when the adopted scheme feeds the clause by facts alone.
  const Entries& EntriesOf(const absl::flat_hash_map<std::string, Entries>& map) const {
    static const Entries* const none = new Entries;
    const auto found = map.find(clause_.clause());
    return found == map.end() || !TakesPostings(clause_) ? *none : found->second;
  }

  bool Excluded(uint64_t position) const {
    return exclusion_ != nullptr && exclusion_->Covers(ref_, position);
  }

  Line& AddLine(const StreamEntry& entry) {
    Line& line = result_.lines.emplace_back();
    line.entry = &entry;
    line.order = OrderOf(entry);
    return line;
  }

  Line& AddLine(const UnitAccident& accident, const StreamEntry& attribution) {
    Line& line = result_.lines.emplace_back();
    line.entry = &attribution;
    line.accident = &accident;
    line.order = OrderOf(accident);
    return line;
  }

  // The whole span that a `zero` empties.
  MilliPoints Span(scheme::v1::ZeroKind::Target target) const {
    if (target == scheme::v1::ZeroKind::TARGET_COMPONENT && ref_.component != nullptr) {
      return context_.applicability.Of(*ref_.item, *ref_.component).applicable_milli;
    }
    return context_.applicability.Of(*ref_.item).applicable_milli;
  }

  bool EmptiesItem(const scheme::v1::ZeroKind& zero) const {
    return zero.target() == scheme::v1::ZeroKind::TARGET_ITEM;
  }

  // Notes on a line that further occurrences were never charged.
  void NoteExcessOccurrences(Line& line, std::optional<uint64_t> used_up_by) {
    line.absorptions.push_back({"occurrences", clause_.clause(), 0, used_up_by});
  }

  void AddOnce(MilliPoints amount) {
    result_.lines.reserve(EntriesOf(context_.postings.findings).size());
    for (const StreamEntry* entry : EntriesOf(context_.postings.findings)) {
      if (Excluded(entry->position())) continue;
      const auto& subjects = entry->content->finding_recorded().subjects();
      AddLine(*entry).shares.push_back(
          MakeShare(subjects.empty() ? "" : SubjectKey(subjects[0]), amount));
    }
    for (const scheme::v1::Trigger& trigger : clause_.triggers()) {
      if (trigger.has_accident()) AddAccidents(trigger.accident(), amount, /*once=*/true);
    }
    Add(facts_.Each(amount));
    LimitOccurrences(1);
  }

  void AddPer(MilliPoints amount, uint32_t max_occurrences) {
    result_.lines.reserve(EntriesOf(context_.postings.findings).size());
    for (const StreamEntry* entry : EntriesOf(context_.postings.findings)) {
      if (Excluded(entry->position())) continue;
      const auto& subjects = entry->content->finding_recorded().subjects();
      Line& line = AddLine(*entry);
      if (subjects.empty()) line.shares.push_back(MakeShare("", amount));
      for (const event::v1::Subject& subject : subjects) {
        line.shares.push_back(MakeShare(SubjectKey(subject), amount));
      }
      line.occurrences = static_cast<uint32_t>(line.shares.size());
    }
    for (const scheme::v1::Trigger& trigger : clause_.triggers()) {
      if (trigger.has_accident()) AddAccidents(trigger.accident(), amount, /*once=*/false);
      if (trigger.has_baseline()) AddExcess(trigger.baseline(), amount);
    }
    Add(facts_.Each(amount));
    CountMattersOnce();
    LimitOccurrences(max_occurrences);
  }

  void LimitOccurrences(uint32_t max_occurrences) {
    SortLines();
    uint32_t left = max_occurrences;
    std::optional<uint64_t> last;
    for (Line& line : result_.lines) {
      bool beyond = false;
      for (Share& share : line.shares) {
        const uint32_t fits = std::min(left, share.occurrences);
        left -= fits;
        if (fits == share.occurrences) continue;
        beyond = true;
        share.raised_milli = share.left_milli = share.raised_milli / share.occurrences * fits;
      }
      if (beyond) NoteExcessOccurrences(line, last);
      if (line.Raised() > 0) last = line.entry->position();
    }
  }

  // `once`: each accident is one occurrence, whatever the trigger counts.
  void AddAccidents(const scheme::v1::AccidentTrigger& trigger, MilliPoints amount, bool once) {
    const bool deaths = trigger.counts() == scheme::v1::AccidentTrigger::COUNTS_DEATHS;
    for (const UnitAccident& accident : context_.postings.accidents) {
      const FilterMatch match = Match(trigger.filter(), accident, context_.window);
      if (match == FilterMatch::kNo) continue;
      const StreamEntry& attribution = AttributionFor(trigger.filter(), accident);
      if (Excluded(attribution.position())) continue;
      if (deaths && accident.report->deaths() == 0) continue;
      const uint32_t count = deaths && !once ? accident.report->deaths() : 1;
      Line& line = AddLine(accident, attribution);
      line.provisional = match == FilterMatch::kProvisional;
      line.occurrences = count;
      line.shares.push_back(MakeShare(absl::StrCat("accident ", accident.accident), amount, count));
    }
  }

  // This year's accidents or deaths above last year's. The figure exists only when the year is
  // over, so its line comes last (R22).
  void AddExcess(const scheme::v1::BaselineTrigger& trigger, MilliPoints amount) {
    const Excess measured = MeasureExcess(context_, trigger);
    if (!measured.excess.has_value()) {
      // A rule of the scheme asks it itself, and takes the answer.
      if (BaselineQuestion(context_.scheme.proto(), clause_.clause()) != nullptr) return;
      result_.question = context_.QuestionAbout(clause_.clause());
      result_.question->mutable_positions()->Add(measured.positions.begin(),
                                                 measured.positions.end());
      return;
    }
    if (*measured.excess <= 0) return;
    const StreamEntry& attribution = AttributionFor(trigger.filter(), *measured.newest);
    if (Excluded(attribution.position())) return;
    Line& line = AddLine(*measured.newest, attribution);
    line.order = {{9999, 12, 31}, 0, measured.newest->accident};
    line.provisional = measured.provisional;
    line.measured_by = measured.accidents;
    line.occurrences = static_cast<uint32_t>(*measured.excess);
    line.shares.push_back(MakeShare("", amount, line.occurrences));
  }

  void Add(std::vector<Line> lines) {
    for (Line& line : lines) result_.lines.push_back(std::move(line));
  }

  // A clause that takes findings and lateness alike charges once about one matter: the first line.
  void CountMattersOnce() {
    const auto& triggers = clause_.triggers();
    if (!TakesPostings(clause_) ||
        std::none_of(triggers.begin(), triggers.end(),
                     [](const scheme::v1::Trigger& trigger) { return trigger.has_overdue(); })) {
      return;
    }
    SortLines();
    std::map<std::string, uint64_t> first;
    for (Line& line : result_.lines) {
      for (Share& share : line.shares) {
        if (!absl::StartsWith(share.subject, "matter ")) continue;
        const auto [found, added] = first.emplace(share.subject, line.entry->position());
        if (added) continue;
        share.suppressed_milli = std::exchange(share.left_milli, 0);
        share.occurrences = 0;
        if (found->second != line.entry->position()) line.by_position = found->second;
      }
    }
  }

  void SortLines() {
    const auto before = [](const Line& a, const Line& b) { return a.order < b.order; };
    // The findings are in order already, and often nothing else is there.
    if (std::is_sorted(result_.lines.begin(), result_.lines.end(), before)) return;
    std::stable_sort(result_.lines.begin(), result_.lines.end(), before);
  }

  template <typename Amount>
  void AddLatestMeasure(const Amount& amount) {
    std::optional<uint64_t> latest;
    const Entries& findings = EntriesOf(context_.postings.findings);
    for (auto entry = findings.rbegin(); entry != findings.rend(); ++entry) {
      if (Excluded((*entry)->position())) continue;
      // Made under another version of the scheme, when the clause took no measure.
      if (!(*entry)->content->finding_recorded().has_measure()) continue;
      Line& line = AddLine(**entry);
      line.measure_millionths = (*entry)->content->finding_recorded().measure().value_millionths();
      if (latest.has_value()) {
        SettleOlder(line, *latest);
        continue;
      }
      latest = (*entry)->position();
      const auto& subjects = (*entry)->content->finding_recorded().subjects();
      line.shares.push_back(MakeShare(subjects.empty() ? "" : SubjectKey(subjects[0]),
                                      amount(*line.measure_millionths, line)));
    }
    for (const scheme::v1::Trigger& trigger : clause_.triggers()) {
      if (trigger.has_metric()) AddLatestReport(trigger.metric().metric(), amount);
    }
  }

  template <typename Amount>
  void AddLatestReport(const std::string& metric, const Amount& amount) {
    const auto reports = context_.postings.metrics.find(metric);
    if (reports == context_.postings.metrics.end()) return;
    Entries kept;
    for (const StreamEntry* entry : reports->second) {
      if (!Excluded(entry->position())) kept.push_back(entry);
    }
    if (kept.empty()) return;
    const StreamEntry* latest = LatestReport(kept);
    for (const StreamEntry* entry : kept) {
      Line& line = AddLine(*entry);
      const event::v1::MetricReported& report = entry->content->metric_reported();
      if (report.has_value()) line.measure_millionths = report.value().value_millionths();
      if (entry != latest) {
        SettleOlder(line, latest->position());
        continue;
      }
      line.shares.push_back(
          MakeShare("", report.has_value() ? amount(*line.measure_millionths, line) : 0));
    }
  }

  void SettleOlder(Line& line, uint64_t latest) {
    line.settled = projections::v1::LINE_STATE_UNCOUNTED;
    line.uncounted = projections::v1::UNCOUNTED_REASON_OLDER_MEASURE;
    line.by_position = latest;
  }

  MilliPoints BandAmount(int64_t measure, Line& line) {
    for (const scheme::v1::Band& band : clause_.banded().bands()) {
      if (band.has_from_millionths() && measure < band.from_millionths()) continue;
      if (band.has_below_millionths() && measure >= band.below_millionths()) continue;
      if (!band.has_zero()) return band.amount_milli();
      line.empties_item = EmptiesItem(band.zero());
      return Span(band.zero().target());
    }
    return 0;
  }

  MilliPoints ThresholdAmount(int64_t measure) const {
    const scheme::v1::ThresholdKind& threshold = clause_.threshold();
    const bool beyond = threshold.side() == scheme::v1::ThresholdKind::SIDE_ABOVE
                            ? measure > threshold.threshold_millionths()
                            : measure < threshold.threshold_millionths();
    return beyond ? threshold.amount_milli() : 0;
  }

  void AddDecisions() {
    const Entries& decisions = EntriesOf(context_.postings.decisions);
    const std::map<uint64_t, uint64_t> replaced =
        Replaced(decisions, [](const auto& content) { return content.deduction_decided(); });
    for (const StreamEntry* entry : decisions) {
      if (Excluded(entry->position())) continue;
      Line& line = AddLine(*entry);
      if (SettleReplaced(line, replaced)) continue;
      const event::v1::DeductionDecided& decided = entry->content->deduction_decided();
      line.shares.push_back(MakeShare(decided.inspection(), decided.points_milli()));
    }
  }

  void AddJudgement() {
    const Entries& judgements = EntriesOf(context_.postings.judgements);
    const std::map<uint64_t, uint64_t> replaced =
        Replaced(judgements, [](const auto& content) { return content.points_judged(); });
    result_.open = true;
    for (const StreamEntry* entry : judgements) {
      if (Excluded(entry->position())) continue;
      Line& line = AddLine(*entry);
      if (SettleReplaced(line, replaced)) continue;
      result_.open = false;
      // More than the maximum was awarded under another version of the scheme: nothing is missing.
      line.shares.push_back(MakeShare(
          "", std::max<MilliPoints>(0, clause_.judged().maximum_milli() -
                                           entry->content->points_judged().points_milli())));
    }
  }

  // Which postings are replaced by which; a posting that was corrected away replaces nothing.
  template <typename Field>
  std::map<uint64_t, uint64_t> Replaced(const Entries& entries, const Field& field) const {
    std::map<uint64_t, uint64_t> replaced;
    for (const StreamEntry* entry : entries) {
      if (Excluded(entry->position())) continue;
      const auto& posting = field(*entry->content);
      if (posting.has_replaces_position()) {
        replaced[posting.replaces_position()] = entry->position();
      }
    }
    return replaced;
  }

  bool SettleReplaced(Line& line, const std::map<uint64_t, uint64_t>& replaced) {
    auto by = replaced.find(line.entry->position());
    // A replacement that a correction put in stands where its original stood, and so on back.
    for (std::optional<uint64_t> original = line.entry->replaces;
         by == replaced.end() && original.has_value(); original = OriginalOf(*original)) {
      by = replaced.find(*original);
    }
    if (by == replaced.end()) return false;
    line.settled = projections::v1::LINE_STATE_REPLACED;
    line.by_position = by->second;
    return true;
  }

  // What the event at `position` stands for, if it is a replacement.
  std::optional<uint64_t> OriginalOf(uint64_t position) const {
    for (const StreamEntry& entry : context_.input.events->entries()) {
      if (entry.position() == position) return entry.replaces;
    }
    return std::nullopt;
  }

  void AddSettled(const Entries& entries, LineState state) {
    for (const StreamEntry* entry : entries) {
      if (!Excluded(entry->position())) AddLine(*entry).settled = state;
    }
  }

  void ApplyExemption() {
    for (const absl::string_view exempt : context_.scheme.ExemptionsOf(clause_.clause())) {
      const ClauseRef* by = context_.scheme.FindClause(exempt);
      const auto grants = context_.postings.exemptions.find(std::string(exempt));
      if (by == nullptr || !context_.applicability.Concerns(*by) ||
          by->clause->kind_case() != Clause::kExempt ||
          grants == context_.postings.exemptions.end()) {
        continue;
      }
      for (Line& line : result_.lines) {
        if (line.settled != projections::v1::LINE_STATE_UNSPECIFIED) continue;
        line.exempted = true;
        line.by_position = grants->second.front()->position();
        for (Share& share : line.shares) {
          share.suppressed_milli += share.left_milli;
          share.left_milli = 0;
        }
      }
      return;
    }
  }

  void ApplyClauseCap() {
    std::optional<MilliPoints> cap;
    if (clause_.has_per() && clause_.per().has_cap_milli()) cap = clause_.per().cap_milli();
    if (clause_.has_banded() && clause_.banded().has_cap_milli())
      cap = clause_.banded().cap_milli();
    if (!cap.has_value()) return;
    Room room("clause", clause_.clause(), cap);
    for (Line& line : result_.lines) {
      for (Share& share : line.shares) {
        room.Absorb(line, share);
        room.Take(line, share);
      }
    }
  }

  const RuleContext& context_;
  const ClauseRef& ref_;
  const Clause& clause_;
  const Exclusion* exclusion_;
  FactLines facts_;
  ClauseLines result_;
};

}  // namespace

ClauseLines BuildLines(const RuleContext& context, const ClauseRef& clause,
                       const Exclusion* exclusion) {
  return LineBuilder(context, clause, exclusion).Build();
}

}  // namespace assessment
