#include "clients/ctl/event_summary.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "clients/ctl/moment.h"
#include "clients/ctl/words.h"
#include "clients/ctl/year_end_summary.h"
#include "ledger/base/points.h"

namespace assessment::ctl {
namespace {

using event::v1::EventContent;

// Joins what is not empty.
std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) {
    if (!part.empty()) absl::StrAppend(&text, text.empty() ? "" : " ", part);
  }
  return text;
}

std::string Listed(const google::protobuf::RepeatedPtrField<std::string>& items) {
  return absl::StrJoin(items, ",");
}

std::string Position(uint64_t position) { return absl::StrCat("#", position); }

std::string Replaces(bool has, uint64_t position, Language language) {
  if (!has) return "";
  return absl::StrCat("(", Say(Word{"替代", "replaces"}, language), " ", Position(position), ")");
}

std::string SchemeText(const event::v1::SchemeReference& scheme) {
  if (scheme.scheme().empty()) return "";
  return absl::StrCat(scheme.scheme(), " v", scheme.version());
}

std::string MomentText(const event::v1::CivilMoment& moment) {
  const std::string day = DateText(moment.day());
  if (!moment.has_minute()) return day;
  return absl::StrCat(day,
                      absl::StrFormat(" %02d:%02d", moment.minute() / 60, moment.minute() % 60));
}

std::string Due(const event::v1::CivilMoment& due, Language language) {
  return absl::StrCat(Say(Word{"期限", "due"}, language), " ", MomentText(due));
}

std::string Casualties(const event::v1::AccidentReported& accident, Language language) {
  if (accident.near_miss()) return Say(Word{"涉险", "near miss"}, language);
  return absl::StrCat(Say(Word{"死亡", "deaths"}, language), " ", accident.deaths(), " ",
                      Say(Word{"重伤", "serious injuries"}, language), " ",
                      accident.serious_injuries());
}

