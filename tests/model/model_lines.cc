#include "tests/model/model_lines.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "ledger/base/check.h"
#include "tests/model/model_accidents.h"
#include "tests/model/model_documents.h"
#include "tests/model/model_matters.h"
#include "tests/model/model_questions.h"

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
  if (!subject.matter().empty()) return "matter" + zero + subject.matter();
  if (!subject.code().empty()) return "code" + zero + subject.code();
  return "named" + zero + subject.kind() + zero + subject.name().plain() +
         subject.name().commitment();
}

// An event that feeds the clause, before its kind decides what it raises.
struct Fed {
  RuleLine line;
  std::vector<std::string> subjects;  // One an occurrence; never empty but for accidents by deaths.
  std::optional<int64_t> measure;     // In millionths.
  int64_t points = 0;                 // Of a judgement, a decision or an answer.
  bool answer = false;                // The answer to a question, in points.
};

std::string AboutAccident(const std::string& accident) {
  Subject subject;
  subject.set_accident(accident);
  return IdentityOf(subject);
}

std::string AboutMatter(const std::string& matter) {
  Subject subject;
  subject.set_matter(matter);
  return IdentityOf(subject);
}

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
    one.line.tie = accident.id;
    one.line.provisional = Undecided(trigger.filter(), accident);
    const uint32_t occurrences =
        trigger.counts() == scheme::v1::AccidentTrigger::COUNTS_DEATHS ? accident.deaths : 1;
    one.line.accident = accident.id;
    one.line.by_role = true;
    one.subjects.assign(occurrences, AboutAccident(accident.id));
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
  std::string newest_accident;
  for (const ModelAccident& accident : AccidentsOf(context)) {
    if (!Passes(trigger.filter(), accident, context)) continue;
    newest = PositionFor(trigger.filter(), accident);
    newest_accident = accident.id;
    ++accidents;
    deaths += accident.deaths;
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
  one.line.accident = newest_accident;
  one.line.by_role = true;
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

// Whether lateness of the matter charges the clause, whatever its steps.
bool ChargedBy(const scheme::v1::OverdueTrigger& trigger, const Clause& clause,
               const ModelMatter& matter, const Context& context) {
  if (trigger.clock() != matter.clock || matter.holder != context.unit) return false;
  if (!InCycle(matter.due.day, context)) return false;
  return matter.clock != event::v1::CLOCK_RECTIFICATION ||
         (matter.opened->charges().scheme() == context.scheme->scheme() &&
          matter.opened->charges().clause() == clause.clause());
}

bool OfAccidents(const scheme::v1::OverdueTrigger& trigger) {
  return trigger.clock() == event::v1::CLOCK_INVESTIGATION ||
         trigger.clock() == event::v1::CLOCK_FOLLOW_UP_EVALUATION;
}

// Whether lateness of the accident's clock would charge, whatever its steps. The year is bounded by
// days of approval or of occurrence where the scheme gives them, else by the due date.
bool ChargedBy(const scheme::v1::OverdueTrigger& trigger, const ModelAccident& accident,
               const Context& context) {
  const scheme::v1::AccidentFilter& filter = trigger.accidents();
  if (!PassesOnAnyDay(filter, accident)) return false;
  if (filter.has_occurred_from() || filter.has_occurred_to()) {
    if (!OccursIn(filter, accident, context)) return false;
    if (!trigger.has_approved_from()) return true;
  }
  if (trigger.has_approved_from()) {
    return accident.approved_on.value_or(0) >= DayNumber(trigger.approved_from());
  }
  const std::optional<int64_t> due = DeadlineOf(trigger.clock(), accident, context).due;
  return due.has_value() && InCycle(*due, context);
}

// The step that a line of lateness stands on: by bands the latest that stands, else the first.
const ModelStep* StandingStep(const std::vector<ModelStep>& steps, const Clause& clause,
                              const Context& context) {
  const ModelStep* latest = nullptr;
  for (const ModelStep& step : steps) {
    if (step.fate != StepFate::kStands) continue;
    if (!context.Takes(clause.clause(), step.event->position)) continue;
    if (!clause.has_banded()) return &step;
    latest = &step;
  }
  return latest;
}

void AddOverdue(const scheme::v1::OverdueTrigger& trigger, const Clause& clause, const Item* item,
                int ordinal, const Context& context, std::vector<Fed>& fed) {
  const auto add = [&](const ModelStep& step, int64_t due, const std::string& subject) -> Fed& {
    Fed one;
    one.line = LineOf(*step.event, clause, item, ordinal);
    one.line.day = DaysLater(due, 1);
    one.line.months = step.step;
    one.measure = step.step * 1'000'000;
    one.subjects = {subject};
    fed.push_back(one);
    return fed.back();
  };
  if (OfAccidents(trigger)) {
    for (const ModelAccident& accident : AccidentsOf(context)) {
      if (!ChargedBy(trigger, accident, context)) continue;
      const std::vector<ModelStep> steps = StepsOf(trigger.clock(), accident, context);
      const ModelStep* step = StandingStep(steps, clause, context);
      if (step == nullptr) continue;
      Fed& one = add(*step, *DeadlineOf(trigger.clock(), accident, context).due,
                     AboutAccident(accident.id));
      one.line.accident = accident.id;
      one.line.by_role = true;
      one.line.tie = accident.id;
      one.line.provisional = Undecided(trigger.accidents(), accident);
    }
    return;
  }
  for (const ModelMatter& matter : MattersOf(context)) {
    if (!ChargedBy(trigger, clause, matter, context)) continue;
    const std::vector<ModelStep> steps = StepsOf(matter, context);
    const ModelStep* step = StandingStep(steps, clause, context);
    if (step == nullptr) continue;
    Fed& one = add(*step, matter.due.day, AboutMatter(matter.id));
    one.line.matter = matter.id;
    one.line.tie = matter.id;
  }
}

void AddDocuments(const std::vector<ModelDocument>& documents, const Clause& clause,
                  const Item* item, int ordinal, const Context& context, std::vector<Fed>& fed) {
  for (const ModelDocument& document : documents) {
    if (!context.Takes(clause.clause(), document.event->position)) continue;
    Fed one;
    one.line = LineOf(*document.event, clause, item, ordinal);
    one.line.day = document.day;
    one.line.tie = document.key;
    if (document.event->content->has_letter_issued()) {
      one.line.matter = document.event->content->letter_issued().matters(0);
    }
    one.subjects.assign(document.occurrences, "document" + std::string(1, '\0') + document.key);
    fed.push_back(one);
  }
}

void AddConcealments(const scheme::v1::ConcealmentTrigger& trigger, const Clause& clause,
                     const Item* item, int ordinal, const Context& context, std::vector<Fed>& fed) {
  for (const ModelConcealment& concealment : ConcealmentsFor(trigger, context)) {
    if (!context.Takes(clause.clause(), concealment.event->position)) continue;
    Fed one;
    one.line = LineOf(*concealment.event, clause, item, ordinal);
    one.line.accident = concealment.accident.id;
    one.line.tie = concealment.accident.id;
    one.subjects = {AboutAccident(concealment.accident.id)};
    fed.push_back(one);
  }
}

// Answers of the office that charge points on the clause.
void AddAnswers(const Clause& clause, const Item* item, int ordinal, const Context& context,
                std::vector<Fed>& fed) {
  bool any = false;
  for (const scheme::v1::QuestionRule& rule : context.scheme->questions()) {
    for (const scheme::v1::QuestionAnswer& answer : rule.answers()) {
      any = any || answer.charge().clause() == clause.clause();
    }
  }
  if (!any) return;
  for (const RaisedQuestion& question : QuestionsOf(context)) {
    if (question.answer == nullptr || !question.answer->has_charge()) continue;
    if (question.answer->charge().clause() != clause.clause()) continue;
    if (!context.Takes(clause.clause(), question.answered->position)) continue;
    Fed one;
    one.line = LineOf(*question.answered, clause, item, ordinal);
    one.line.accident = question.accident;
    one.answer = true;
    one.points = question.answered->content->question_answered().points_milli();
    one.subjects = {question.accident.empty() ? std::string(kNoSubject)
                                              : AboutAccident(question.accident)};
    fed.push_back(one);
  }
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
  bool first = true;
  for (Fed& one : fed) {
    if (one.answer) continue;
    RaiseWhole(one, first ? raised : 0);
    one.line.too_late = !first;
    first = false;
  }
}

bool TakesLateness(const Clause& clause) {
  return std::any_of(clause.triggers().begin(), clause.triggers().end(),
                     [](const Trigger& trigger) { return trigger.has_overdue(); });
}

// Findings and lateness about one matter are one occurrence.
bool IsMatter(const std::string& subject) { return subject.rfind("matter", 0) == 0; }

void RaiseEach(const Clause& clause, std::vector<Fed>& fed, int64_t amount,
               std::optional<uint32_t> occurrences_max) {
  uint32_t occurrences = 0;
  std::set<std::string> known;
  for (Fed& one : fed) {
    if (one.answer) continue;
    bool any = false;
    for (const std::string& subject : one.subjects) {
      const bool again = TakesFindings(clause) && TakesLateness(clause) && IsMatter(subject) &&
                         !known.insert(subject).second;
      if (again) {
        one.line.pieces.push_back({subject, amount, 0, amount});
        any = true;
        continue;
      }
      const bool beyond = occurrences_max.has_value() && occurrences >= *occurrences_max;
      ++occurrences;
      any = any || !beyond;
      const int64_t raised = beyond ? 0 : amount;
      one.line.pieces.push_back({subject, raised, raised, 0});
    }
    one.line.too_late = !any;
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
    } else if (trigger.has_letter()) {
      AddDocuments(LettersFor(trigger.letter(), context), clause, item, ordinal, context, fed);
    } else if (trigger.has_overdue()) {
      AddOverdue(trigger.overdue(), clause, item, ordinal, context, fed);
    } else if (trigger.has_concealment()) {
      AddConcealments(trigger.concealment(), clause, item, ordinal, context, fed);
    }
  }
  AddDocuments(GivenTo(clause, context), clause, item, ordinal, context, fed);
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
  AddAnswers(clause, item, ordinal, context, fed);
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
      RaiseEach(clause, fed, clause.per().amount_milli(),
                clause.per().has_max_occurrences()
                    ? std::optional<uint32_t>(clause.per().max_occurrences())
                    : std::nullopt);
      break;
    case Clause::kAward:
      RaiseEach(clause, fed, clause.award().amount_milli(),
                clause.award().has_max_occurrences()
                    ? std::optional<uint32_t>(clause.award().max_occurrences())
                    : std::nullopt);
      break;
    case Clause::kBanded:
    case Clause::kThreshold:
      if (clause.has_banded() && TakesLateness(clause)) {  // Each matter by its months.
        for (Fed& one : fed) {
          if (one.answer) continue;
          RaiseWhole(one, BandCharge(clause.banded(), *one.measure, clause, item, context));
        }
        break;
      }
      if (std::any_of(fed.begin(), fed.end(), [](const Fed& one) { return !one.answer; })) {
        std::vector<Fed> answers;
        std::vector<Fed> measured;
        for (const Fed& one : fed) (one.answer ? answers : measured).push_back(one);
        Fed latest = measured.back();
        int64_t raised = 0;
        if (latest.measure.has_value()) {
          raised = clause.has_banded()
                       ? BandCharge(clause.banded(), *latest.measure, clause, item, context)
                       : ThresholdCharge(clause.threshold(), *latest.measure);
        }
        RaiseWhole(latest, raised);
        fed = answers;
        fed.push_back(latest);
        std::sort(fed.begin(), fed.end(),
                  [](const Fed& a, const Fed& b) { return ChargesBefore(a.line, b.line); });
      }
      break;
    case Clause::kJudged:
    case Clause::kRange:
      for (Fed& one : fed) RaiseWhole(one, one.points);
      break;
    default:
      break;  // Noted and exempt: lines without pieces.
  }
  for (Fed& one : fed) {
    if (one.answer) RaiseWhole(one, one.points);
  }
  std::vector<RuleLine> lines;
  for (const Fed& one : fed) lines.push_back(one.line);
  return lines;
}

