#include "tests/model/model_lines.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ledger/base/check.h"
#include "tests/model/model_accidents.h"

namespace assessment::model {
namespace {

using event::v1::FindingRecorded;
using event::v1::Subject;
using scheme::v1::Clause;
using scheme::v1::Item;
using scheme::v1::Trigger;

const char kNoSubject[] = "no subject";

std::string IdentityOf(const Subject& subject) {
  const std::string zero(1, '\0');
  if (!subject.accident().empty()) return "accident" + zero + subject.accident();
  if (!subject.code().empty()) return "code" + zero + subject.code();
  return "named" + zero + subject.kind() + zero + subject.name().plain() +
         subject.name().commitment();
}

// An event that feeds the clause, before its kind decides what it raises.
struct Fed {
  RuleLine line;
  std::vector<std::string> subjects;  // One an occurrence; never empty but for accidents by deaths.
  std::optional<int64_t> measure;     // In millionths.
  int64_t points = 0;                 // Of a judgement or decision.
};

RuleLine LineOf(const LiveEvent& event, const Clause& clause, const Item* item, int ordinal) {
  RuleLine line;
  line.clause = &clause;
  line.item = item;
  line.ordinal = ordinal;
  line.position = event.position;
  line.day = DayNumber(event.content->occurred_on());
  line.tie = event.source_and_key;
  return line;
}

template <typename Posting>
bool PostedOn(const Posting& posting, const Clause& clause, const Context& context) {
  return posting.cycle() == context.cycle->opened.cycle() && posting.unit() == context.unit &&
         posting.clause() == clause.clause();
}

bool TakesFindings(const Clause& clause) {
  return std::any_of(clause.triggers().begin(), clause.triggers().end(),
                     [](const Trigger& trigger) { return trigger.has_finding(); });
}

void AddFindings(const Clause& clause, const Item* item, int ordinal, const Context& context,
                 std::vector<Fed>& fed) {
  if (!TakesFindings(clause) || clause.has_judged() || clause.has_range() || clause.has_exempt()) {
    return;
  }
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_finding_recorded()) continue;
    const FindingRecorded& finding = event.content->finding_recorded();
    if (!PostedOn(finding, clause, context)) continue;
    if (!context.Takes(clause.clause(), event.position)) continue;
    // A finding made under another version of the scheme, when the clause took no measure.
    if ((clause.has_banded() || clause.has_threshold()) && !finding.has_measure()) continue;
    Fed one;
    one.line = LineOf(event, clause, item, ordinal);
    for (const Subject& subject : finding.subjects()) one.subjects.push_back(IdentityOf(subject));
    if (finding.subjects().empty()) one.subjects.push_back(kNoSubject);
    if (finding.has_measure()) one.measure = finding.measure().value_millionths();
    fed.push_back(one);
  }
}

void AddAccidents(const scheme::v1::AccidentTrigger& trigger, const Clause& clause,
                  const Item* item, int ordinal, const Context& context, std::vector<Fed>& fed) {
  for (const ModelAccident& accident : AccidentsOf(context)) {
    if (!Passes(trigger.filter(), accident, context)) continue;
    Fed one;
    one.line.clause = &clause;
    one.line.item = item;
    one.line.ordinal = ordinal;
    one.line.position = PositionFor(trigger.filter(), accident);
    if (!context.Takes(clause.clause(), one.line.position)) continue;
    one.line.day = accident.day;
    one.line.minute = accident.minute;
    one.line.tie = accident.reported->accident();
    one.line.provisional = Undecided(trigger.filter(), accident);
    const uint32_t occurrences = trigger.counts() == scheme::v1::AccidentTrigger::COUNTS_DEATHS
                                     ? accident.reported->deaths()
                                     : 1;
    Subject subject;
    subject.set_accident(accident.reported->accident());
    one.subjects.assign(occurrences, IdentityOf(subject));
    if (occurrences > 0) fed.push_back(one);
  }
}

