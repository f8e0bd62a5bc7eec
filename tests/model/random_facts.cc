#include "tests/model/random_facts.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "tests/model/model_matters.h"
#include "tests/model/random_history.h"

namespace assessment::model {
namespace {

using event::v1::CivilDate;
using event::v1::EventContent;
using scheme::v1::Clause;

CivilDate Date(int64_t number) {
  const CivilDay day = DayOfNumber(number);
  CivilDate date;
  date.set_year(day.year);
  date.set_month(day.month);
  date.set_day(day.day);
  return date;
}

void SetMoment(const Moment& moment, event::v1::CivilMoment& field) {
  *field.mutable_day() = Date(moment.day);
  if (moment.minute != Moment::kWholeDay) field.set_minute(static_cast<uint32_t>(moment.minute));
}

Context ContextOf(const LogState& log) {
  Context context;
  context.log = log;
  return context;
}

std::optional<ModelMatter> FindMatter(const std::string& id, const LogState& log) {
  for (const ModelMatter& matter : MattersOf(ContextOf(log))) {
    if (matter.id == id) return matter;
  }
  return std::nullopt;
}

std::vector<std::string> MattersOpened(const LogState& log) {
  std::vector<std::string> matters;
  for (const LiveEvent& event : log.live) {
    if (event.content->has_matter_opened()) {
      matters.push_back(event.content->matter_opened().matter());
    }
  }
  return matters;
}

std::vector<std::string> AccidentsReported(const LogState& log) {
  std::vector<std::string> accidents;
  for (const LiveEvent& event : log.live) {
    if (event.content->has_accident_reported()) {
      accidents.push_back(event.content->accident_reported().accident());
    }
  }
  return accidents;
}

// Events of a kind, as in the numbers of the types.
enum Kind {
  kExtended = 301,
  kReturned,
  kWithdrawn,
  kReassigned,
  kCompleted,
  kOverdue = 307,
  kAttributionWithdrawn = 403,
  kSupplemented,
  kInvestigationOpened,
  kInvestigationExtended,
  kPaused,
  kResumed,
  kPublished,
  kEvaluated,
  kConcealment,
  kStruckOff,
  kPending = 802,
};

}  // namespace

RandomFacts::RandomFacts(Dice& dice, const scheme::v1::Scheme& scheme,
                         const std::vector<event::v1::UnitRegistered>& units)
    : dice_(dice), scheme_(scheme), units_(units) {
  families_ = {0, 1, 2, 3, 4};
  const auto weigh = [this](int family) { families_.insert(families_.end(), 4, family); };
  const auto add = [&](const Clause& clause) {
    for (const scheme::v1::Trigger& trigger : clause.triggers()) {
      if (trigger.has_letter()) weigh(0);
      if (trigger.has_accident() || trigger.has_baseline() || trigger.has_concealment()) weigh(1);
      if (trigger.has_honour()) given_.push_back(trigger.honour());
      if (trigger.has_blame()) blames_.push_back(trigger.blame());
      if (trigger.has_honour() || trigger.has_blame()) weigh(2);
      if (!trigger.has_overdue()) continue;
      switch (trigger.overdue().clock()) {
        case event::v1::CLOCK_VERIFICATION:
          kinds_.push_back(event::v1::MATTER_KIND_VERIFICATION);
          break;
        case event::v1::CLOCK_MATERIAL:
          kinds_.push_back(event::v1::MATTER_KIND_MATERIAL);
          break;
        case event::v1::CLOCK_RECTIFICATION:
          rectified_.push_back(clause.clause());
          kinds_.push_back(event::v1::MATTER_KIND_SUPERVISED);
          kinds_.push_back(event::v1::MATTER_KIND_RECTIFICATION);
          break;
        default:
          clocks_.push_back(trigger.overdue().clock());
          weigh(1);
          continue;
      }
      weigh(0);
    }
  };
  for (const scheme::v1::Category& category : scheme.categories()) {
    for (const scheme::v1::Item& item : category.items()) {
      for (const Clause& clause : item.clauses()) add(clause);
    }
  }
  for (const auto* blocks : {&scheme.bonus_blocks(), &scheme.penalty_blocks()}) {
    for (const scheme::v1::Block& block : *blocks) {
      for (const Clause& clause : block.clauses()) add(clause);
    }
  }
  for (const Clause& clause : scheme.direct_lines()) add(clause);
  if (!scheme.questions().empty()) weigh(3);
  if (!scheme.vetoes().empty()) weigh(1);
  if (rectified_.empty()) rectified_.push_back("none");
  if (clocks_.empty() || dice_.Chance(10)) clocks_.push_back(event::v1::CLOCK_INVESTIGATION);
  for (int kind = 1; kind <= 4; ++kind) {
    if (kinds_.empty() || dice_.Chance(20)) {
      kinds_.push_back(static_cast<event::v1::MatterKind>(kind));
    }
  }
}

EventContent RandomFacts::Next(const Records& records) {
  const LogState log = ReadLog(records);
  EventContent content;
  switch (dice_.Pick(families_)) {
    case 0:
      content = AboutMatter(log);
      break;
    case 1:
      content = AboutAccident(log);
      break;
    case 2:
      content = ByDocument(log);
      break;
    case 3:
      content = Ruling(log);
      break;
    default:
      content = HandedIn(log);
  }
  if (content.kind_case() != EventContent::KIND_NOT_SET && !content.has_occurred_on()) {
    *content.mutable_occurred_on() = AnyDay();
  }
  return content;
}

EventContent RandomFacts::Instead(const EventContent& content, const Records& records) {
  const LogState log = ReadLog(records);
  EventContent instead = content;
  switch (content.kind_case()) {
    case EventContent::kMatterOpened:
      instead = Open(content.matter_opened().matter());
      break;
    case EventContent::kMatterExtended:
      instead = ChangeMatter(content.matter_extended().matter(), kExtended, log);
      break;
    case EventContent::kMatterReturned:
      instead = ChangeMatter(content.matter_returned().matter(), kReturned, log);
      break;
    case EventContent::kMatterWithdrawn:
      instead = ChangeMatter(content.matter_withdrawn().matter(), kWithdrawn, log);
      break;
    case EventContent::kMatterReassigned:
      instead = ChangeMatter(content.matter_reassigned().matter(), kReassigned, log);
      break;
    case EventContent::kMatterCompleted:
      instead = ChangeMatter(content.matter_completed().matter(), kCompleted, log);
      break;
    case EventContent::kLetterIssued:
      instead = Letter(MattersOpened(log));
      break;
    case EventContent::kOverdueRecorded:
      instead = content.overdue_recorded().has_matter()
                    ? MatterStep(content.overdue_recorded().matter(), log)
                    : AccidentStep(content.overdue_recorded().accident(), log);
      break;
    case EventContent::kAccidentSupplemented:
      instead = ChangeAccident(content.accident_supplemented().accident(), kSupplemented, log);
      break;
    case EventContent::kInvestigationExtended:
      instead.mutable_investigation_extended()->set_days(dice_.Pick<uint32_t>({5, 20, 30}));
      break;
    case EventContent::kPendingDecided:
      instead = ChangeAccident(content.pending_decided().accident(), kPending, log);
      break;
    case EventContent::kHonourRecorded:
      instead = Honoured(log);
      break;
    case EventContent::kBlameRecorded:
      instead = Blamed();
      break;
    case EventContent::kQuestionAnswered: {
      instead = Answer(log);
      if (instead.has_question_answered()) {
        instead.mutable_question_answered()->set_cycle(content.question_answered().cycle());
      }
      break;
    }
    default:
      *instead.mutable_occurred_on() = AnyDay();
  }
  if (instead.kind_case() != content.kind_case()) instead = content;
  if (!instead.has_occurred_on()) *instead.mutable_occurred_on() = AnyDay();
  return instead;
}

std::string RandomFacts::AnyUnit() {
  return dice_.Chance(80) ? units_.front().unit()
                          : units_[dice_.Between(0, units_.size() - 1)].unit();
}

CivilDate RandomFacts::AnyDay() {
  if (dice_.Chance(5)) return Date(20211231);
  if (dice_.Chance(4)) return Date(20230101);
  return Date(20220300 + dice_.Between(1, 4));
}

void RandomFacts::FillPaper(EventContent& content) {
  content.mutable_paper()->set_issuer(dice_.Pick({"office", "office", "ministry"}));
  content.mutable_paper()->set_number(dice_.Pick({"〔2022〕1号", "[2022] 1号", "2", "3", "4"}));
  *content.mutable_paper()->mutable_date() = AnyDay();
}

// --- Matters. ---

EventContent RandomFacts::AboutMatter(const LogState& log) {
  const std::vector<std::string> opened = MattersOpened(log);
  if (opened.empty() || (opened.size() < 3 && dice_.Chance(25))) {
    return Open(dice_.Pick({"m1", "m2", "m3", "m4"}));
  }
  const std::string& matter = dice_.Pick(opened);
  const int64_t roll = dice_.Between(1, 100);
  if (roll <= 38) return MatterStep(matter, log);
  if (roll <= 60) return Letter(opened);
  return ChangeMatter(matter,
                      dice_.Pick<int>({kExtended, kReturned, kWithdrawn, kReassigned, kReassigned,
                                       kCompleted, kCompleted, kCompleted}),
                      log);
}

EventContent RandomFacts::Open(const std::string& matter) {
  EventContent content;
  FillPaper(content);
  event::v1::MatterOpened& opened = *content.mutable_matter_opened();
  opened.set_matter(matter);
  opened.set_kind(dice_.Pick(kinds_));
  opened.set_unit(AnyUnit());
  opened.mutable_title()->set_plain("matter");
  Moment due;
  due.day = dice_.Pick<int64_t>(
      {20220301, 20220302, 20220131, 20220831, 20221231, 20221230, 20221130, 20211231, 20230101});
  if (dice_.Chance(35)) due.minute = dice_.Pick<int64_t>({0, 600, 1439});
  SetMoment(due, *opened.mutable_due());
  if (opened.kind() == event::v1::MATTER_KIND_SUPERVISED ||
      opened.kind() == event::v1::MATTER_KIND_RECTIFICATION) {
    opened.mutable_charges()->set_scheme(dice_.Chance(92) ? scheme_.scheme() : "another");
    opened.mutable_charges()->set_clause(dice_.Pick(rectified_));
  }
  return content;
}

EventContent RandomFacts::ChangeMatter(const std::string& id, int kind, const LogState& log) {
  const std::optional<ModelMatter> matter = FindMatter(id, log);
  EventContent content;
  if (!matter.has_value()) return content;
  FillPaper(content);
  const int64_t near =
      DaysLater(matter->due.day, dice_.Pick<int64_t>({-2, -1, 0, 0, 1, 1, 2, 30, 31, 33}));
  *content.mutable_occurred_on() = Date(near);
  switch (kind) {
    case kExtended: {
      content.mutable_matter_extended()->set_matter(id);
      Moment due;
      due.day = dice_.Pick<int64_t>({near, 20220302, 20220305, 20220930, 20221231, 20230101});
      if (dice_.Chance(30)) due.minute = dice_.Pick<int64_t>({0, 600});
      SetMoment(due, *content.mutable_matter_extended()->mutable_due());
      *content.mutable_occurred_on() = AnyDay();
      break;
    }
    case kReturned:
      content.mutable_matter_returned()->set_matter(id);
      content.mutable_matter_returned()->mutable_reason()->set_plain("not complete");
      break;
    case kWithdrawn:
      content.mutable_matter_withdrawn()->set_matter(id);
      content.mutable_matter_withdrawn()->mutable_reason()->set_plain("settled otherwise");
      break;
    case kReassigned:
      content.mutable_matter_reassigned()->set_matter(id);
      content.mutable_matter_reassigned()->set_unit(
          units_[dice_.Between(0, std::min<int64_t>(3, units_.size()) - 1)].unit());
      break;
    default: {
      event::v1::MatterCompleted& completed = *content.mutable_matter_completed();
      completed.set_matter(id);
      completed.set_accepted(dice_.Chance(80));
      Moment received;
      received.day = near;
      if (dice_.Chance(50)) received.minute = dice_.Pick<int64_t>({0, 600, 601, 1439});
      SetMoment(received, *completed.mutable_received());
      *content.mutable_occurred_on() = Date(DaysLater(near, dice_.Between(0, 2)));
    }
  }
  return content;
}

EventContent RandomFacts::MatterStep(const std::string& id, const LogState& log) {
  const std::optional<ModelMatter> matter = FindMatter(id, log);
  EventContent content;
  if (!matter.has_value()) return content;
  event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
  recorded.set_clock(matter->clock);
  recorded.set_matter(id);
  SetMoment(matter->due, *recorded.mutable_due());
  const int32_t step = dice_.Pick<int32_t>({0, 0, 0, 1, 1, 2, 3});
  recorded.set_step(static_cast<uint32_t>(step));
  *content.mutable_occurred_on() =
      Date(step == 0 ? DaysLater(matter->due.day, 1) : MonthsLater(matter->due.day, step));
  return content;
}

EventContent RandomFacts::Letter(const std::vector<std::string>& matters) {
  EventContent content;
  if (matters.empty()) return content;
  FillPaper(content);
  event::v1::LetterIssued& issued = *content.mutable_letter_issued();
  issued.set_kind(
      dice_.Pick({event::v1::LETTER_KIND_REMINDER, event::v1::LETTER_KIND_SUPERVISION}));
  issued.set_issuing_body(dice_.Chance(85) ? "office" : "bureau");
  std::set<std::string> units = {AnyUnit()};
  if (dice_.Chance(30)) units.insert(AnyUnit());
  for (const std::string& unit : units) issued.add_units(unit);
  std::set<std::string> about = {dice_.Pick(matters)};
  if (dice_.Chance(40)) about.insert(dice_.Pick(matters));
  for (const std::string& matter : about) issued.add_matters(matter);
  return content;
}

// --- Accidents. ---

EventContent RandomFacts::AboutAccident(const LogState& log) {
  const std::vector<std::string> reported = AccidentsReported(log);
  if (reported.empty() || dice_.Chance(40)) return EventContent();
  const std::string& accident = dice_.Pick(reported);
  const int64_t roll = dice_.Between(1, 100);
  if (roll <= 25) return AccidentStep(accident, log);
  if (roll <= 33) return Merge(log);
  return ChangeAccident(
      accident,
      dice_.Pick<int>({kAttributionWithdrawn, kAttributionWithdrawn, kSupplemented, kSupplemented,
                       kInvestigationOpened, kInvestigationExtended, kPaused, kResumed, kPublished,
                       kEvaluated, kEvaluated, kConcealment, kConcealment, kConcealment, kStruckOff,
                       kPending, kPending, kPending}),
      log);
}

template <typename Totals>
void RandomFacts::FillTotals(Totals& totals) {
  totals.set_deaths(dice_.Pick<uint32_t>({0, 0, 1, 2, 3, 10}));
  totals.set_serious_injuries(dice_.Pick<uint32_t>({0, 0, 10}));
  totals.set_direct_economic_loss_yuan(dice_.Pick<uint64_t>({0, 10'000'000}));
  totals.set_burnt_area_square_metres(dice_.Pick<uint64_t>({0, 10'000}));
}

EventContent RandomFacts::ChangeAccident(const std::string& id, int kind, const LogState& log) {
  EventContent content;
  FillPaper(content);
  const Context context = ContextOf(log);
  int64_t occurred = 20220301;
  for (const LiveEvent& event : log.live) {
    if (event.content->has_accident_reported() &&
        event.content->accident_reported().accident() == id) {
      occurred = DayNumber(event.content->accident_reported().occurred_at().date());
    }
  }
  switch (kind) {
    case kAttributionWithdrawn: {
      std::vector<const event::v1::AccidentAttributed*> attributed;
      for (const LiveEvent& event : log.live) {
        if (event.content->has_accident_attributed()) {
          attributed.push_back(&event.content->accident_attributed());
        }
      }
      if (attributed.empty()) return Merge(log);
      const event::v1::AccidentAttributed& one = *dice_.Pick(attributed);
      event::v1::AttributionWithdrawn& withdrawn = *content.mutable_attribution_withdrawn();
      withdrawn.set_accident(one.accident());
      withdrawn.set_unit(one.unit());
      withdrawn.set_role(one.role());
      withdrawn.mutable_reason()->set_plain("not theirs");
      break;
    }
    case kSupplemented: {
      event::v1::AccidentSupplemented& stated = *content.mutable_accident_supplemented();
      stated.set_accident(id);
      const int64_t as_of = DaysLater(occurred, dice_.Pick<int64_t>({0, 1, 7, 8, 30, 30, 31, 31}));
      *stated.mutable_as_of()->mutable_date() = Date(as_of);
      stated.mutable_as_of()->set_hour(dice_.Pick<int32_t>({9, 23}));
      FillTotals(stated);
      *content.mutable_occurred_on() = Date(as_of);
      break;
    }
    case kInvestigationOpened:
      content.mutable_investigation_opened()->set_accident(id);
      break;
    case kInvestigationExtended:
      content.mutable_investigation_extended()->set_accident(id);
      content.mutable_investigation_extended()->set_days(dice_.Pick<uint32_t>({10, 30, 60}));
      break;
    case kPaused:
      content.mutable_appraisal_paused()->set_accident(id);
      *content.mutable_occurred_on() = Date(20220400 + dice_.Between(1, 3));
      break;
    case kResumed:
      content.mutable_appraisal_resumed()->set_accident(id);
      *content.mutable_occurred_on() = Date(20220400 + dice_.Between(3, 20));
      break;
    case kPublished:
      content.mutable_report_published()->set_accident(id);
      break;
    case kEvaluated: {
      content.mutable_follow_up_evaluated()->set_accident(id);
      const std::optional<ModelAccident> accident = AccidentNamed(id, context);
      if (accident.has_value() && accident->approved_on.has_value()) {
        *content.mutable_occurred_on() =
            Date(DaysLater(MonthsLater(*accident->approved_on, 12), dice_.Between(-1, 2)));
      }
      break;
    }
    case kConcealment:
      content.mutable_concealment_verified()->set_accident(id);
      content.mutable_concealment_verified()->set_unit(AnyUnit());
      break;
    case kStruckOff:
      content.mutable_accident_struck_off()->set_accident(id);
      content.mutable_accident_struck_off()->mutable_reason()->set_plain("it was none");
      break;
    default:
      content.mutable_pending_decided()->set_accident(id);
      content.mutable_pending_decided()->set_decision(
          static_cast<event::v1::PendingDecision>(dice_.Between(1, 3)));
  }
  return content;
}

EventContent RandomFacts::AccidentStep(const std::string& id, const LogState& log) {
  EventContent content;
  const Context context = ContextOf(log);
  const std::optional<ModelAccident> accident = AccidentNamed(id, context);
  if (!accident.has_value()) return content;
  const event::v1::Clock clock = dice_.Pick(clocks_);
  const std::optional<int64_t> due = DeadlineOf(clock, *accident, context).due;
  if (!due.has_value()) return content;
  event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
  recorded.set_clock(clock);
  recorded.set_accident(id);
  *recorded.mutable_due()->mutable_day() = Date(*due);
  *content.mutable_occurred_on() = Date(DaysLater(*due, 1));
  return content;
}

EventContent RandomFacts::Merge(const LogState& log) {
  const std::vector<std::string> reported = AccidentsReported(log);
  EventContent content;
  FillPaper(content);
  for (const LiveEvent& event : log.live) {
    if (!event.content->has_accidents_merged() || !dice_.Chance(30)) continue;
    const event::v1::AccidentsMerged& merged = event.content->accidents_merged();
    content.mutable_accidents_unmerged()->set_accident(merged.accident());
    content.mutable_accidents_unmerged()->set_duplicate(merged.duplicate());
    return content;
  }
  if (reported.size() < 2) return AboutMatter(log);
  const std::string& accident = dice_.Pick(reported);
  const std::string& duplicate = dice_.Pick(reported);
  if (accident == duplicate) return AboutMatter(log);
  content.mutable_accidents_merged()->set_accident(accident);
  content.mutable_accidents_merged()->set_duplicate(duplicate);
  return content;
}

// --- Honours and blame. ---

EventContent RandomFacts::ByDocument(const LogState& log) {
  return dice_.Chance(55) ? Honoured(log) : Blamed();
}

template <typename Given, typename Trigger>
void RandomFacts::FillGiven(const std::vector<Trigger>& triggers, Given& given) {
  given.set_issuer_level(
      dice_.Pick({event::v1::ISSUER_LEVEL_NATIONAL, event::v1::ISSUER_LEVEL_PROVINCIAL,
                  event::v1::ISSUER_LEVEL_PROVINCIAL, event::v1::ISSUER_LEVEL_MUNICIPAL}));
  given.set_recipient_level(
      dice_.Pick({event::v1::RECIPIENT_LEVEL_COUNTY, event::v1::RECIPIENT_LEVEL_TOWNSHIP,
                  event::v1::RECIPIENT_LEVEL_PERSON, event::v1::RECIPIENT_LEVEL_DEPARTMENT}));
  given.set_recipient_code(dice_.Pick({"", "", "A", "B"}));
  if (!triggers.empty() && dice_.Chance(80)) {
    const Trigger& trigger = dice_.Pick(triggers);
    given.set_kind(trigger.kind());
    if (dice_.Chance(80)) given.set_recipient_level(trigger.recipient());
  }
  if (given.recipient_level() == event::v1::RECIPIENT_LEVEL_PERSON) {
    given.set_persons(static_cast<uint32_t>(dice_.Between(0, 3)));
  }
}

EventContent RandomFacts::Honoured(const LogState& log) {
  EventContent content;
  FillPaper(content);
  event::v1::HonourRecorded& recorded = *content.mutable_honour_recorded();
  recorded.set_unit(AnyUnit());
  recorded.mutable_honour()->set_kind(dice_.Pick(
      {event::v1::Honour::KIND_COMMENDATION, event::v1::Honour::KIND_COMMENDATION,
       event::v1::Honour::KIND_MATERIAL_ADOPTED, event::v1::Honour::KIND_EXPERIENCE_SPREAD}));
  FillGiven(given_, *recorded.mutable_honour());
  for (const LiveEvent& event : log.live) {
    if (event.content->has_bonus_claimed() && dice_.Chance(50) &&
        event.content->bonus_claimed().unit() == recorded.unit()) {
      recorded.set_claim_position(event.position);
    }
  }
  return content;
}

EventContent RandomFacts::Blamed() {
  EventContent content;
  FillPaper(content);
  event::v1::BlameRecorded& recorded = *content.mutable_blame_recorded();
  recorded.set_unit(AnyUnit());
  recorded.mutable_blame()->set_kind(
      dice_.Pick({event::v1::Blame::KIND_CRITICISM, event::v1::Blame::KIND_CRITICISM,
                  event::v1::Blame::KIND_SUMMONS, event::v1::Blame::KIND_INSPECTION}));
  FillGiven(blames_, *recorded.mutable_blame());
  return content;
}

// --- Rulings, and what units hand in. ---

EventContent RandomFacts::Ruling(const LogState& log) {
  EventContent content = Answer(log);
  if (content.has_question_answered() && dice_.Chance(80)) return content;
  if (scheme_.vetoes().empty()) return ByDocument(log);
  EventContent confirmation;
  event::v1::VetoConfirmed& confirmed = *confirmation.mutable_veto_confirmed();
  confirmed.set_cycle(kCycle);
  confirmed.set_unit(AnyUnit());
  confirmed.set_veto(
      scheme_.vetoes(static_cast<int>(dice_.Between(0, scheme_.vetoes_size() - 1))).veto());
  return confirmation;
}

EventContent RandomFacts::Answer(const LogState& log) {
  EventContent content;
  if (scheme_.questions().empty()) return content;
  const scheme::v1::QuestionRule& rule =
      scheme_.questions(static_cast<int>(dice_.Between(0, scheme_.questions_size() - 1)));
  const std::vector<std::string> reported = AccidentsReported(log);
  if (rule.has_concealment() && reported.empty()) return content;
  FillPaper(content);
  event::v1::QuestionAnswered& answered = *content.mutable_question_answered();
  answered.set_cycle(dice_.Chance(94) ? kCycle : "other");
  answered.set_unit(AnyUnit());
  answered.set_question(rule.question());
  if (rule.has_concealment()) {
    answered.set_accident(dice_.Pick(reported));
    for (const LiveEvent& event : log.live) {
      if (!event.content->has_concealment_verified() || !dice_.Chance(60)) continue;
      answered.set_accident(event.content->concealment_verified().accident());
      answered.set_unit(event.content->concealment_verified().unit());
    }
  }
  const int answer = static_cast<int>(dice_.Between(0, rule.answers_size() - 1));
  answered.set_answer(static_cast<uint32_t>(answer));
  if (rule.answers(answer).has_charge()) {
    const scheme::v1::AnswerCharge& charge = rule.answers(answer).charge();
    answered.set_points_milli(dice_.Pick<int64_t>(
        {charge.minimum_milli(), charge.maximum_milli(),
         (charge.minimum_milli() + charge.maximum_milli()) / 3 + charge.minimum_milli() / 2}));
  }
  return content;
}

EventContent RandomFacts::HandedIn(const LogState& log) {
  EventContent content;
  switch (dice_.Between(0, 3)) {
    case 0:
      content.mutable_self_report_filed()->set_cycle(kCycle);
      content.mutable_self_report_filed()->set_unit(AnyUnit());
      break;
    case 1:
      content.mutable_evidence_submitted()->set_cycle(kCycle);
      content.mutable_evidence_submitted()->set_unit(AnyUnit());
      break;
    case 2:
      for (const LiveEvent& event : log.live) {
        if (!event.content->has_bonus_claimed()) continue;
        content.mutable_bonus_refused()->set_unit(event.content->bonus_claimed().unit());
        content.mutable_bonus_refused()->set_claim_position(event.position);
        content.mutable_bonus_refused()->mutable_reason()->set_plain("not of this year");
        return content;
      }
      [[fallthrough]];
    default: {
      const EventContent honoured = Honoured(log);
      *content.mutable_paper() = honoured.paper();
      content.mutable_bonus_claimed()->set_unit(honoured.honour_recorded().unit());
      *content.mutable_bonus_claimed()->mutable_honour() = honoured.honour_recorded().honour();
    }
  }
  return content;
}

}  // namespace assessment::model
