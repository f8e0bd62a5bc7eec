#include "tests/support/event_builders.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "ledger/base/civil.h"

namespace assessment::testing {
namespace {

EventContent Happened() {
  EventContent content;
  *content.mutable_occurred_on() = Date(2022, 6, 1);
  return content;
}

EventContent Decided() { return DecidedBy(Happened(), {"p-member"}); }

void Fill(const std::vector<std::string>& values,
          google::protobuf::RepeatedPtrField<std::string>& list) {
  for (const std::string& value : values) list.Add(std::string(value));
}

// Cycle, unit and clause of a posting, in fields of the same name.
template <typename Posting>
void Address(absl::string_view unit, Posting& posting) {
  posting.set_cycle(kCycle);
  posting.set_unit(std::string(unit));
}

// Decided by the two persons who decide for the office, on paper.
EventContent Ruled() {
  EventContent content = DecidedBy(Happened(), {"p-office", "p-deputy"});
  *content.mutable_paper() = PaperOf("office");
  return content;
}

EventContent OnDocument(absl::string_view issuer, absl::string_view number) {
  return OnPaper(Happened(), issuer, number);
}

event::v1::CivilDate DateOf(const CivilDay& day) { return Date(day.year, day.month, day.day); }

// The day of a step, as matters.proto has it.
event::v1::CivilDate StepDate(const event::v1::CivilMoment& due, uint32_t step) {
  const CivilDay day{due.day().year(), due.day().month(), due.day().day()};
  return DateOf(step == 0 ? AddDays(day, 1) : AddMonths(day, static_cast<int32_t>(step)));
}

void GiveCommendation(event::v1::Honour& honour) {
  honour.set_kind(event::v1::Honour::KIND_COMMENDATION);
  honour.set_issuer_level(event::v1::ISSUER_LEVEL_PROVINCIAL);
  honour.set_recipient_level(event::v1::RECIPIENT_LEVEL_COUNTY);
}

template <typename Merger>
void Merge(absl::string_view accident, absl::string_view duplicate, Merger& merger) {
  merger.set_accident(std::string(accident));
  merger.set_duplicate(std::string(duplicate));
}

constexpr char kPart[] = "onsite";

}  // namespace

event::v1::CivilDate Date(int year, int month, int day) {
  event::v1::CivilDate date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

event::v1::SealableText Plain(absl::string_view text) {
  event::v1::SealableText sealable;
  sealable.set_plain(std::string(text));
  return sealable;
}

event::v1::Person PersonOf(absl::string_view person) {
  event::v1::Person result;
  result.set_person_id(std::string(person));
  *result.mutable_name() = Plain(absl::StrCat("name of ", person));
  return result;
}

event::v1::Paper PaperOf(absl::string_view issuer) {
  event::v1::Paper paper;
  paper.set_issuer(std::string(issuer));
  paper.set_number("1号");
  *paper.mutable_date() = Date(2022, 5, 30);
  return paper;
}

event::v1::Evidence EvidenceOf(absl::string_view name) {
  event::v1::Evidence evidence;
  evidence.set_name(std::string(name));
  evidence.set_sha256(std::string(32, 'h'));
  return evidence;
}

event::v1::Poster OfficePoster(absl::string_view person) {
  event::v1::Poster poster;
  poster.set_principal(absl::StrCat("login of ", person));
  poster.set_person_id(std::string(person));
  return poster;
}

event::v1::Poster UnitPoster(absl::string_view unit, absl::string_view person) {
  event::v1::Poster poster = OfficePoster(person);
  poster.set_unit(std::string(unit));
  return poster;
}

event::v1::Event MakeEvent(EventContent content, absl::string_view key, absl::string_view source) {
  event::v1::Event event;
  event.set_ledger(kLedger);
  event.set_source(std::string(source));
  event.set_idempotency_key(std::string(key));
  *event.mutable_content() = std::move(content);
  return event;
}

EventContent DecidedBy(EventContent content, const std::vector<std::string>& persons) {
  content.clear_decided_by();
  for (const std::string& person : persons) *content.add_decided_by() = PersonOf(person);
  return content;
}

EventContent OnDay(EventContent content, const event::v1::CivilDate& day) {
  *content.mutable_occurred_on() = day;
  return content;
}

EventContent OnPaper(EventContent content, absl::string_view issuer, absl::string_view number) {
  *content.mutable_paper() = PaperOf(issuer);
  content.mutable_paper()->set_number(std::string(number));
  return content;
}

EventContent UnitRegistered(absl::string_view unit, const std::vector<std::string>& tags) {
  EventContent content = Happened();
  event::v1::UnitRegistered& registered = *content.mutable_unit_registered();
  registered.set_unit(std::string(unit));
  registered.set_name(absl::StrCat(unit, "县"));
  registered.set_kind(event::v1::UNIT_KIND_COUNTY);
  for (const std::string& tag : tags) registered.add_tags()->set_tag(tag);
  return content;
}

EventContent UnitRenamed(absl::string_view unit, absl::string_view name) {
  EventContent content = Happened();
  content.mutable_unit_renamed()->set_unit(std::string(unit));
  content.mutable_unit_renamed()->set_name(std::string(name));
  return content;
}

EventContent AliasAdded(absl::string_view unit, absl::string_view alias) {
  EventContent content = Happened();
  content.mutable_unit_changed()->set_unit(std::string(unit));
  content.mutable_unit_changed()->add_aliases_added(std::string(alias));
  return content;
}

EventContent SchemePublished(scheme::v1::Scheme scheme) {
  EventContent content = Happened();
  *content.mutable_scheme_published()->mutable_scheme() = std::move(scheme);
  return content;
}

EventContent CycleOpened(absl::string_view cycle, const std::vector<std::string>& units,
                         uint32_t scheme_version) {
  EventContent content = DecidedBy(Happened(), {"p-office", "p-deputy"});
  *content.mutable_paper() = PaperOf("office");
  event::v1::CycleOpened& opened = *content.mutable_cycle_opened();
  opened.set_cycle(std::string(cycle));
  opened.set_year(2022);
  Fill(units, *opened.mutable_units());
  *opened.mutable_window_from() = Date(2022, 1, 1);
  *opened.mutable_window_to() = Date(2022, 12, 31);
  *opened.mutable_facts_until() = Date(2023, 1, 31);
  if (scheme_version > 0) {
    opened.mutable_scheme()->set_scheme(kScheme);
    opened.mutable_scheme()->set_version(scheme_version);
  }
  return content;
}

EventContent CycleSchemeAdopted(absl::string_view cycle, uint32_t scheme_version) {
  EventContent content = DecidedBy(Happened(), {"p-office", "p-deputy"});
  *content.mutable_paper() = PaperOf("office");
  event::v1::CycleSchemeAdopted& adopted = *content.mutable_cycle_scheme_adopted();
  adopted.set_cycle(std::string(cycle));
  adopted.mutable_scheme()->set_scheme(kScheme);
  adopted.mutable_scheme()->set_version(scheme_version);
  return content;
}

EventContent CycleUnitsChanged(absl::string_view cycle, const std::vector<std::string>& added,
                               const std::vector<std::string>& removed) {
  EventContent content = Happened();
  content.mutable_cycle_units_changed()->set_cycle(std::string(cycle));
  Fill(added, *content.mutable_cycle_units_changed()->mutable_added());
  Fill(removed, *content.mutable_cycle_units_changed()->mutable_removed());
  return content;
}

EventContent ReviewOpened(absl::string_view cycle) {
  EventContent content = Happened();
  content.mutable_review_opened()->set_cycle(std::string(cycle));
  return content;
}

EventContent ReviewClosed(absl::string_view cycle) {
  EventContent content = Happened();
  content.mutable_review_closed()->set_cycle(std::string(cycle));
  return content;
}

EventContent TeamFormed(absl::string_view cycle, absl::string_view team, absl::string_view leader,
                        const std::vector<std::string>& members,
                        const std::vector<std::string>& units) {
  EventContent content = Happened();
  event::v1::TeamFormed& formed = *content.mutable_team_formed();
  formed.set_cycle(std::string(cycle));
  formed.set_team(std::string(team));
  *formed.mutable_leader() = PersonOf(leader);
  for (const std::string& member : members) *formed.add_members() = PersonOf(member);
  Fill(units, *formed.mutable_units());
  return content;
}

EventContent TargetSet(absl::string_view metric, int64_t value_millionths) {
  EventContent content = Happened();
  content.mutable_target_set()->set_metric(std::string(metric));
  content.mutable_target_set()->set_year(2022);
  content.mutable_target_set()->mutable_target()->set_value_millionths(value_millionths);
  return content;
}

EventContent BaselineSet(absl::string_view unit, uint32_t accidents, uint32_t deaths) {
  EventContent content = Happened();
  content.mutable_baseline_set()->set_unit(std::string(unit));
  content.mutable_baseline_set()->set_year(2022);
  content.mutable_baseline_set()->set_accidents(accidents);
  content.mutable_baseline_set()->set_deaths(deaths);
  return content;
}

EventContent UnitsMerged(const std::vector<std::string>& units, absl::string_view successor,
                         const event::v1::CivilDate& effective_on) {
  EventContent content = OnPaper(Happened(), "office", "1号");
  event::v1::UnitsMerged& merged = *content.mutable_units_merged();
  Fill(units, *merged.mutable_units());
  merged.set_successor(std::string(successor));
  *merged.mutable_effective_on() = effective_on;
  return content;
}

EventContent UnitDissolved(absl::string_view unit, const event::v1::CivilDate& effective_on,
                           absl::string_view successor) {
  EventContent content = OnPaper(Happened(), "office", "1号");
  event::v1::UnitDissolved& dissolved = *content.mutable_unit_dissolved();
  dissolved.set_unit(std::string(unit));
  *dissolved.mutable_effective_on() = effective_on;
  dissolved.set_successor(std::string(successor));
  return content;
}

EventContent EnterpriseSupervised(absl::string_view unit, absl::string_view enterprise_code,
                                  const event::v1::CivilDate& from,
                                  std::optional<event::v1::CivilDate> to) {
  EventContent content = Happened();
  event::v1::EnterpriseSupervised& supervised = *content.mutable_enterprise_supervised();
  supervised.set_unit(std::string(unit));
  supervised.set_enterprise_code(std::string(enterprise_code));
  *supervised.mutable_enterprise() = Plain("an enterprise");
  *supervised.mutable_from() = from;
  if (to.has_value()) *supervised.mutable_to() = *to;
  return content;
}

EventContent ResponsibilityLetterSigned(absl::string_view unit, int32_t year) {
  EventContent content = OnPaper(Happened(), "office", "1号");
  event::v1::ResponsibilityLetterSigned& letter = *content.mutable_responsibility_letter_signed();
  letter.set_unit(std::string(unit));
  letter.set_year(year);
  *letter.mutable_signed_on() = Date(2022, 6, 1);
  return content;
}

EventContent FindingRecorded(absl::string_view unit, absl::string_view clause,
                             const std::vector<std::string>& subject_codes) {
  EventContent content = Decided();
  event::v1::FindingRecorded& finding = *content.mutable_finding_recorded();
  Address(unit, finding);
  finding.set_clause(std::string(clause));
  *finding.mutable_problem() = Plain("a problem");
  for (const std::string& code : subject_codes) {
    event::v1::Subject& subject = *finding.add_subjects();
    subject.set_kind("enterprise");
    subject.set_code(code);
  }
  return content;
}

EventContent MeasuredFinding(absl::string_view unit, absl::string_view clause,
                             int64_t value_millionths) {
  EventContent content = FindingRecorded(unit, clause);
  content.mutable_finding_recorded()->mutable_measure()->set_value_millionths(value_millionths);
  return content;
}

EventContent ItemReviewed(absl::string_view unit, const std::vector<std::string>& items) {
  EventContent content = Decided();
  Address(unit, *content.mutable_item_reviewed());
  Fill(items, *content.mutable_item_reviewed()->mutable_items());
  content.mutable_item_reviewed()->set_outcome(event::v1::REVIEW_OUTCOME_NO_PROBLEM_FOUND);
  return content;
}

EventContent PointsJudged(absl::string_view unit, absl::string_view clause, int64_t points_milli,
                          std::optional<uint64_t> replaces) {
  EventContent content = Decided();
  event::v1::PointsJudged& judged = *content.mutable_points_judged();
  Address(unit, judged);
  judged.set_clause(std::string(clause));
  judged.set_points_milli(points_milli);
  *judged.mutable_reason() = Plain("as seen");
  if (replaces.has_value()) judged.set_replaces_position(*replaces);
  return content;
}

EventContent DeductionDecided(absl::string_view unit, absl::string_view clause,
                              int64_t points_milli, absl::string_view inspection,
                              std::optional<uint64_t> replaces) {
  EventContent content = Decided();
  event::v1::DeductionDecided& decided = *content.mutable_deduction_decided();
  Address(unit, decided);
  decided.set_clause(std::string(clause));
  decided.set_points_milli(points_milli);
  decided.set_inspection(std::string(inspection));
  *decided.mutable_reason() = Plain("as seen");
  if (replaces.has_value()) decided.set_replaces_position(*replaces);
  return content;
}

EventContent ExemptionGranted(absl::string_view unit, absl::string_view clause) {
  EventContent content = Decided();
  *content.add_evidence() = EvidenceOf("proof.pdf");
  event::v1::ExemptionGranted& granted = *content.mutable_exemption_granted();
  Address(unit, granted);
  granted.set_clause(std::string(clause));
  *granted.mutable_reason() = Plain("proved");
  return content;
}

EventContent NotApplicableClaimed(absl::string_view unit, const std::vector<std::string>& targets) {
  EventContent content = Decided();
  event::v1::NotApplicableClaimed& claimed = *content.mutable_not_applicable_claimed();
  Address(unit, claimed);
  Fill(targets, *claimed.mutable_targets());
  *claimed.mutable_reason() = Plain("we have none");
  return content;
}

EventContent NotApplicableRuled(absl::string_view unit, uint64_t claim_position,
                                event::v1::Ruling ruling, const std::vector<std::string>& targets) {
  EventContent content = DecidedBy(Happened(), {"p-leader"});
  event::v1::NotApplicableRuled& ruled = *content.mutable_not_applicable_ruled();
  Address(unit, ruled);
  ruled.set_claim_position(claim_position);
  Fill(targets, *ruled.mutable_targets());
  ruled.set_ruling(ruling);
  *ruled.mutable_reason() = Plain("as seen");
  return content;
}

EventContent NoStatementFound(absl::string_view unit, const std::vector<std::string>& targets) {
  EventContent content = Decided();
  Address(unit, *content.mutable_no_statement_found());
  Fill(targets, *content.mutable_no_statement_found()->mutable_targets());
  return content;
}

EventContent AccidentReported(absl::string_view accident, absl::string_view county) {
  EventContent content = Happened();
  event::v1::AccidentReported& reported = *content.mutable_accident_reported();
  reported.set_accident(std::string(accident));
  *reported.mutable_occurred_at()->mutable_date() = Date(2022, 6, 1);
  reported.mutable_occurred_at()->set_hour(8);
  reported.set_county(std::string(county));
  reported.set_kind(event::v1::ACCIDENT_KIND_PRODUCTION);
  reported.set_deaths(1);
  reported.set_responsibility(event::v1::FINDING_PENDING);
  return content;
}

EventContent AccidentAttributed(absl::string_view accident, absl::string_view unit,
                                event::v1::AccidentRole role) {
  EventContent content = Happened();
  content.mutable_accident_attributed()->set_accident(std::string(accident));
  content.mutable_accident_attributed()->set_unit(std::string(unit));
  content.mutable_accident_attributed()->set_role(role);
  return content;
}

EventContent AccidentRuled(absl::string_view accident, event::v1::Finding responsibility) {
  EventContent content = Happened();
  *content.mutable_paper() = PaperOf("city");
  content.mutable_accident_ruled()->set_accident(std::string(accident));
  content.mutable_accident_ruled()->set_responsibility(responsibility);
  return content;
}

EventContent MetricReported(absl::string_view metric, absl::string_view unit,
                            int64_t value_millionths) {
  EventContent content = Happened();
  event::v1::MetricReported& reported = *content.mutable_metric_reported();
  reported.set_metric(std::string(metric));
  reported.set_unit(std::string(unit));
  *reported.mutable_period_from() = Date(2022, 1, 1);
  *reported.mutable_period_to() = Date(2022, 5, 31);
  reported.mutable_value()->set_value_millionths(value_millionths);
  return content;
}

EventContent TextErased(uint64_t position, const std::vector<std::string>& fields) {
  EventContent content = Decided();
  *content.mutable_paper() = PaperOf("网信办");
  event::v1::TextErased& erased = *content.mutable_text_erased();
  erased.set_position(position);
  for (const std::string& field : fields) erased.add_fields(field);
  erased.set_authority("个人信息保护法第四十七条");
  erased.set_reason("the person asked for it");
  return content;
}

EventContent ClerkPaused() {
  EventContent content = Decided();
  content.mutable_clerk_paused()->set_reason("an import is under way");
  return content;
}

EventContent ClerkResumed() {
  EventContent content = Happened();
  content.mutable_clerk_resumed()->set_reason("the import is done");
  return content;
}

EventContent InterpretationConfirmed(absl::string_view interpretation, uint32_t scheme_version) {
  EventContent content = Ruled();
  event::v1::InterpretationConfirmed& confirmed = *content.mutable_interpretation_confirmed();
  confirmed.set_scheme(kScheme);
  confirmed.set_version(scheme_version);
  confirmed.set_interpretation(std::string(interpretation));
  return content;
}

event::v1::CivilMoment DueBy(int year, int month, int day) {
  event::v1::CivilMoment moment;
  *moment.mutable_day() = Date(year, month, day);
  return moment;
}

EventContent MatterOpened(absl::string_view matter, absl::string_view unit,
                          event::v1::MatterKind kind) {
  EventContent content = OnDocument("office", "1号");
  event::v1::MatterOpened& opened = *content.mutable_matter_opened();
  opened.set_matter(std::string(matter));
  opened.set_kind(kind);
  opened.set_unit(std::string(unit));
  opened.set_requester("安委办");
  *opened.mutable_title() = Plain("a matter");
  *opened.mutable_due() = DueBy(2022, 6, 30);
  return content;
}

EventContent MatterExtended(absl::string_view matter, const event::v1::CivilMoment& due) {
  EventContent content = OnDocument("office", "1号");
  content.mutable_matter_extended()->set_matter(std::string(matter));
  *content.mutable_matter_extended()->mutable_due() = due;
  return content;
}

EventContent MatterReturned(absl::string_view matter) {
  EventContent content = Happened();
  content.mutable_matter_returned()->set_matter(std::string(matter));
  *content.mutable_matter_returned()->mutable_reason() = Plain("incomplete");
  return content;
}

EventContent MatterWithdrawn(absl::string_view matter) {
  EventContent content = Happened();
  content.mutable_matter_withdrawn()->set_matter(std::string(matter));
  *content.mutable_matter_withdrawn()->mutable_reason() = Plain("settled otherwise");
  return content;
}

EventContent MatterReassigned(absl::string_view matter, absl::string_view unit) {
  EventContent content = Happened();
  content.mutable_matter_reassigned()->set_matter(std::string(matter));
  content.mutable_matter_reassigned()->set_unit(std::string(unit));
  return content;
}

EventContent MatterCompleted(absl::string_view matter, bool accepted) {
  EventContent content = Happened();
  content.mutable_matter_completed()->set_matter(std::string(matter));
  *content.mutable_matter_completed()->mutable_received() = DueBy(2022, 6, 1);
  content.mutable_matter_completed()->set_accepted(accepted);
  return content;
}

EventContent LetterIssued(const std::vector<std::string>& units,
                          const std::vector<std::string>& matters, absl::string_view number) {
  EventContent content = OnDocument("office", number);
  event::v1::LetterIssued& issued = *content.mutable_letter_issued();
  issued.set_kind(event::v1::LETTER_KIND_REMINDER);
  issued.set_issuing_body("office");
  *issued.mutable_signer() = PersonOf("p-office");
  Fill(units, *issued.mutable_units());
  Fill(matters, *issued.mutable_matters());
  return content;
}

EventContent MatterOverdue(absl::string_view matter, const event::v1::CivilMoment& due,
                           uint32_t step, event::v1::Clock clock) {
  EventContent content = OnDay(Happened(), StepDate(due, step));
  event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
  recorded.set_clock(clock);
  recorded.set_matter(std::string(matter));
  *recorded.mutable_due() = due;
  recorded.set_step(step);
  return content;
}

EventContent AccidentOverdue(absl::string_view accident, const event::v1::CivilMoment& due,
                             event::v1::Clock clock) {
  EventContent content = OnDay(Happened(), StepDate(due, 0));
  event::v1::OverdueRecorded& recorded = *content.mutable_overdue_recorded();
  recorded.set_clock(clock);
  recorded.set_accident(std::string(accident));
  *recorded.mutable_due() = due;
  return content;
}

EventContent AttributionWithdrawn(absl::string_view accident, absl::string_view unit,
                                  event::v1::AccidentRole role) {
  EventContent content = Happened();
  event::v1::AttributionWithdrawn& withdrawn = *content.mutable_attribution_withdrawn();
  withdrawn.set_accident(std::string(accident));
  withdrawn.set_unit(std::string(unit));
  withdrawn.set_role(role);
  *withdrawn.mutable_reason() = Plain("another unit's");
  return content;
}

EventContent AccidentSupplemented(absl::string_view accident, const event::v1::CivilDate& as_of,
                                  uint32_t deaths) {
  EventContent content = OnDay(Happened(), as_of);
  event::v1::AccidentSupplemented& supplemented = *content.mutable_accident_supplemented();
  supplemented.set_accident(std::string(accident));
  *supplemented.mutable_as_of()->mutable_date() = as_of;
  supplemented.mutable_as_of()->set_hour(23);
  supplemented.mutable_as_of()->set_minute(59);
  supplemented.set_deaths(deaths);
  return content;
}

EventContent InvestigationOpened(absl::string_view accident) {
  EventContent content = Happened();
  content.mutable_investigation_opened()->set_accident(std::string(accident));
  content.mutable_investigation_opened()->set_investigating_body("市应急局");
  return content;
}

EventContent InvestigationExtended(absl::string_view accident, uint32_t days) {
  EventContent content = OnDocument("city", "1号");
  content.mutable_investigation_extended()->set_accident(std::string(accident));
  content.mutable_investigation_extended()->set_days(days);
  return content;
}

EventContent AppraisalPaused(absl::string_view accident, const event::v1::CivilDate& day) {
  EventContent content = OnDay(Happened(), day);
  content.mutable_appraisal_paused()->set_accident(std::string(accident));
  return content;
}

EventContent AppraisalResumed(absl::string_view accident, const event::v1::CivilDate& day) {
  EventContent content = OnDay(Happened(), day);
  content.mutable_appraisal_resumed()->set_accident(std::string(accident));
  return content;
}

EventContent ReportPublished(absl::string_view accident) {
  EventContent content = Happened();
  content.mutable_report_published()->set_accident(std::string(accident));
  return content;
}

EventContent FollowUpEvaluated(absl::string_view accident) {
  EventContent content = Happened();
  content.mutable_follow_up_evaluated()->set_accident(std::string(accident));
  return content;
}

EventContent ConcealmentVerified(absl::string_view accident, absl::string_view unit) {
  EventContent content = OnDocument("province", "1号");
  content.mutable_concealment_verified()->set_accident(std::string(accident));
  content.mutable_concealment_verified()->set_unit(std::string(unit));
  return content;
}

EventContent AccidentStruckOff(absl::string_view accident) {
  EventContent content = OnDocument("province", "1号");
  content.mutable_accident_struck_off()->set_accident(std::string(accident));
  *content.mutable_accident_struck_off()->mutable_reason() = Plain("an illness");
  return content;
}

EventContent AccidentsMerged(absl::string_view accident, absl::string_view duplicate) {
  EventContent content = Happened();
  Merge(accident, duplicate, *content.mutable_accidents_merged());
  return content;
}

EventContent AccidentsUnmerged(absl::string_view accident, absl::string_view duplicate) {
  EventContent content = Happened();
  Merge(accident, duplicate, *content.mutable_accidents_unmerged());
  return content;
}

EventContent BonusClaimed(absl::string_view unit, absl::string_view number) {
  EventContent content = OnDocument("province", number);
  content.mutable_bonus_claimed()->set_unit(std::string(unit));
  GiveCommendation(*content.mutable_bonus_claimed()->mutable_honour());
  return content;
}

EventContent HonourRecorded(absl::string_view unit, absl::string_view number,
                            std::optional<uint64_t> claim_position) {
  EventContent content = OnDocument("province", number);
  event::v1::HonourRecorded& recorded = *content.mutable_honour_recorded();
  recorded.set_unit(std::string(unit));
  GiveCommendation(*recorded.mutable_honour());
  if (claim_position.has_value()) recorded.set_claim_position(*claim_position);
  return content;
}

EventContent BonusRefused(absl::string_view unit, uint64_t claim_position) {
  EventContent content = Happened();
  content.mutable_bonus_refused()->set_unit(std::string(unit));
  content.mutable_bonus_refused()->set_claim_position(claim_position);
  *content.mutable_bonus_refused()->mutable_reason() = Plain("not of this field");
  return content;
}

EventContent BlameRecorded(absl::string_view unit, absl::string_view number) {
  EventContent content = OnDocument("province", number);
  event::v1::Blame& blame = *content.mutable_blame_recorded()->mutable_blame();
  content.mutable_blame_recorded()->set_unit(std::string(unit));
  blame.set_kind(event::v1::Blame::KIND_CRITICISM);
  blame.set_issuer_level(event::v1::ISSUER_LEVEL_PROVINCIAL);
  blame.set_recipient_level(event::v1::RECIPIENT_LEVEL_COUNTY);
  return content;
}

EventContent SelfReportFiled(absl::string_view unit, const std::vector<std::string>& items) {
  EventContent content = Happened();
  *content.add_evidence() = EvidenceOf("report.pdf");
  Address(unit, *content.mutable_self_report_filed());
  for (const std::string& item : items) {
    event::v1::SelfAssessment& said = *content.mutable_self_report_filed()->add_items();
    said.set_item(item);
    *said.mutable_account() = Plain("done");
  }
  return content;
}

EventContent EvidenceSubmitted(absl::string_view unit, const std::vector<std::string>& items) {
  EventContent content = Happened();
  *content.add_evidence() = EvidenceOf("minutes.pdf");
  Address(unit, *content.mutable_evidence_submitted());
  Fill(items, *content.mutable_evidence_submitted()->mutable_items());
  return content;
}

EventContent QuestionAnswered(absl::string_view unit, absl::string_view question, uint32_t answer,
                              std::optional<int64_t> points_milli, absl::string_view accident) {
  EventContent content = Ruled();
  event::v1::QuestionAnswered& answered = *content.mutable_question_answered();
  Address(unit, answered);
  answered.set_question(std::string(question));
  answered.set_answer(answer);
  if (points_milli.has_value()) answered.set_points_milli(*points_milli);
  answered.set_accident(std::string(accident));
  return content;
}

EventContent VetoConfirmed(absl::string_view unit, absl::string_view veto) {
  EventContent content = Ruled();
  Address(unit, *content.mutable_veto_confirmed());
  content.mutable_veto_confirmed()->set_veto(std::string(veto));
  return content;
}

EventContent PendingDecided(absl::string_view accident, event::v1::PendingDecision decision) {
  EventContent content = Ruled();
  content.mutable_pending_decided()->set_accident(std::string(accident));
  content.mutable_pending_decided()->set_decision(decision);
  return content;
}

EventContent SheetIssued(absl::string_view unit, const std::vector<std::string>& items, char mark) {
  EventContent content = Happened();
  event::v1::SheetIssued& issued = *content.mutable_sheet_issued();
  Address(unit, issued);
  issued.set_part(kPart);
  Fill(items, *issued.mutable_items());
  issued.set_size(1);
  issued.set_fingerprint(std::string(32, mark));
  return content;
}

EventContent SheetSigned(absl::string_view unit, char mark) {
  EventContent content = Happened();
  *content.add_evidence() = EvidenceOf("scan.pdf");
  event::v1::SheetSigned& stated = *content.mutable_sheet_signed();
  Address(unit, stated);
  stated.set_part(kPart);
  stated.set_fingerprint(std::string(32, mark));
  event::v1::SheetSignature& signature = *stated.add_signatures();
  *signature.mutable_signer() = PersonOf("p-leader");
  *signature.mutable_signed_on() = Date(2022, 6, 1);
  signature.set_outcome(event::v1::SIGNATURE_OUTCOME_AGREED);
  stated.set_sealed(true);
  return content;
}

EventContent SheetReopened(absl::string_view unit) {
  EventContent content = DecidedBy(Happened(), {"p-leader"});
  Address(unit, *content.mutable_sheet_reopened());
  content.mutable_sheet_reopened()->set_part(kPart);
  *content.mutable_sheet_reopened()->mutable_reason() = Plain("a finding was missing");
  return content;
}

EventContent CorrectionProposed(uint64_t position, std::optional<EventContent> replacement) {
  EventContent content = DecidedBy(Happened(), {"p-proposer"});
  event::v1::CorrectionProposed& proposed = *content.mutable_correction_proposed();
  proposed.set_position(position);
  *proposed.mutable_reason() = Plain("entered by mistake");
  if (replacement.has_value()) *proposed.mutable_replacement() = *std::move(replacement);
  return content;
}

EventContent CorrectionConfirmed(uint64_t proposal_position) {
  EventContent content = DecidedBy(Happened(), {"p-confirmer"});
  content.mutable_correction_confirmed()->set_proposal_position(proposal_position);
  return content;
}

}  // namespace assessment::testing