void AddBaseline(const scheme::v1::BaselineTrigger& trigger, const Clause& clause, const Item* item,
                 int ordinal, const Context& context, std::vector<Fed>& fed) {
  const Baseline* last = context.registry->FindBaseline(context.unit, context.cycle->opened.year());
  if (last == nullptr) return;
  int64_t accidents = 0;
  int64_t deaths = 0;
  bool provisional = false;
  uint64_t newest = 0;
  for (const ModelAccident& accident : AccidentsOf(context)) {
    if (!Passes(trigger.filter(), accident, context)) continue;
    newest = PositionFor(trigger.filter(), accident);
    ++accidents;
    deaths += accident.reported->deaths();
    provisional = provisional || Undecided(trigger.filter(), accident);
  }
  int64_t excess = 0;
  if (trigger.excess() == scheme::v1::BaselineTrigger::EXCESS_ACCIDENTS) {
    excess = accidents - last->accidents;
  } else if (last->deaths > 0) {
    excess = (deaths - last->deaths) * 100 / last->deaths;
  }
  if (excess <= 0) return;
  Fed one;
  one.line.clause = &clause;
  one.line.item = item;
  one.line.ordinal = ordinal;
  one.line.position = newest;  // The accident that made the year what it is.
  if (!context.Takes(clause.clause(), one.line.position)) return;
  one.line.baseline = true;
  one.line.provisional = provisional;
  one.subjects.assign(excess, kNoSubject);
  fed.push_back(one);
}

void AddMetric(const scheme::v1::MetricTrigger& trigger, const Clause& clause, const Item* item,
               int ordinal, const Context& context, std::vector<Fed>& fed) {
  Context without = context;
  if (context.without.has_value() && context.without->clause == clause.clause()) {
    auto& live = without.log.live;
    live.erase(std::remove_if(live.begin(), live.end(),
                              [&](const LiveEvent& event) {
                                return event.position == context.without->position;
                              }),
               live.end());
  }
  const LiveEvent* latest = LatestMetric(trigger.metric(), without);
  if (latest == nullptr) return;
  Fed one;
  one.line = LineOf(*latest, clause, item, ordinal);
  one.subjects = {kNoSubject};
  const event::v1::MetricReported& reported = latest->content->metric_reported();
  if (reported.has_value()) one.measure = reported.value().value_millionths();
  fed.push_back(one);
}

template <typename Posting>
const Posting* PostingIn(const event::v1::EventContent& content);
template <>
const event::v1::PointsJudged* PostingIn(const event::v1::EventContent& content) {
  return content.has_points_judged() ? &content.points_judged() : nullptr;
}
template <>
const event::v1::DeductionDecided* PostingIn(const event::v1::EventContent& content) {
  return content.has_deduction_decided() ? &content.deduction_decided() : nullptr;
}

// Judgements or decisions on the clause that no other live one replaces.
template <typename Posting>
std::vector<const LiveEvent*> InForce(const Clause& clause, const Context& context) {
  std::vector<const LiveEvent*> posted;
  for (const LiveEvent& event : context.log.live) {
    const Posting* posting = PostingIn<Posting>(*event.content);
    if (posting != nullptr && PostedOn(*posting, clause, context) &&
        context.Takes(clause.clause(), event.position)) {
      posted.push_back(&event);
    }
  }
  std::vector<const LiveEvent*> in_force;
  for (const LiveEvent* event : posted) {
    const bool replaced = std::any_of(posted.begin(), posted.end(), [&](const LiveEvent* other) {
      const Posting* posting = PostingIn<Posting>(*other->content);
      if (!posting->has_replaces_position()) return false;
      // A replacement by correction stands where its original stood.
      const std::vector<uint64_t>& originals = event->originals;
      return posting->replaces_position() == event->position ||
             std::find(originals.begin(), originals.end(), posting->replaces_position()) !=
                 originals.end();
    });
    if (!replaced) in_force.push_back(event);
  }
  return in_force;
}