std::string RegistrySummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kLedgerOpened:
      return Joined({content.ledger_opened().authority(), content.ledger_opened().origin()});
    case EventContent::kTextErased:
      return Joined({absl::StrCat("#", content.text_erased().position()),
                     content.text_erased().authority(), content.text_erased().reason()});
    case EventContent::kSigningKeyChanged:
      return Joined({absl::StrJoin(content.signing_key_changed().verifier_keys(), " "),
                     content.signing_key_changed().reason()});
    case EventContent::kPermissionChanged: {
      std::vector<std::string> roles;
      for (const event::v1::Grant& grant : content.permission_changed().grants()) {
        roles.push_back(Say(WordOf(grant.role()), language));
      }
      return Joined({content.permission_changed().principal(), absl::StrJoin(roles, ","),
                     content.permission_changed().reason()});
    }
    case EventContent::kUnitRegistered:
      return Joined({content.unit_registered().unit(), content.unit_registered().name()});
    case EventContent::kUnitRenamed:
      return Joined({content.unit_renamed().unit(), "→", content.unit_renamed().name()});
    case EventContent::kUnitChanged: {
      const event::v1::UnitChanged& changed = content.unit_changed();
      std::vector<std::string> tags;
      for (const event::v1::TagPeriod& period : changed.tags_set()) tags.push_back(period.tag());
      return Joined({changed.unit(), Listed(changed.aliases_added()), absl::StrJoin(tags, ",")});
    }
    case EventContent::kSchemePublished: {
      const scheme::v1::Scheme& scheme = content.scheme_published().scheme();
      return Joined(
          {absl::StrCat(scheme.scheme(), " v", scheme.version()), Say(scheme.title(), language)});
    }
    case EventContent::kCycleOpened: {
      const event::v1::CycleOpened& cycle = content.cycle_opened();
      return Joined({cycle.cycle(), cycle.title(),
                     absl::StrCat(cycle.units_size(), " ", Say(Word{"个单位", "units"}, language)),
                     SchemeText(cycle.scheme())});
    }
    case EventContent::kCycleSchemeAdopted:
      return Joined({content.cycle_scheme_adopted().cycle(),
                     SchemeText(content.cycle_scheme_adopted().scheme())});
    case EventContent::kCycleUnitsChanged: {
      const event::v1::CycleUnitsChanged& changed = content.cycle_units_changed();
      return Joined({changed.cycle(), absl::StrCat("+", Listed(changed.added())),
                     absl::StrCat("-", Listed(changed.removed()))});
    }
    case EventContent::kReviewOpened:
      return content.review_opened().cycle();
    case EventContent::kReviewClosed:
      return Joined({content.review_closed().cycle(), content.review_closed().reason()});
    case EventContent::kTeamFormed: {
      const event::v1::TeamFormed& team = content.team_formed();
      return Joined(
          {team.cycle(), team.team(), team.name(),
           absl::StrCat(Say(Word{"组长", "leader"}, language), " ", PersonText(team.leader()))});
    }
    case EventContent::kTargetSet:
      return Joined({content.target_set().metric(), absl::StrCat(content.target_set().year()),
                     MeasureText(content.target_set().target())});
    case EventContent::kBaselineSet:
      return Joined({content.baseline_set().unit(), absl::StrCat(content.baseline_set().year()),
                     absl::StrCat(Say(Word{"上年事故", "accidents before"}, language), " ",
                                  content.baseline_set().accidents()),
                     absl::StrCat(Say(Word{"死亡", "deaths"}, language), " ",
                                  content.baseline_set().deaths())});
    case EventContent::kClerkPaused:
      return content.clerk_paused().reason();
    case EventContent::kClerkResumed:
      return content.clerk_resumed().reason();
    case EventContent::kInterpretationConfirmed: {
      const event::v1::InterpretationConfirmed& confirmed = content.interpretation_confirmed();
      return Joined({absl::StrCat(confirmed.scheme(), " v", confirmed.version()),
                     confirmed.interpretation()});
    }
    case EventContent::kUnitsMerged: {
      const event::v1::UnitsMerged& merged = content.units_merged();
      return Joined({Listed(merged.units()), "→", merged.successor(),
                     DateText(merged.effective_on()), PaperText(content.paper())});
    }
    case EventContent::kUnitDissolved: {
      const event::v1::UnitDissolved& dissolved = content.unit_dissolved();
      return Joined({dissolved.unit(), dissolved.successor().empty() ? "" : "→",
                     dissolved.successor(), DateText(dissolved.effective_on()),
                     PaperText(content.paper())});
    }
    case EventContent::kEnterpriseSupervised: {
      const event::v1::EnterpriseSupervised& supervised = content.enterprise_supervised();
      return Joined({supervised.unit(), supervised.enterprise_code(),
                     SealableTextOf(supervised.enterprise(), language),
                     absl::StrCat(DateText(supervised.from()), "…", DateText(supervised.to()))});
    }
    case EventContent::kResponsibilityLetterSigned: {
      const event::v1::ResponsibilityLetterSigned& letter = content.responsibility_letter_signed();
      return Joined({letter.unit(), absl::StrCat(letter.year()), DateText(letter.signed_on()),
                     PaperText(content.paper())});
    }
    default:
      return YearEndSummary(content, language);
  }
}