OtherLines LinesThatDoNotCount(const Clause& clause, const Context& context) {
  OtherLines others;
  const auto add = [&](const std::vector<ModelStep>& steps) {
    const ModelStep* standing = StandingStep(steps, clause, context);
    for (const ModelStep& step : steps) {
      const uint64_t position = step.event->position;
      if (step.fate == StepFate::kSuperseded) others.superseded.insert(position);
      if (step.fate == StepFate::kStands && &step != standing) others.replaced.insert(position);
      if (step.fate == StepFate::kTooLate) {
        others.uncounted[position] = projections::v1::UNCOUNTED_REASON_AFTER_FACTS_UNTIL;
      }
    }
  };
  for (const Trigger& trigger : clause.triggers()) {
    if (trigger.has_concealment()) {
      for (const LiveEvent* event : ConcealedAgain(trigger.concealment(), context)) {
        others.replaced.insert(event->position);
      }
    }
    if (!trigger.has_overdue()) continue;
    if (OfAccidents(trigger.overdue())) {
      for (const ModelAccident& accident : AccidentsOf(context)) {
        if (!ChargedBy(trigger.overdue(), accident, context)) continue;
        add(StepsOf(trigger.overdue().clock(), accident, context));
      }
      continue;
    }
    for (const ModelMatter& matter : MattersOf(context)) {
      if (ChargedBy(trigger.overdue(), clause, matter, context)) add(StepsOf(matter, context));
    }
  }
  for (const LiveEvent* event : SameDocuments(clause, context)) {
    others.uncounted[event->position] = projections::v1::UNCOUNTED_REASON_SAME_DOCUMENT;
  }
  return others;
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