int64_t SpanOf(const scheme::v1::ZeroKind& zero, const Clause& clause, const Item* item,
               const Context& context) {
  CHECK(item != nullptr);
  const scheme::v1::Component* component = ComponentOf(*item, clause);
  if (zero.target() == scheme::v1::ZeroKind::TARGET_COMPONENT && component != nullptr) {
    return PointsOf(*item, *component, context);
  }
  return PointsOf(*item, context);
}

int64_t BandCharge(const scheme::v1::BandedKind& banded, int64_t measure, const Clause& clause,
                   const Item* item, const Context& context) {
  for (const scheme::v1::Band& band : banded.bands()) {
    if (band.has_from_millionths() && measure < band.from_millionths()) continue;
    if (band.has_below_millionths() && measure >= band.below_millionths()) continue;
    return band.has_zero() ? SpanOf(band.zero(), clause, item, context) : band.amount_milli();
  }
  return 0;
}

int64_t ThresholdCharge(const scheme::v1::ThresholdKind& threshold, int64_t measure) {
  const bool beyond = threshold.side() == scheme::v1::ThresholdKind::SIDE_ABOVE
                          ? measure > threshold.threshold_millionths()
                          : measure < threshold.threshold_millionths();
  return beyond ? threshold.amount_milli() : 0;
}

// The whole line in one piece, about its first subject.
void RaiseWhole(Fed& fed, int64_t raised) {
  fed.line.pieces.push_back(
      {fed.subjects.empty() ? std::string(kNoSubject) : fed.subjects.front(), raised, raised, 0});
}

void RaiseFirst(std::vector<Fed>& fed, int64_t raised) {
  for (size_t i = 0; i < fed.size(); ++i) {
    RaiseWhole(fed[i], i == 0 ? raised : 0);
    fed[i].line.too_late = i > 0;
  }
}

void RaiseEach(std::vector<Fed>& fed, int64_t amount, std::optional<uint32_t> occurrences_max) {
  uint32_t occurrences = 0;
  for (Fed& one : fed) {
    one.line.too_late = occurrences_max.has_value() && occurrences >= *occurrences_max;
    for (const std::string& subject : one.subjects) {
      const bool beyond = occurrences_max.has_value() && occurrences >= *occurrences_max;
      ++occurrences;
      const int64_t raised = beyond ? 0 : amount;
      one.line.pieces.push_back({subject, raised, raised, 0});
    }
  }
}

std::vector<Fed> Feed(const Clause& clause, const Item* item, int ordinal, const Context& context) {
  std::vector<Fed> fed;
  AddFindings(clause, item, ordinal, context, fed);
  for (const Trigger& trigger : clause.triggers()) {
    if (trigger.has_accident()) {
      AddAccidents(trigger.accident(), clause, item, ordinal, context, fed);
    } else if (trigger.has_baseline()) {
      AddBaseline(trigger.baseline(), clause, item, ordinal, context, fed);
    } else if (trigger.has_metric()) {
      AddMetric(trigger.metric(), clause, item, ordinal, context, fed);
    }
  }
  if (clause.has_judged()) {
    for (const LiveEvent* event : InForce<event::v1::PointsJudged>(clause, context)) {
      Fed one;
      one.line = LineOf(*event, clause, item, ordinal);
      one.points = std::max<int64_t>(
          0, clause.judged().maximum_milli() - event->content->points_judged().points_milli());
      one.subjects = {kNoSubject};
      fed.push_back(one);
    }
  }
  if (clause.has_range()) {
    for (const LiveEvent* event : InForce<event::v1::DeductionDecided>(clause, context)) {
      const event::v1::DeductionDecided& decided = event->content->deduction_decided();
      Fed one;
      one.line = LineOf(*event, clause, item, ordinal);
      one.points = decided.points_milli();
      one.subjects = {decided.inspection().empty()
                          ? std::string(kNoSubject)
                          : "inspection" + std::string(1, '\0') + decided.inspection()};
      fed.push_back(one);
    }
  }
  if (clause.has_exempt()) {
    for (const LiveEvent& event : context.log.live) {
      if (!event.content->has_exemption_granted()) continue;
      if (!PostedOn(event.content->exemption_granted(), clause, context)) continue;
      if (!context.Takes(clause.clause(), event.position)) continue;
      Fed one;
      one.line = LineOf(event, clause, item, ordinal);
      fed.push_back(one);
    }
  }
  std::sort(fed.begin(), fed.end(),
            [](const Fed& a, const Fed& b) { return ChargesBefore(a.line, b.line); });
  return fed;
}

}  // namespace