std::string PostingSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kFindingRecorded: {
      const event::v1::FindingRecorded& finding = content.finding_recorded();
      const std::string subjects = SubjectsText(finding.subjects(), language);
      return Joined({finding.clause(), SealableTextOf(finding.problem(), language),
                     subjects.empty() ? "" : absl::StrCat("[", subjects, "]"),
                     finding.has_measure() ? MeasureText(finding.measure()) : ""});
    }
    case EventContent::kItemReviewed:
      return Joined({Listed(content.item_reviewed().items()), content.item_reviewed().materials(),
                     Say(WordOf(content.item_reviewed().outcome()), language)});
    case EventContent::kPointsJudged: {
      const event::v1::PointsJudged& judged = content.points_judged();
      return Joined(
          {judged.clause(),
           absl::StrCat(Say(Word{"得", "awarded"}, language), " ",
                        FormatPoints(judged.points_milli())),
           SealableTextOf(judged.reason(), language),
           Replaces(judged.has_replaces_position(), judged.replaces_position(), language)});
    }
    case EventContent::kDeductionDecided: {
      const event::v1::DeductionDecided& decided = content.deduction_decided();
      return Joined(
          {decided.clause(), FormatPoints(-decided.points_milli()), decided.inspection(),
           SealableTextOf(decided.reason(), language),
           Replaces(decided.has_replaces_position(), decided.replaces_position(), language)});
    }
    case EventContent::kExemptionGranted:
      return Joined({content.exemption_granted().clause(),
                     SealableTextOf(content.exemption_granted().reason(), language)});
    case EventContent::kNotApplicableClaimed:
      return Joined({Listed(content.not_applicable_claimed().targets()),
                     SealableTextOf(content.not_applicable_claimed().reason(), language)});
    case EventContent::kNotApplicableRuled: {
      const event::v1::NotApplicableRuled& ruled = content.not_applicable_ruled();
      return Joined({Position(ruled.claim_position()), Listed(ruled.targets()),
                     Say(WordOf(ruled.ruling()), language),
                     SealableTextOf(ruled.reason(), language)});
    }
    case EventContent::kNoStatementFound:
      return Listed(content.no_statement_found().targets());
    default:
      return "";
  }
}

std::string MatterSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kMatterOpened: {
      const event::v1::MatterOpened& opened = content.matter_opened();
      return Joined({opened.matter(), Say(WordOf(opened.kind()), language), opened.unit(),
                     SealableTextOf(opened.title(), language), Due(opened.due(), language)});
    }
    case EventContent::kMatterExtended:
      return Joined(
          {content.matter_extended().matter(), Due(content.matter_extended().due(), language)});
    case EventContent::kMatterReturned:
      return Joined({content.matter_returned().matter(),
                     SealableTextOf(content.matter_returned().reason(), language)});
    case EventContent::kMatterWithdrawn:
      return Joined({content.matter_withdrawn().matter(),
                     SealableTextOf(content.matter_withdrawn().reason(), language)});
    case EventContent::kMatterReassigned:
      return Joined(
          {content.matter_reassigned().matter(), "→", content.matter_reassigned().unit()});
    case EventContent::kMatterCompleted: {
      const event::v1::MatterCompleted& completed = content.matter_completed();
      return Joined({completed.matter(), MomentText(completed.received()),
                     completed.accepted() ? Say(Word{"已接收", "accepted"}, language)
                                          : Say(Word{"未接收", "not accepted"}, language)});
    }
    case EventContent::kLetterIssued: {
      const event::v1::LetterIssued& letter = content.letter_issued();
      return Joined({Say(WordOf(letter.kind()), language), PaperText(content.paper()),
                     Listed(letter.units()), Listed(letter.matters())});
    }
    case EventContent::kOverdueRecorded: {
      const event::v1::OverdueRecorded& overdue = content.overdue_recorded();
      return Joined({Say(WordOf(overdue.clock()), language),
                     overdue.has_matter() ? overdue.matter() : overdue.accident(),
                     Due(overdue.due(), language),
                     overdue.step() == 0
                         ? Say(Word{"已过期", "passed"}, language)
                         : absl::StrCat(Say(Word{"逾期满", "overdue by"}, language), " ",
                                        overdue.step(), Say(Word{" 个月", " months"}, language))});
    }
    default:
      return "";
  }
}

template <typename Document>
std::string DocumentSummary(const Document& document, const EventContent& content,
                            Language language) {
  return Joined({Say(WordOf(document.kind()), language),
                 Say(WordOf(document.issuer_level()), language), PaperText(content.paper()),
                 SealableTextOf(document.recipient(), language),
                 document.persons() > 1
                     ? absl::StrCat("×", document.persons(), Say(Word{" 人", " persons"}, language))
                     : ""});
}

std::string AccidentCourseSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kAttributionWithdrawn: {
      const event::v1::AttributionWithdrawn& withdrawn = content.attribution_withdrawn();
      return Joined({withdrawn.accident(), withdrawn.unit(),
                     Say(WordOf(withdrawn.role()), language),
                     SealableTextOf(withdrawn.reason(), language)});
    }
    case EventContent::kAccidentSupplemented: {
      const event::v1::AccidentSupplemented& totals = content.accident_supplemented();
      return Joined({totals.accident(),
                     absl::StrCat(Say(Word{"死亡", "deaths"}, language), " ", totals.deaths(), " ",
                                  Say(Word{"重伤", "serious injuries"}, language), " ",
                                  totals.serious_injuries())});
    }
    case EventContent::kInvestigationOpened:
      return Joined({content.investigation_opened().accident(),
                     content.investigation_opened().investigating_body()});
    case EventContent::kInvestigationExtended:
      return Joined({content.investigation_extended().accident(),
                     absl::StrCat("+", content.investigation_extended().days(),
                                  Say(Word{" 日", " days"}, language))});
    case EventContent::kAppraisalPaused:
      return content.appraisal_paused().accident();
    case EventContent::kAppraisalResumed:
      return content.appraisal_resumed().accident();
    case EventContent::kReportPublished:
      return Joined({content.report_published().accident(), content.report_published().place()});
    case EventContent::kFollowUpEvaluated:
      return content.follow_up_evaluated().accident();
    case EventContent::kConcealmentVerified:
      return Joined(
          {content.concealment_verified().accident(), content.concealment_verified().unit()});
    case EventContent::kAccidentStruckOff:
      return Joined({content.accident_struck_off().accident(),
                     SealableTextOf(content.accident_struck_off().reason(), language)});
    case EventContent::kAccidentsMerged:
      return Joined(
          {content.accidents_merged().duplicate(), "→", content.accidents_merged().accident()});
    case EventContent::kAccidentsUnmerged:
      return Joined(
          {content.accidents_unmerged().duplicate(), "⇎", content.accidents_unmerged().accident()});
    case EventContent::kBonusClaimed:
      return Joined({content.bonus_claimed().unit(),
                     DocumentSummary(content.bonus_claimed().honour(), content, language)});
    case EventContent::kHonourRecorded:
      return Joined({content.honour_recorded().unit(),
                     DocumentSummary(content.honour_recorded().honour(), content, language)});
    case EventContent::kBonusRefused:
      return Joined({content.bonus_refused().unit(),
                     Position(content.bonus_refused().claim_position()),
                     SealableTextOf(content.bonus_refused().reason(), language)});
    case EventContent::kBlameRecorded:
      return Joined({content.blame_recorded().unit(),
                     DocumentSummary(content.blame_recorded().blame(), content, language)});
    default:
      return "";
  }
}

std::string RulingSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kSelfReportFiled:
      return Joined({content.self_report_filed().cycle(), content.self_report_filed().unit()});
    case EventContent::kEvidenceSubmitted:
      return Joined(
          {content.evidence_submitted().unit(), Listed(content.evidence_submitted().items())});
    case EventContent::kQuestionAnswered: {
      const event::v1::QuestionAnswered& answered = content.question_answered();
      return Joined({answered.question(), answered.unit(), answered.accident(),
                     absl::StrCat("[", answered.answer(), "]"),
                     answered.has_points_milli() ? FormatPoints(answered.points_milli()) : ""});
    }
    case EventContent::kVetoConfirmed:
      return Joined({content.veto_confirmed().unit(), content.veto_confirmed().veto()});
    case EventContent::kPendingDecided:
      return Joined({content.pending_decided().accident(),
                     Say(WordOf(content.pending_decided().decision()), language)});
    case EventContent::kSheetIssued:
      return Joined({content.sheet_issued().unit(), content.sheet_issued().part()});
    case EventContent::kSheetSigned:
      return Joined({content.sheet_signed().unit(), content.sheet_signed().part(),
                     absl::StrCat(content.sheet_signed().signatures_size(),
                                  Say(Word{" 人签字", " signatures"}, language))});
    case EventContent::kSheetReopened:
      return Joined({content.sheet_reopened().unit(), content.sheet_reopened().part(),
                     SealableTextOf(content.sheet_reopened().reason(), language)});
    default:
      return "";
  }
}