int64_t RuleLine::Raised() const {
  int64_t sum = 0;
  for (const Piece& piece : pieces) sum += piece.raised;
  return sum;
}

int64_t RuleLine::Left() const {
  int64_t sum = 0;
  for (const Piece& piece : pieces) sum += piece.left;
  return sum;
}

int64_t RuleLine::Suppressed() const {
  int64_t sum = 0;
  for (const Piece& piece : pieces) sum += piece.suppressed;
  return sum;
}

bool ChargesBefore(const RuleLine& a, const RuleLine& b) {
  return std::tie(a.baseline, a.day, a.minute, a.tie, a.ordinal) <
         std::tie(b.baseline, b.day, b.minute, b.tie, b.ordinal);
}

std::vector<RuleLine> RaiseLines(const Clause& clause, const Item* item, int ordinal,
                                 const Context& context) {
  std::vector<Fed> fed = Feed(clause, item, ordinal, context);
  switch (clause.kind_case()) {
    case Clause::kFixed:
      RaiseFirst(fed, clause.fixed().amount_milli());
      break;
    case Clause::kZero:
      if (!fed.empty()) RaiseFirst(fed, SpanOf(clause.zero(), clause, item, context));
      break;
    case Clause::kPer:
      RaiseEach(fed, clause.per().amount_milli(),
                clause.per().has_max_occurrences()
                    ? std::optional<uint32_t>(clause.per().max_occurrences())
                    : std::nullopt);
      break;
    case Clause::kAward:
      RaiseEach(fed, clause.award().amount_milli(), std::nullopt);
      break;
    case Clause::kBanded:
    case Clause::kThreshold:
      if (!fed.empty()) {
        Fed latest = fed.back();
        int64_t raised = 0;
        if (latest.measure.has_value()) {
          raised = clause.has_banded()
                       ? BandCharge(clause.banded(), *latest.measure, clause, item, context)
                       : ThresholdCharge(clause.threshold(), *latest.measure);
        }
        RaiseWhole(latest, raised);
        fed = {latest};
      }
      break;
    case Clause::kJudged:
    case Clause::kRange:
      for (Fed& one : fed) RaiseWhole(one, one.points);
      break;
    default:
      break;  // Noted and exempt: lines without pieces.
  }
  std::vector<RuleLine> lines;
  for (const Fed& one : fed) lines.push_back(one.line);
  return lines;
}

bool IsJudged(const Clause& clause, const Context& context) {
  return !InForce<event::v1::PointsJudged>(clause, context).empty();
}

const LiveEvent* LatestMetric(const std::string& metric, const Context& context) {
  const int64_t from = DayNumber(context.cycle->opened.window_from());
  const int64_t to = DayNumber(context.cycle->opened.window_to());
  const auto age = [](const LiveEvent& event) {
    return std::tuple(DayNumber(event.content->metric_reported().period_to()),
                      DayNumber(event.content->occurred_on()), event.source_and_key);
  };
  const LiveEvent* latest = nullptr;
  for (const LiveEvent& event : context.log.live) {
    if (!event.content->has_metric_reported()) continue;
    const event::v1::MetricReported& reported = event.content->metric_reported();
    if (reported.metric() != metric || reported.unit() != context.unit) continue;
    if (DayNumber(reported.period_from()) < from || DayNumber(reported.period_to()) > to) continue;
    if (latest == nullptr || age(*latest) < age(event)) latest = &event;
  }
  return latest;
}

}  // namespace assessment::model