std::string FactSummary(const EventContent& content, Language language) {
  switch (content.kind_case()) {
    case EventContent::kAccidentReported: {
      const event::v1::AccidentReported& accident = content.accident_reported();
      return Joined({accident.accident(), Say(WordOf(accident.kind()), language),
                     accident.accident_type(), Casualties(accident, language),
                     SealableTextOf(accident.enterprise(), language)});
    }
    case EventContent::kAccidentAttributed:
      return Joined({content.accident_attributed().accident(), content.accident_attributed().unit(),
                     Say(WordOf(content.accident_attributed().role()), language)});
    case EventContent::kAccidentRuled: {
      const event::v1::AccidentRuled& ruled = content.accident_ruled();
      const bool responsible = ruled.responsibility() == event::v1::FINDING_YES;
      return Joined({ruled.accident(),
                     responsible ? Say(Word{"责任事故", "with responsibility"}, language)
                                 : Say(Word{"非责任事故", "without responsibility"}, language),
                     ruled.grade() == event::v1::ACCIDENT_GRADE_UNSPECIFIED
                         ? ""
                         : Say(WordOf(ruled.grade()), language),
                     ruled.approving_body()});
    }
    case EventContent::kMetricReported: {
      const event::v1::MetricReported& metric = content.metric_reported();
      return Joined({metric.metric(), metric.unit(),
                     metric.has_value() ? MeasureText(metric.value())
                                        : Say(Word{"不适用", "does not apply"}, language),
                     metric.vintage()});
    }
    case EventContent::kCorrectionProposed:
      return Joined(
          {Position(content.correction_proposed().position()),
           SealableTextOf(content.correction_proposed().reason(), language),
           content.correction_proposed().has_replacement()
               ? absl::StrCat("→ ",
                              EventSummary(content.correction_proposed().replacement(), language))
               : ""});
    case EventContent::kCorrectionConfirmed:
      return Position(content.correction_confirmed().proposal_position());
    default:
      return Joined({AccidentCourseSummary(content, language), RulingSummary(content, language)});
  }
}

}  // namespace

std::string EventSummary(const EventContent& content, Language language) {
  const int type = static_cast<int>(content.kind_case());
  if (type < 200) return RegistrySummary(content, language);
  if (type < 300) return PostingSummary(content, language);
  if (type < 400) return MatterSummary(content, language);
  return FactSummary(content, language);
}

std::string SealableTextOf(const event::v1::SealableText& text, Language language) {
  if (text.has_commitment()) return Say(Word{"(已删除)", "(erased)"}, language);
  return text.plain();
}

std::string PersonText(const event::v1::Person& person) {
  return person.name().plain().empty() ? person.person_id() : person.name().plain();
}

std::string SubjectsText(const google::protobuf::RepeatedPtrField<event::v1::Subject>& subjects,
                         Language language) {
  std::vector<std::string> names;
  for (const event::v1::Subject& subject : subjects) {
    std::string name = SealableTextOf(subject.name(), language);
    if (name.empty()) name = subject.code();
    if (name.empty()) name = subject.accident();
    names.push_back(name.empty() ? subject.kind() : name);
  }
  return absl::StrJoin(names, "、");
}

std::string PositionsText(const google::protobuf::RepeatedField<uint64_t>& positions) {
  return positions.empty() ? "" : absl::StrCat("#", absl::StrJoin(positions, " #"));
}

std::string PaperText(const event::v1::Paper& paper) {
  return Joined({paper.issuer(), paper.number()});
}

std::string MeasureText(const event::v1::Measure& measure) {
  const int64_t value = measure.value_millionths();
  const uint64_t magnitude = value < 0 ? -static_cast<uint64_t>(value) : value;
  std::string digits = absl::StrFormat("%06d", magnitude % 1'000'000);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  return absl::StrCat(value < 0 ? "-" : "", magnitude / 1'000'000, digits.empty() ? "" : ".",
                      digits);
}

}  // namespace assessment::ctl
